"""Reads a work calendar's rows into the plain content that versions keep (``calendar_content``).

With joins from the calendar, so that what is read is one query for each kind of part.
"""

from collections.abc import Iterable
from typing import Any

Content = dict[str, Any]


def hours_of(calendar: Any) -> Content:
    """What decides working time; ``calendar`` is a queryset of one."""
    name, zone, nominal_day, known_until = calendar.values_list(
        "name", "zone", "nominal_day", "known_until"
    ).get()
    return {
        "name": name,
        "zone": zone,
        "nominal_day": int(nominal_day.total_seconds()),
        "known_until": known_until.isoformat(),
        "weeks": _with_hours(calendar, "weeks", "effective_from", "legal_basis"),
        "periods": _with_hours(
            calendar, "periods", "first_day", "last_day", "name", "source", "needs_verification"
        ),
        "holidays": _parts(
            calendar, "holidays", "date", "name", "kind", "source", "needs_verification"
        ),
        "closures": _parts(calendar, "closures", "date", "from_time", "until_time", "reason"),
    }


def content_of(calendar: Any) -> Content:
    """Everything the calendar says."""
    decrees = _parts(calendar, "decrees", "year", "date", "number", "about")
    return {**hours_of(calendar), "decrees": decrees}


def _parts(calendar: Any, relation: str, *columns: str) -> list[Content]:
    return _sorted(_plain(columns, row) for row in _rows(calendar, relation, columns))


def _with_hours(calendar: Any, relation: str, *columns: str) -> list[Content]:
    """Parts that have working hours; those without any are included."""
    hours = ("intervals__weekday", "intervals__start", "intervals__end")
    parts: dict[Any, Content] = {}
    for pk, *values in _rows(calendar, relation, ("pk", *columns, *hours)):
        *own, weekday, start, end = values
        part = parts.setdefault(pk, {**_plain(columns, own), "hours": []})
        if weekday is not None:
            part["hours"].append([weekday, start.isoformat(), end.isoformat()])
    for part in parts.values():
        part["hours"].sort()
    return _sorted(parts.values())


def _sorted(parts: Iterable[Content]) -> list[Content]:
    """Always in the same order, so that versions can be compared."""
    return sorted(parts, key=lambda part: [str(value) for value in part.values()])


def _plain(columns: Iterable[str], row: Iterable[Any]) -> Content:
    return {
        column: value.isoformat() if hasattr(value, "isoformat") else value
        for column, value in zip(columns, row, strict=True)
    }


def _rows(calendar: Any, relation: str, columns: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    paths = [f"{relation}__{column}" for column in columns]
    rows: Iterable[tuple[Any, ...]] = (
        calendar.filter(**{f"{relation}__isnull": False}).order_by().values_list(*paths)
    )
    return rows
