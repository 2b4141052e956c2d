"""Telephone numbers and e-mail addresses of people."""

import re
from collections.abc import Iterator

from .folding import JOINT, digits_of
from .kinds import Kind, Match, mask_address, mask_number

_GAP = r"[ .\-\x1f]"
_MOBILE = re.compile(
    rf"(?<![\d/])(?<!\d[.,])(?:\(?\+?62\)?|0062|\(?0){_GAP}{{0,3}}8[1-9]\)?(?:{_GAP}{{0,3}}\d){{7,10}}(?![\d/])"
)
_LANDLINE = re.compile(
    rf"(?<![\d/])(?<!\d[.,\-])(?:\(0[2-79]\d{{1,2}}\){_GAP}{{0,3}}|0[2-79]\d{{1,2}}{_GAP}{{1,3}}"
    rf"|\+62{_GAP}?\(?[2-79]\d{{1,2}}\)?{_GAP}{{0,3}})"
    rf"\d{{3,4}}(?:{_GAP}?\d{{2,4}}){{1,2}}(?![\d/])"
)
_CALLED = (
    r"\b(?:telp|telepon|telpon|tlp|no\.? ?hp|nomor hp|hp|handphone|ponsel|wa|whats ?app|hubungi"
    r"|kontak|narahubung|contact person|cp|faks|faksimile|fax)\b"
)
_CALLED_NUMBER = re.compile(
    rf"{_CALLED}[^\d\n+]{{0,20}}?(\+?\d(?:{_GAP}{{0,2}}\d){{6,13}})(?![\d/])", re.IGNORECASE
)
_IS_CALLED = re.compile(_CALLED, re.IGNORECASE)
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MONEY_BEFORE = re.compile(r"(?:rp|idr)\.? ?$", re.IGNORECASE)
# Free of charge or shared cost: lines of institutions, never of a person.
_SERVICE_LINES = ("0800", "0804", "0807", "0809")
_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9_%+][a-z0-9._%+\-]{0,63}@(?:[a-z0-9\-]{1,63}\.){1,6}[a-z]{2,24}\b",
    re.IGNORECASE,
)
# A mailbox of the state is given out for its office's work, which is public (UU 14/2008).
_OFFICIAL_HOSTS = (".go.id", ".desa.id", ".mil.id")


def national(number: str) -> str:
    """The number as it is dialled inside the country: 0812…"""
    digits = digits_of(number)
    for prefix in ("0062", "62"):
        if digits.startswith(prefix):
            return f"0{digits.removeprefix(prefix).removeprefix('0')}"
    return digits if digits.startswith("0") else f"0{digits}"


def find_phones(text: str, label: str = "") -> Iterator[Match]:
    """In folded text. A column headed "No. HP" says what its numbers are, without their zero."""
    spans: list[tuple[int, int]] = []
    if label and _IS_CALLED.search(label):
        number = re.fullmatch(rf"\s*(\+?\d(?:{_GAP}{{0,2}}\d){{6,13}})\s*", text)
        if number and _is_subscriber(number.group(1)):
            spans.append(number.span(1))
    for pattern in (_MOBILE, _LANDLINE):
        spans += [found.span() for found in pattern.finditer(text)]
    spans += [
        found.span(1) for found in _CALLED_NUMBER.finditer(text) if _is_subscriber(found.group(1))
    ]
    end = 0
    for start, stop in sorted(spans):
        written = text[start:stop]
        if start < end or _is_amount(text, start, written):
            continue
        number_ = national(written)
        if not number_.startswith(_SERVICE_LINES):
            end = stop
            yield Match(Kind.PHONE, start, stop, number_, mask_number(number_))


def _is_subscriber(written: str) -> bool:
    """With area code or as a mobile number; emergency and hot lines are shorter or begin with 1."""
    number = national(written)
    return 9 <= len(number) <= 14 and number[1] in "23456789"


def _is_amount(text: str, start: int, written: str) -> bool:
    money = _MONEY_BEFORE.search(text[max(start - 5, 0) : start])
    return bool(money or _AMOUNT.fullmatch(written.replace(JOINT, "")))


def find_emails(text: str) -> Iterator[Match]:
    for found in _EMAIL.finditer(text):
        address = found.group().lower()
        if not f".{host_of(address)}".endswith(_OFFICIAL_HOSTS):
            yield Match(Kind.EMAIL, *found.span(), address, mask_address(address))


def host_of(address: str) -> str:
    return address.rpartition("@")[2]
