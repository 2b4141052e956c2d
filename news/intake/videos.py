"""MP4 and MOV by their boxes, WebM by its EBML header; nothing is decoded."""

import struct
from collections.abc import Iterator
from typing import IO

from .kinds import Kind, Reason, Refused

MAX_BOXES = 200_000
MAX_EBML_HEADER = 4096
EBML_HEADER = 0x1A45DFA3
EBML_DOCTYPE = 0x4282
EBML_SEGMENT = 0x18538067


def check_mp4(stream: IO[bytes], size: int) -> None:
    """The boxes must fill the file exactly and describe a film (``moov`` with ``mvhd``)."""
    seen: set[bytes] = set()
    for kind, start, end in _boxes(stream, 0, size):
        if kind == b"moov":
            if kind in seen:
                raise Refused(Reason.DAMAGED, Kind.VIDEO)
            seen |= {inner for inner, _, _ in _boxes(stream, start, end)}
        seen.add(kind)
    if not {b"ftyp", b"moov", b"mvhd"} <= seen:
        raise Refused(Reason.DAMAGED, Kind.VIDEO)


def _boxes(stream: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, first byte of the content and end of each box between two positions."""
    position = start
    for _ in range(MAX_BOXES):
        if position == end:
            return
        stream.seek(position)
        header = stream.read(16)
        if end - position < 8 or len(header) < 8:
            break
        length, kind = struct.unpack(">I4s", header[:8])
        content = position + 8
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack(">Q", header[8:])
            content += 8
        elif length == 0:
            length = end - position
        if length < content - position or position + length > end or not _printable(kind):
            break
        yield kind, content, position + length
        position += length
    raise Refused(Reason.DAMAGED, Kind.VIDEO)


def _printable(kind: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind)


def check_webm(stream: IO[bytes], size: int) -> None:
    """An EBML header that says "webm", followed by one segment that fits the file."""
    header_id, position, end = _element(stream, 0, size)
    if header_id != EBML_HEADER or end - position > MAX_EBML_HEADER:
        raise Refused(Reason.DAMAGED, Kind.VIDEO)
    document_type = b""
    while position < end:
        element_id, content, position = _element(stream, position, end)
        if element_id == EBML_DOCTYPE:
            stream.seek(content)
            document_type = stream.read(position - content).rstrip(b"\0")
    if document_type != b"webm":
        raise Refused(Reason.NOT_ALLOWED)
    segment_id, _, segment_end = _element(stream, end, size)
    if segment_id != EBML_SEGMENT or segment_end != size:
        raise Refused(Reason.DAMAGED, Kind.VIDEO)


def _element(stream: IO[bytes], position: int, limit: int) -> tuple[int, int, int]:
    """Id, first byte of the content and end of the EBML element at a position."""
    stream.seek(position)
    head = stream.read(12)
    id_length = _vint_length(head[:1], 4)
    size_length = _vint_length(head[id_length : id_length + 1], 8)
    content = position + id_length + size_length
    raw = int.from_bytes(head[id_length : id_length + size_length])
    value = raw & ((1 << (7 * size_length)) - 1)
    unknown = value == (1 << (7 * size_length)) - 1
    end = limit if unknown else content + value
    if len(head) < id_length + size_length or content > limit or end > limit:
        raise Refused(Reason.DAMAGED, Kind.VIDEO)
    return int.from_bytes(head[:id_length]), content, end


def _vint_length(first: bytes, longest: int) -> int:
    length = 9 - first[0].bit_length() if first else 9
    if length > longest:
        raise Refused(Reason.DAMAGED, Kind.VIDEO)
    return length
