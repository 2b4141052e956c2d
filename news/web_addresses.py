"""Addresses on other sites that an editor gives, and numbers that a phone can call."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ABROAD = "62"  # Indonesia's country code
# Shorter numbers (112, 110) are the same wherever they are called.
SHORTEST_LOCAL = 6

phone_number = RegexValidator(
    r"^\+?[0-9][0-9 ().-]{1,28}$|^\([0-9]{2,5}\)[0-9 ().-]{2,24}$",
    gettext_lazy("Give one telephone number, in digits: for example (0541) 123456."),
)


def https_host(address: str) -> str:
    """The host a browser would visit, or "" when this is no plain https address."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme != "https" or parts.username or parts.password or parts.port:
            return ""
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".").lower()
    return host if "." in host else ""


def validate_https(address: str) -> None:
    if not https_host(address):
        raise ValidationError(_("Give a full address that begins with https://."))


def dialled(number: str) -> str:
    """As ``tel:`` wants it, from anywhere in the world: "(0541) 123" becomes "+62541123"."""
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) < SHORTEST_LOCAL:
        return digits
    if digits.startswith("0"):
        return f"+{ABROAD}{digits[1:]}"
    return f"+{digits}" if digits.startswith(ABROAD) or number.startswith("+") else digits
