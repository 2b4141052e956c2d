"""When the office may be disturbed: the hours of its work calendar, and nothing outside them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings

from ..models import WorkCalendar
from ..working_time import WorkSchedule

LOOK_AHEAD = timedelta(days=31)  # no office is shut longer between two working days
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
        return self._known_opening(at) or self._ordinary_opening(at)

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def opening_of_day(self, at: datetime) -> datetime | None:
        """When that day's work begins; ``None`` on a day without any."""
        midnight = datetime.combine(self.day(at), time.min, tzinfo=self.zone)
        opening = self.next_opening(midnight)
        return opening if self.day(opening) == self.day(at) else None

    def _known_opening(self, at: datetime) -> datetime | None:
        schedule = self.schedule
        if schedule is None or (schedule.valid_from and at < schedule.valid_from):
            return None
        end = min(at + LOOK_AHEAD, schedule.valid_until or at + LOOK_AHEAD)
        intervals = schedule.intervals_between(at, end)
        return intervals[0][0] if intervals else None

    def _ordinary_opening(self, at: datetime) -> datetime:
        if self.schedule is not None and self.schedule.valid_until:
            known_from = self.schedule.valid_from
            if known_from is None or at >= known_from:
                at = max(at, self.schedule.valid_until)
        opens, closes = ORDINARY_HOURS
        day = self.day(at)
        while True:
            if day.weekday() not in WEEKEND and at < datetime.combine(day, closes, self.zone):
                return max(at, datetime.combine(day, opens, self.zone))
            day += timedelta(days=1)
