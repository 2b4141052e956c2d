"""Bank accounts: a number is one by what is written around it."""

import re
from collections.abc import Iterator

from .folding import digits_of
from .kinds import Kind, Match, mask_number

_NUMBER = re.compile(r"(?<![\d/])(?<!\d[.,\-])\d(?:[ .\-\x1f]{0,2}\d){7,}(?![\d/])")
_ACCOUNT = r"\b(?:rek(?:ening)?|norek|virtual account)\b"
_ACCOUNT_BEFORE = re.compile(_ACCOUNT, re.IGNORECASE)
_RIGHT_BEFORE = re.compile(rf"{_ACCOUNT}\W{{0,3}}(?:(?:no|nomor)\W{{0,4}})?$", re.IGNORECASE)
_BANK = (
    r"\b(?:bank \w+|bankaltimtara|bpd(?: \w+)?|bri|bni|bca|btn|bsi|mandiri|cimb(?: niaga)?|danamon"
    r"|muamalat|permata|gopay|ovo)(?: \w+)?"
)
_BANK_BEFORE = re.compile(_BANK, re.IGNORECASE)
_BANK_RIGHT_BEFORE = re.compile(rf"{_BANK}\W{{1,4}}$", re.IGNORECASE)
_IN_THE_NAME = re.compile(r"\b(?:a\.? ?/? ?n\b|atas nama\b)", re.IGNORECASE)
_BUDGET_CODE = re.compile(r"\d(?:\.\d{1,2}){2,}(?:\.\d+)*")
_BUDGET_BEFORE = re.compile(r"\bkode (?:akun|rekening)\W{0,4}$", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:\brp|\bidr|sebesar|senilai|sebanyak|sejumlah)\.? {0,2}$", re.I)
_COUNTED_AFTER = re.compile(
    r"(?:,\d|%| ?(?:rupiah|ribu|juta|miliar|triliun|persen|orang|jiwa|nasabah|pelanggan|unit)\b)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(
    r"\d{1,2}[ .\-]{1,2}\d{1,2}[ .\-]{1,2}(?:19|20)\d\d(?:[ \-]+\d.*)?|(?:19|20)\d\d-\d\d-\d\d.*"
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ \-]*)+")
BEFORE, BANK_BEFORE, AFTER = 60, 40, 60  # signs


def is_called_account(label: str) -> bool:
    return bool(_ACCOUNT_BEFORE.search(label)) and not re.search(r"\bkode\b", label, re.IGNORECASE)


def find(text: str, label: str = "") -> Iterator[Match]:
    """In folded text. ``label``: what a column is headed with."""
    called = is_called_account(label)
    for found in _NUMBER.finditer(text):
        digits = digits_of(found.group())
        if len(digits) > 16 or _is_something_else(text, found):
            continue
        if called or _is_called(text, found):
            yield Match(Kind.ACCOUNT, *found.span(), digits, mask_number(digits))


def _is_called(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - BEFORE, 0) : found.start()]
    after = text[found.end() : found.end() + AFTER]
    if _ACCOUNT_BEFORE.search(before) or _BANK_RIGHT_BEFORE.search(before):
        return True
    named = _IN_THE_NAME.search(after) or _IN_THE_NAME.search(before)
    return bool(named and _BANK_BEFORE.search(before[-BANK_BEFORE:] + " " + after))


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    """Money, a date, years, a line of the budget: all of them stand beside "rekening" as well."""
    before, written = text[: found.start()][-BEFORE:], found.group()
    if _BUDGET_CODE.fullmatch(written) or _BUDGET_BEFORE.search(before):
        return True
    if _DATE.fullmatch(written) or _YEARS.fullmatch(written):
        return True
    if _MONEY_BEFORE.search(before) or _COUNTED_AFTER.match(text, found.end()):
        return True
    return bool(_AMOUNT.fullmatch(written)) and not _RIGHT_BEFORE.search(before)
