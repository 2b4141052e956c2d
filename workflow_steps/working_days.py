"""From weeks, special periods, holidays and closures to working intervals.

Plain Python, no Django: ``WorkCalendar.schedule()`` reads the rows and leaves the rest to this.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property

from .working_time import CalendarExhausted, Interval, WorkSchedule

Hours = tuple[time, time]
Week = Mapping[int, Sequence[Hours]]
"""Working hours by weekday, Monday being 0; a break is a gap, a day off is absent."""
Dates = tuple[date, date]


class Reason(StrEnum):
    """Why a moment counts as working time, or does not."""

    WORK = "work"
    SPECIAL_PERIOD = "special_period"  # counts, by the hours of such a period
    BREAK = "break"
    OUTSIDE_HOURS = "outside_hours"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@dataclass(frozen=True)
class Closure:
    """The office is shut on a day, wholly or between two times of it."""

    start: time | None = None
    end: time | None = None
    reason: str = ""

    @property
    def whole_day(self) -> bool:
        return self.start is None and self.end is None

    def cut(self, hours: Sequence[Hours]) -> list[Hours]:
        """What is left of a day's hours."""
        shut, reopened = self.start or time.min, self.end or time.max
        left: list[Hours] = []
        for start, end in hours:
            if start < shut:
                left.append((start, min(end, shut)))
            if end > reopened:
                left.append((max(start, reopened), end))
        return left

    def covers(self, moment: time) -> bool:
        return (self.start or time.min) <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class Day:
    """One day and what decides it; ``planned`` are the hours of its week before anything is cut."""

    date: date
    planned: Sequence[Hours]
    period: str = ""
    closed_by_period: bool = False
    holiday: str | None = None
    closures: Sequence[Closure] = ()

    @cached_property
    def hours(self) -> Sequence[Hours]:
        """The hours that are worked."""
        hours = () if self.holiday is not None else self.planned
        for closure in self.closures:
            hours = closure.cut(hours)
        return hours

    @property
    def reason(self) -> Reason:
        """What the day is as a whole."""
        if self.holiday is not None:
            return Reason.HOLIDAY
        if not self.planned:
            return Reason.DAY_OFF
        if not self.hours or any(closure.whole_day for closure in self.closures):
            return Reason.CLOSURE
        return Reason.SPECIAL_PERIOD if self.period else Reason.WORK

    @property
    def edges(self) -> Sequence[time]:
        """Where the reason may change within the day."""
        moments = [moment for hours in self.planned for moment in hours]
        for closure in self.closures:
            moments += [moment for moment in (closure.start, closure.end) if moment is not None]
        return sorted(set(moments))

    def reason_at(self, moment: time) -> tuple[Reason, str]:
        """Why that moment is not worked, and the office's own name for it."""
        if self.holiday is not None:
            return Reason.HOLIDAY, self.holiday
        if not self.planned:
            return Reason.DAY_OFF, self.period if self.closed_by_period else ""
        opening, closing = self.planned[0][0], self.planned[-1][1]
        within = opening <= moment < closing
        for closure in self.closures:
            if closure.whole_day or (within and closure.covers(moment)):
                return Reason.CLOSURE, closure.reason
        return (Reason.BREAK if within else Reason.OUTSIDE_HOURS), ""


@dataclass(frozen=True)
class WorkingDays:
    """Everything that decides which hours of which days are worked."""

    zone: tzinfo
    last_day: date
    weeks: Mapping[date, Week]
    periods: Mapping[Dates, Week] = field(default_factory=dict)
    period_names: Mapping[Dates, str] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    closures: Mapping[date, Sequence[Closure]] = field(default_factory=dict)

    def schedule(self) -> WorkSchedule:
        """The schedule from the day the first week takes effect to the last known day."""
        after_last = self.last_day + timedelta(days=1)
        return WorkSchedule(
            list(self._intervals()),
            valid_from=self._at(self.first_day, time.min),
            valid_until=self._at(after_last, time.min),
        )

    @cached_property
    def first_day(self) -> date:
        return min([*self.weeks, self.last_day + timedelta(days=1)])

    def knows(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def day(self, day: date) -> Day:
        if not self.knows(day):
            raise CalendarExhausted(day.year)
        week = self.weeks[self._effective[bisect_right(self._effective, day) - 1]]
        ordinary = week.get(day.weekday(), ())
        dates = self._special_days.get(day)
        planned = ordinary if dates is None else self.periods[dates].get(day.weekday(), ())
        return Day(
            date=day,
            planned=sorted(planned),
            period="" if dates is None else self.period_names.get(dates, ""),
            closed_by_period=bool(ordinary) and not planned,
            holiday=self.holidays.get(day),
            closures=self.closures.get(day, ()),
        )

    def midnight(self, day: date) -> datetime:
        """The instant at which a day begins."""
        return self._at(day, time.min)

    def _intervals(self) -> Iterator[Interval]:
        for offset in range((self.last_day - self.first_day).days + 1):
            day = self.first_day + timedelta(days=offset)
            for start, end in self.day(day).hours:
                yield self._at(day, start), self._at(day, end)

    @cached_property
    def _effective(self) -> list[date]:
        return sorted(self.weeks)

    @cached_property
    def _special_days(self) -> dict[date, Dates]:
        return {
            first + timedelta(days=offset): (first, last)
            for first, last in self.periods
            for offset in range((last - first).days + 1)
        }

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, tzinfo=self.zone)
