"""What the SOP in force allows for a step, counted on the office's calendar.

One place for judging afterwards (``reports/judgement.py``) and for saying beforehand by when
something is due. A calendar or a procedure that does not cover the days in question is no
error here: the answer is then ``None``.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .models import Procedure, ProcedureStep, WorkCalendar
from .working_time import CalendarExhausted, WorkSchedule

LONGEST_BREAK = timedelta(days=31)  # no office is shut longer between two working days


@dataclass(frozen=True)
class StandardTimes:
    """The longest standard times of all versions and the schedule they run on, read once."""

    schedule: WorkSchedule | None
    nominal_day: timedelta
    starts: list[datetime] = field(default_factory=list)
    versions: list[dict[int, ProcedureStep]] = field(default_factory=list)
    calendar_version: int | None = None

    @classmethod
    def read(cls) -> "StandardTimes":
        calendar = WorkCalendar.objects.filter(is_default=True).first()
        versions = Procedure.objects.adopted().order_by("in_force_from")
        steps: dict[int, dict[int, ProcedureStep]] = {}
        starts: list[datetime] = []
        for pk, start in versions.values_list("pk", "in_force_from"):
            steps[pk] = {}
            starts.append(start)
        for step in ProcedureStep.objects.filter(procedure_id__in=steps):
            steps[step.procedure_id][step.number] = step
        return cls(
            schedule=calendar.schedule() if calendar else None,
            nominal_day=calendar.nominal_day if calendar else timedelta(0),
            starts=starts,
            versions=list(steps.values()),
            calendar_version=calendar.version if calendar else None,
        )

    def standard(self, step: int, at: datetime) -> ProcedureStep | None:
        version = bisect_right(self.starts, at)
        return self.versions[version - 1].get(step) if version else None

    def due(self, step: int, opened_at: datetime) -> datetime | None:
        """The first instant at which the step's longest standard time has passed."""
        standard = self.standard(step, opened_at)
        if standard is None or self.schedule is None:
            return None
        _, seconds = standard.standard_seconds(self.nominal_day)
        if standard.unit == ProcedureStep.Unit.CALENDAR_DAY:
            return opened_at + timedelta(seconds=seconds)
        try:
            return self.schedule.due(opened_at, seconds)
        except CalendarExhausted:
            return None

    def left(self, step: int, due_at: datetime, now: datetime) -> int | None:
        """Seconds left, as the step counts them; below zero: so much too late."""
        late = now > due_at
        start, end = (due_at, now) if late else (now, due_at)
        seconds = self.passed(step, start, end)
        return -seconds if late and seconds is not None else seconds

    def passed(self, step: int, start: datetime, end: datetime) -> int | None:
        """Seconds from start to end: working time, or the clock's for a calendar day."""
        if self._by_the_clock(step, end):
            return max(0, int((end - start).total_seconds()))
        try:
            return self.schedule.elapsed(start, end) if self.schedule else None
        except CalendarExhausted:
            return None

    def late_before(self, step: int, now: datetime) -> datetime:
        """What was due before this instant is late.

        Outside working hours that is the end of the last of them: nothing becomes late on a
        Sunday, as judged afterwards.
        """
        if self.schedule is None or self._by_the_clock(step, now):
            return now
        try:
            worked = self.schedule.intervals_between(now - LONGEST_BREAK, now)
        except CalendarExhausted:
            return now
        return worked[-1][1] if worked else now

    def _by_the_clock(self, step: int, at: datetime) -> bool:
        standard = self.standard(step, at)
        return standard is not None and standard.unit == ProcedureStep.Unit.CALENDAR_DAY
