"""Everything that is looked for in one piece of text."""

from collections.abc import Iterable

from . import accounts, children, contacts, identity
from .folding import fold
from .kinds import Kind, Match

VERSION = 1  # counted up when a finder finds more or less: what was examined is examined again
_BLANK = "\x00"


def find(text: str, label: str = "", *, numeric: bool = False) -> list[Match]:
    """Sorted by place; what is a NIK is no telephone number, and neither of them an account."""
    folded = fold(text)
    found: list[Match] = []
    if _may_hold_numbers(folded):
        rest = _take(found, folded, identity.find(folded, label, numeric=numeric))
        rest = _take(found, rest, contacts.find_phones(rest, label))
        _take(found, rest, accounts.find(rest, label))
    if "@" in folded:
        found += contacts.find_emails(folded)
    found += children.find(folded)
    return sorted(found, key=lambda match: (match.start, match.kind))


def _may_hold_numbers(text: str) -> bool:
    return sum("0" <= sign <= "9" for sign in text) >= 7


def _take(found: list[Match], text: str, matches: Iterable[Match]) -> str:
    """Keep the matches, and give the text without them."""
    parts, end = [], 0
    for match in matches:
        found.append(match)
        parts += [text[end : match.start], _BLANK * (match.end - match.start)]
        end = match.end
    return "".join([*parts, text[end:]])


__all__ = ["VERSION", "Kind", "Match", "find"]
