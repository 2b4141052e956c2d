"""From weeks, special periods, holidays and closures to working intervals.

Plain Python, no Django: ``WorkCalendar.schedule()`` reads the rows and leaves the rest to this.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from .working_time import Interval, WorkSchedule

Hours = tuple[time, time]
Week = Mapping[int, Sequence[Hours]]
"""Working hours by weekday, Monday being 0; a break is a gap, a day off is absent."""


@dataclass(frozen=True)
class Closure:
    """The office is shut on a day, wholly or between two times of it."""

    start: time | None = None
    end: time | None = None

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


@dataclass(frozen=True)
class WorkingDays:
    """Everything that decides which hours of which days are worked."""

    zone: tzinfo
    last_day: date
    weeks: Mapping[date, Week]
    periods: Mapping[tuple[date, date], Week] = field(default_factory=dict)
    holidays: Collection[date] = frozenset()
    closures: Mapping[date, Sequence[Closure]] = field(default_factory=dict)

    def schedule(self) -> WorkSchedule:
        """The schedule from the day the first week takes effect to the last known day."""
        after_last = self.last_day + timedelta(days=1)
        first_day = min([*self.weeks, after_last])
        return WorkSchedule(
            list(self._intervals(first_day)),
            valid_from=self._at(first_day, time.min),
            valid_until=self._at(after_last, time.min),
        )

    def _intervals(self, first_day: date) -> Iterator[Interval]:
        special = self._special_weeks()
        effective = sorted(self.weeks)
        for offset in range((self.last_day - first_day).days + 1):
            day = first_day + timedelta(days=offset)
            if day in self.holidays:
                continue
            week = special.get(day)
            if week is None:
                week = self.weeks[effective[bisect_right(effective, day) - 1]]
            hours: Sequence[Hours] = sorted(week.get(day.weekday(), ()))
            for closure in self.closures.get(day, ()):
                hours = closure.cut(hours)
            for start, end in hours:
                yield self._at(day, start), self._at(day, end)

    def _special_weeks(self) -> dict[date, Week]:
        return {
            first + timedelta(days=offset): week
            for (first, last), week in self.periods.items()
            for offset in range((last - first).days + 1)
        }

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, tzinfo=self.zone)
