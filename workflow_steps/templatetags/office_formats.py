"""How the office writes a time, a moment, a length of work and a number.

Defined once, so that a sheet, a report and a public page never disagree. The zone's name comes
from the zone itself ("WITA" for Asia/Makassar), so a reader in another zone is told which.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django import template
from django.utils import formats, timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else timezone.make_aware(value)


@register.filter
def wita(value: datetime | None) -> str:
    """Write the time of day with its zone: ``14.30 WITA``."""
    if not isinstance(value, datetime):
        return formats.time_format(value) if isinstance(value, time) else ""
    local = _local(value)
    return f"{formats.time_format(local)} {local.tzname()}"


@register.filter
def wita_datetime(value: datetime | date | None) -> str:
    """Write a moment in full: ``22 November 2026, 14.30 WITA`` (a plain date stays a date)."""
    if isinstance(value, datetime):
        local = _local(value)
        return f"{formats.date_format(local)}, {wita(local)}"
    return formats.date_format(value) if isinstance(value, date) else ""


@register.filter
def near_moment(value: datetime | None) -> str:
    """Write a moment near today as people say it: ``kemarin 14.30 WITA``; others in full."""
    if not isinstance(value, datetime):
        return ""
    days = (_local(value).date() - timezone.localdate()).days
    names = {-1: _("yesterday %(time)s"), 0: _("today %(time)s"), 1: _("tomorrow %(time)s")}
    return names[days] % {"time": wita(value)} if days in names else wita_datetime(value)


@register.filter
def machine_time(value: datetime | None) -> str:
    """For ``<time datetime>``, where HTML allows no microseconds: ``2026-11-22T14:30:00+08:00``."""
    return _local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else ""


@register.filter
def duration(seconds: int | Literal[""] | None) -> str:
    """Write working seconds as people say them: ``2 j 10 m``; whole minutes, never rounded up."""
    if seconds is None or seconds == "":
        return ""
    total = int(seconds)
    if total < 0:
        return f"-{duration(-total)}"
    if 0 < total < 60:
        return _("%(seconds)d s") % {"seconds": total}
    hours, minutes = divmod(total // 60, 60)
    if not hours:
        return _("%(minutes)d m") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d m") % {"hours": hours, "minutes": minutes}


@register.filter
def number(value: Decimal | float | Literal[""] | None, decimals: int | None = None) -> str:
    """Write a number with its separators: ``1.234,5``; ``number:1`` rounds to one decimal.

    Django groups only under ``USE_THOUSAND_SEPARATOR``, which would also put dots into the ids
    that admin templates print; so the screens that show figures ask for it.
    """
    if value is None or value == "":
        return ""
    if decimals is not None:
        # Django cuts the surplus decimals off; a report rounds them.
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def breakable(text: str) -> SafeString:
    """Let a narrow column break an address behind an @ or a dot, and not within a word."""
    marked = re.sub(r"@(?=.)|(?<=[A-Za-z])\.(?=[A-Za-z])", r"\g<0><wbr>", escape(text))
    return mark_safe(marked)
