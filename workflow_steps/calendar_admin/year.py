"""A year of the calendar: every day with a letter, a colour and its reason."""

import calendar as month_grid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import Holiday, WorkCalendar
from ..working_days import Closure, Day, Reason
from . import words


class Kind(Enum):
    """What a day is; its value is also the name of its colour in the style sheet."""

    WORK = "work"
    PERIOD = "period"
    PARTLY = "partly"
    OFF = "off"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def letter(self) -> str:
        return str(LETTERS[self])

    @property
    def label(self) -> str:
        return str(LABELS[self])


LETTERS = {
    Kind.WORK: pgettext_lazy("letter in the year view", "W"),
    Kind.PERIOD: pgettext_lazy("letter in the year view", "S"),
    Kind.PARTLY: pgettext_lazy("letter in the year view", "P"),
    Kind.OFF: pgettext_lazy("letter in the year view", "O"),
    Kind.HOLIDAY: pgettext_lazy("letter in the year view", "H"),
    Kind.LEAVE: pgettext_lazy("letter in the year view", "L"),
    Kind.CLOSED: pgettext_lazy("letter in the year view", "C"),
    Kind.UNKNOWN: "?",
}
LABELS = {
    Kind.WORK: gettext_lazy("working day"),
    Kind.PERIOD: gettext_lazy("working day of a special period"),
    Kind.PARTLY: gettext_lazy("partly closed"),
    Kind.OFF: gettext_lazy("not a working day"),
    Kind.HOLIDAY: gettext_lazy("national holiday"),
    Kind.LEAVE: gettext_lazy("collective leave"),
    Kind.CLOSED: gettext_lazy("office closed"),
    Kind.UNKNOWN: gettext_lazy("not known yet"),
}
BY_REASON = {
    Reason.WORK: Kind.WORK,
    Reason.SPECIAL_PERIOD: Kind.PERIOD,
    Reason.DAY_OFF: Kind.OFF,
    Reason.CLOSURE: Kind.CLOSED,
}


@dataclass(frozen=True)
class Cell:
    """One day: ``text`` says all of it, for ears and for whoever cannot tell the colours."""

    day: date
    kind: Kind
    text: str
    estimated: bool = False


@dataclass
class Month:
    name: str
    weeks: list[list[Cell | None]]


@dataclass
class Special:
    """A line of the list beside the grid."""

    first: date
    dates: str
    kind: Kind
    text: str
    note: str = ""
    estimated: bool = False
    closure_id: int | None = None


@dataclass
class Year:
    """What a year consists of, read with one query for each kind of row."""

    calendar: WorkCalendar
    number: int
    holidays: dict[date, Holiday] = field(init=False)

    def __post_init__(self) -> None:
        self.days = self.calendar.timekeeper().days
        rows = Holiday.objects.filter(calendar=self.calendar, date__year=self.number)
        self.holidays = {holiday.date: holiday for holiday in rows.order_by("date")}
        self.closures = list(
            self.calendar.closures.filter(date__year=self.number).order_by("date", "from_time")
        )
        self.periods = list(
            self.calendar.periods.filter(
                first_day__lte=date(self.number, 12, 31), last_day__gte=date(self.number, 1, 1)
            ).order_by("first_day")
        )
        self.decrees = list(self.calendar.decrees.filter(year=self.number).order_by("date"))
        self._estimated_periods = [
            (row.first_day, row.last_day) for row in self.periods if row.needs_verification
        ]

    def months(self) -> list[Month]:
        grid = month_grid.Calendar(firstweekday=0)
        return [
            Month(
                str(MONTHS[month]),
                [
                    [self.cell(day) if day.month == month else None for day in week]
                    for week in grid.monthdatescalendar(self.number, month)
                ],
            )
            for month in range(1, 13)
        ]

    def cell(self, day: date) -> Cell:
        if not self.days.knows(day):
            return Cell(day, Kind.UNKNOWN, f"{words.long_date(day)}: {Kind.UNKNOWN.label}")
        facts = self.days.day(day)
        kind, name = self._kind(facts)
        said = f"{kind.label} – {name}" if name else kind.label
        if facts.hours:
            said = f"{said}, {words.hours_text(facts.hours)}"
        estimated = self._is_estimated(facts)
        if estimated:
            said = f"{said} ({_('needs verification')})"
        return Cell(day, kind, f"{words.long_date(day)}: {said}", estimated)

    def _kind(self, day: Day) -> tuple[Kind, str]:
        if day.reason == Reason.HOLIDAY:
            holiday = self.holidays.get(day.date)
            leave = holiday is not None and holiday.kind == Holiday.Kind.CUTI_BERSAMA
            return (Kind.LEAVE if leave else Kind.HOLIDAY), day.holiday or ""
        if day.closures and day.planned:
            reasons = ", ".join(closure.reason for closure in day.closures)
            if tuple(day.hours) != tuple(day.planned):
                return (Kind.PARTLY if day.hours else Kind.CLOSED), reasons
        if day.reason == Reason.DAY_OFF:
            return Kind.OFF, day.period if day.closed_by_period else ""
        return BY_REASON[day.reason], day.period

    def _is_estimated(self, day: Day) -> bool:
        """An estimated period leaves a Sunday what it is."""
        holiday = self.holidays.get(day.date)
        if holiday is not None:
            return holiday.needs_verification
        decides = bool(day.planned) or day.closed_by_period
        return decides and any(first <= day.date <= last for first, last in self._estimated_periods)

    def specials(self) -> list[Special]:
        lines = [*self._holiday_lines(), *self._closure_lines(), *self._period_lines()]
        return sorted(lines, key=lambda line: line.first)

    def _holiday_lines(self) -> Iterator[Special]:
        for day, holiday in self.holidays.items():
            leave = holiday.kind == Holiday.Kind.CUTI_BERSAMA
            yield Special(
                first=day,
                dates=words.long_date(day),
                kind=Kind.LEAVE if leave else Kind.HOLIDAY,
                text=holiday.name,
                note=holiday.source,
                estimated=holiday.needs_verification,
            )

    def _closure_lines(self) -> Iterator[Special]:
        for row in self.closures:
            whole = row.from_time is None and row.until_time is None
            yield Special(
                first=row.date,
                dates=words.long_date(row.date),
                kind=Kind.CLOSED if whole else Kind.PARTLY,
                text=f"{row.reason} ({words.closure_times(_as_closure(row))})",
                closure_id=row.pk,
            )

    def _period_lines(self) -> Iterator[Special]:
        for row in self.periods:
            yield Special(
                first=row.first_day,
                dates=words.dates_text(row.first_day, row.last_day),
                kind=Kind.PERIOD,
                text=row.name,
                note=row.source,
                estimated=row.needs_verification,
            )

    def estimates(self) -> int:
        return sum(line.estimated for line in self.specials())

    def years(self) -> list[int]:
        """Those that can be looked at: what is known, and the one to be entered next."""
        return list(range(self.days.first_day.year, self.calendar.known_until.year + 2))

    def spans_of(self, day: date) -> list[dict[str, Any]]:
        """The day from midnight to midnight; empty if it is not known."""
        if not self.days.knows(day):
            return []
        start = self.days.midnight(day)
        end = self.days.midnight(day + timedelta(days=1))
        return [
            {"span": span, "label": words.reason_label(span.reason, span.name)}
            for span in self.calendar.explain(start, end)
        ]


def _as_closure(row: Any) -> Closure:
    return Closure(row.from_time, row.until_time)
