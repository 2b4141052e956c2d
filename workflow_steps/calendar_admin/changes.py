"""What a version of the calendar changed, in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import CalendarVersion, WorkCalendar
from ..templatetags.office_formats import duration
from . import words

MOST_ENTRIES = 20  # of what somebody else did while a form was open
Row = Mapping[str, Any]
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One kind of rows: by what two of them are the same, and how one is put into words."""

    label: Any
    key: Callable[[Row], Any]
    text: Callable[[Row], str]


PARTS = {
    "weeks": Part(
        gettext_lazy("working hours"), lambda row: row["effective_from"], words.week_row_text
    ),
    "periods": Part(
        gettext_lazy("special period"), lambda row: row["first_day"], words.period_text
    ),
    "holidays": Part(gettext_lazy("holiday"), lambda row: row["date"], words.holiday_text),
    # Every closure is one by itself: there is nothing it could be the same as.
    "closures": Part(
        gettext_lazy("closure"), lambda row: tuple(map(str, row.values())), words.closure_text
    ),
    "decrees": Part(
        gettext_lazy("decree"), lambda row: (row["year"], row["number"]), words.decree_text
    ),
}
SETTINGS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "name": (gettext_lazy("name"), str),
    "zone": (gettext_lazy("time zone"), str),
    "nominal_day": (gettext_lazy("length of a working day"), duration),
    "known_until": (
        gettext_lazy("known until"),
        lambda day: date_format(date.fromisoformat(day)),
    ),
}


def changes_between(before: Content, after: Content) -> list[str]:
    return [*_settings(before, after), *_parts(before, after)]


def _settings(before: Content, after: Content) -> Iterator[str]:
    for name, (label, text) in SETTINGS.items():
        if before[name] != after[name]:
            yield _("Changed: %(what)s %(old)s → %(new)s") % {
                "what": label,
                "old": text(before[name]),
                "new": text(after[name]),
            }


def _parts(before: Content, after: Content) -> Iterator[str]:
    for name, part in PARTS.items():
        old = {part.key(row): row for row in before[name]}
        new = {part.key(row): row for row in after[name]}
        for key in sorted({*old, *new}, key=str):
            was, now = old.get(key), new.get(key)
            if was == now:
                continue
            values = {
                "what": part.label,
                "old": was and part.text(was),
                "new": now and part.text(now),
            }
            if was is None:
                yield _("Added: %(what)s %(new)s") % values
            elif now is None:
                yield _("Removed: %(what)s %(old)s") % values
            else:
                yield _("Changed: %(what)s %(old)s → %(new)s") % values


@dataclass(frozen=True)
class Entry:
    """A version in the history; ``changes`` is None for the first one that was kept."""

    version: CalendarVersion
    changes: list[str] | None


def history(versions: list[CalendarVersion]) -> list[Entry]:
    """Versions newest first, each against the one after it in the list (kept before it)."""
    older = [*versions[1:], None]
    return [
        Entry(version, changes_between(previous.content, version.content) if previous else None)
        for version, previous in zip(versions, older, strict=True)
    ]


def since(calendar: WorkCalendar, number: str) -> list[Entry]:
    """What happened after the version that a form names, newest first, as far as it is known."""
    if not re.fullmatch(r"[0-9]{1,9}", number):
        return []
    versions = list(calendar.versions.filter(number__gte=int(number))[:MOST_ENTRIES])
    return history(versions)[:-1]
