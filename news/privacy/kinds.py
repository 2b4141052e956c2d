"""What is looked for, what one find is, and how it is shown without being told again."""

from dataclasses import dataclass
from enum import StrEnum

HIDDEN = "•"


class Kind(StrEnum):
    NIK = "nik"
    PHONE = "phone"
    ACCOUNT = "account"
    EMAIL = "email"
    CHILD = "child"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Match:
    """One find. ``value`` is what it comes down to, however it was written; never stored."""

    kind: Kind
    start: int
    end: int
    value: str
    shown: str


def mask_number(text: str) -> str:
    """At most the first four and the last two digits; of a short number fewer."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    first = min(4, len(digits) // 4)
    hidden = max(len(digits) - first - 2, 0)
    return f"{digits[:first]}{HIDDEN * hidden}{digits[first + hidden :]}"


def mask_address(address: str) -> str:
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}{HIDDEN * 3}@{host}"
