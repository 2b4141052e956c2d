"""When the office may be disturbed: the hours of its work calendar, and nothing outside them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings

from ..models import WorkCalendar
from ..standards import LONGEST_BREAK
from ..working_time import WorkSchedule

ORDINARY_HOURS = time(8), time(16)
WEEKEND = (5, 6)


@dataclass(frozen=True)
class OfficeHours:
    """Beyond what the calendar knows, an ordinary week: too late is better than never."""

    schedule: WorkSchedule | None
    zone: tzinfo

    @classmethod
    def read(cls) -> "OfficeHours":
        calendar = WorkCalendar.objects.filter(is_default=True).first()
        if calendar is None:
            return cls(None, ZoneInfo(settings.TIME_ZONE))
        return cls(calendar.schedule(), ZoneInfo(calendar.zone))

    def is_open(self, at: datetime) -> bool:
        return self.next_opening(at) == at

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from ``at`` on at which the office works; ``at`` itself if it does."""
        schedule = self.schedule
        if schedule is None:
            return self._ordinary_opening(at)
        if schedule.valid_from and at < schedule.valid_from:
            opening = self._ordinary_opening(at)
            known = opening >= schedule.valid_from
            return self.next_opening(schedule.valid_from) if known else opening
        end = schedule.valid_until or at + LONGEST_BREAK
        intervals = schedule.intervals_between(at, end) if at < end else []
        return intervals[0][0] if intervals else self._ordinary_opening(max(at, end))

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def opening_of_day(self, at: datetime) -> datetime | None:
        """When that day's work begins; ``None`` on a day without any."""
        midnight = datetime.combine(self.day(at), time.min, tzinfo=self.zone)
        opening = self.next_opening(midnight)
        return opening if self.day(opening) == self.day(at) else None

    def _ordinary_opening(self, at: datetime) -> datetime:
        opens, closes = ORDINARY_HOURS
        day = self.day(at)
        while True:
            if day.weekday() not in WEEKEND and at < datetime.combine(day, closes, self.zone):
                return max(at, datetime.combine(day, opens, self.zone))
            day += timedelta(days=1)
