"""How the calendar's facts are put into words: hours, days, parts, reasons."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import groupby
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Holiday
from ..working_days import Closure, Hours, Reason

REASONS = {
    Reason.WORK: gettext_lazy("working time"),
    Reason.SPECIAL_PERIOD: gettext_lazy("working time of a special period"),
    Reason.BREAK: gettext_lazy("break"),
    Reason.OUTSIDE_HOURS: gettext_lazy("outside working hours"),
    Reason.DAY_OFF: gettext_lazy("not a working day"),
    Reason.HOLIDAY: gettext_lazy("holiday"),
    Reason.CLOSURE: gettext_lazy("office closed"),
}


def reason_label(reason: Reason, name: str = "") -> str:
    """“holiday: Hari Natal”; for any screen that shows spans."""
    return f"{REASONS[reason]}: {name}" if name else str(REASONS[reason])


def hours_text(hours: Iterable[Hours]) -> str:
    """“07.30-12.00, 13.00-16.00”, with the longer dash that belongs there."""
    return ", ".join(f"{time_format(start)}–{time_format(end)}" for start, end in hours)


def week_text(rows: Iterable[Any]) -> str:
    """“Monday-Thursday 07.30-12.00, 13.00-16.00; Friday …” from a version's rows."""
    by_day: dict[int, list[Hours]] = {}
    for weekday, start, end in sorted(rows):
        hours = (time.fromisoformat(start), time.fromisoformat(end))
        by_day.setdefault(weekday, []).append(hours)
    texts = [(day, hours_text(hours)) for day, hours in sorted(by_day.items())]
    # Days that follow each other and have the same hours are said in one breath.
    runs = groupby(enumerate(texts), key=lambda item: (item[1][0] - item[0], item[1][1]))
    parts = []
    for (_run, text), days in runs:
        numbers = [day for _place, (day, _text) in days]
        names = str(WEEKDAYS[numbers[0]])
        if len(numbers) > 1:
            names = f"{names}–{WEEKDAYS[numbers[-1]]}"
        parts.append(f"{names} {text}")
    return "; ".join(parts) or _("no working hours")


def long_date(day: date | str) -> str:
    """“Tuesday, 24 November 2026”."""
    day = _day(day)
    return f"{WEEKDAYS[day.weekday()]}, {date_format(day)}"


def dates_text(first: date | str, last: date | str) -> str:
    return f"{date_format(_day(first))} – {date_format(_day(last))}"


def closure_times(closure: Closure) -> str:
    if closure.whole_day:
        return _("all day")
    if closure.start and closure.end:
        return hours_text([(closure.start, closure.end)])
    if closure.start:
        return _("from %(time)s") % {"time": time_format(closure.start)}
    return _("until %(time)s") % {"time": time_format(closure.end or time.max)}


def holiday_text(row: Mapping[str, Any]) -> str:
    details = [str(Holiday.Kind(row["kind"]).label)]
    if row["needs_verification"]:
        details.append(_("needs verification"))
    if row["source"]:
        details.append(row["source"])
    return f"{date_format(_day(row['date']))} {row['name']} ({', '.join(details)})"


def closure_text(row: Mapping[str, Any]) -> str:
    start, end = (
        time.fromisoformat(row[name]) if row[name] else None for name in ("from_time", "until_time")
    )
    times = closure_times(Closure(start, end))
    return f"{date_format(_day(row['date']))} ({times}): {row['reason']}"


def week_row_text(row: Mapping[str, Any]) -> str:
    basis = f" ({row['legal_basis']})" if row["legal_basis"] else ""
    since = _("from %(date)s on") % {"date": date_format(_day(row["effective_from"]))}
    return f"{since}{basis}: {week_text(row['hours'])}"


def period_text(row: Mapping[str, Any]) -> str:
    details = [row["source"]] if row["source"] else []
    if row["needs_verification"]:
        details.append(_("needs verification"))
    note = f" ({', '.join(details)})" if details else ""
    dates = dates_text(row["first_day"], row["last_day"])
    return f"{row['name']}, {dates}{note}: {week_text(row['hours'])}"


def decree_text(row: Mapping[str, Any]) -> str:
    about = f" ({row['about']})" if row["about"] else ""
    return f"{row['year']}: {row['number']}, {date_format(_day(row['date']))}{about}"


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
