"""Which characters our own fonts can show, read from the fonts themselves.

An official PDF shows every character it contains (PDF/UA and PDF/A both demand it), and Typst
refuses to write one that does not. Titles come from people's keyboards.
"""

import struct
from functools import cache
from pathlib import Path
from unicodedata import normalize

REPLACEMENT = "□"
_WINDOWS_UNICODE = (3, 1)
# Shown as nothing, by every font: joiners, directions, variation selectors, soft hyphens.
_INVISIBLE = {0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0xFE00, 0xFE10)}


@cache
def coverage(font: Path) -> frozenset[int]:
    """The code points in the font's table for Windows (cmap format 4: the first 65,536)."""
    data = font.read_bytes()
    table = _cmap(data)
    (subtables,) = struct.unpack_from(">H", data, table + 2)
    for at in range(table + 4, table + 4 + 8 * subtables, 8):
        platform, encoding, offset = struct.unpack_from(">HHL", data, at)
        if (platform, encoding) == _WINDOWS_UNICODE:
            return frozenset(_segments(data, table + offset))
    raise ValueError(f"{font.name} has no Unicode table.")


def _cmap(data: bytes) -> int:
    (tables,) = struct.unpack_from(">H", data, 4)
    for at in range(12, 12 + 16 * tables, 16):
        if data[at : at + 4] == b"cmap":
            return int(struct.unpack_from(">L", data, at + 8)[0])
    raise ValueError("This font has no table of characters.")


def _segments(data: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    found = set()
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, end + 1):
            if offset := offsets[segment]:
                place = offsets_at + 2 * segment + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, place)[0]
            else:
                glyph = (code + deltas[segment]) % 0x10000
            if glyph and code != 0xFFFF:
                found.add(code)
    return found


def showable(text: str, covered: frozenset[int]) -> str:
    """``text`` with a box for each character that the fonts do not have."""
    if text.isascii():
        return text
    return "".join(
        mark if ord(mark) in covered or mark in "\n\t" else REPLACEMENT
        for mark in normalize("NFC", text)
        if ord(mark) not in _INVISIBLE
    )
