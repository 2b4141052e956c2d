"""NIK and the number of a family card (KK): sixteen digits of the same shape.

Two digits each of province, regency and district, the date of birth (of women the day + 40; on a
family card the day it was issued), and a serial number.
"""

import re
from collections.abc import Iterator
from itertools import chain

from .folding import JOINT, digits_of
from .kinds import Kind, Match, mask_number

_GAP = r"[ .\-_/'\n\x1f]{0,3}"
_START = re.compile(r"(?<!\d)\d")
_SIXTEEN = re.compile(rf"\d(?:{_GAP}\d){{15}}(?!\d)")
_GROUPS = re.compile(rf"[^\d{JOINT}]+")
_WRAPPED = re.compile(r"\d{6,}\n\d+")
_NAMED = re.compile(
    r"\b(?:n\.?i\.?k\.?|k\.?t\.?p\.?|e-?ktp|k\.?k\.?|nkk|induk kependudukan|kartu keluarga"
    r"|kartu tanda penduduk)\b",
    re.IGNORECASE,
)
_NAMED_BEFORE = 30  # signs

# Kemendagri's codes in use, those of 2022 in Papua included; 54 stands in old cards.
_PROVINCES = frozenset(
    chain(
        range(11, 20),
        (21,),
        range(31, 37),
        range(51, 55),
        range(61, 66),
        range(71, 77),
        (81, 82),
        range(91, 98),
    )
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEMALE = 40


def is_plausible(digits: str, *, any_serial: bool = False) -> bool:
    """``any_serial``: Excel keeps fifteen digits of a number, so the last one may have become 0."""
    province, regency, district = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day, month = int(digits[6:8]), int(digits[8:10])
    if day > _FEMALE:
        day -= _FEMALE
    return (
        province in _PROVINCES
        and bool(regency and district)
        and 1 <= month <= 12
        and 1 <= day <= _DAYS[month - 1]
        and (any_serial or digits[12:] != "0000")
    )


def is_called_identity(label: str) -> bool:
    return bool(_NAMED.search(label))


def find(text: str, label: str = "", *, numeric: bool = False) -> Iterator[Match]:
    """In folded text. ``label``: what a column is headed with; ``numeric``: a cell of a number."""
    end = 0
    named = is_called_identity(label)
    for start in _START.finditer(text):
        if start.start() < end:
            continue
        found = _SIXTEEN.match(text, start.start())
        if found is None or not _is_one_number(found.group()):
            continue
        digits = digits_of(found.group())
        before = text[max(found.start() - _NAMED_BEFORE, 0) : found.start()]
        called = (named or is_called_identity(before)) and len(set(digits)) > 2
        if called or is_plausible(digits, any_serial=numeric):
            end = found.end()
            yield Match(Kind.NIK, found.start(), end, digits, mask_number(digits))


def _is_one_number(written: str) -> bool:
    """Not several numbers that happen to have sixteen digits together, nor an amount of money."""
    if _WRAPPED.fullmatch(written):
        return True  # broken at the end of a line, as in the narrow column of a PDF
    groups = [len(digits_of(group)) for group in _GROUPS.split(written)]
    if len(groups) == 1 or max(groups) == 1:  # 1: one digit in each box of a form
        return True
    return min(groups) >= 2 and groups[-1] >= 4
