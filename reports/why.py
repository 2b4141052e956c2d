"""Why a step took so long: the very intervals that its figure consists of, and what lay between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from workflow_steps.explanation import Span
from workflow_steps.models import CalendarVersion, Procedure, ProcedureStep, WorkCalendar
from workflow_steps.standards import StandardTimes
from workflow_steps.working_time import CalendarExhausted

from .changed_standards import at_the_end
from .models import StepTiming
from .templatetags.report_words import REASONS

MINUTES = 24 * 60
MOST_DAYS = 62  # more than these are shown only where something counted


@dataclass(frozen=True)
class Stretch:
    """A part of one day's strip, in minutes of the clock."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True)
class DayStrip:
    day: date
    stretches: list[Stretch]
    counted: int  # seconds
    names: list[str]


class Explanation:
    """One timing by one version of the calendar."""

    def __init__(self, timing: StepTiming, version: CalendarVersion, until: datetime) -> None:
        self.version, self.until = version, until
        self.start: datetime = timing.opened_at  # type: ignore[assignment]

    @cached_property
    def spans(self) -> list[Span]:
        """Without a gap; empty where this version does not know the days."""
        try:
            return self.version.explain(self.start, self.until)
        except CalendarExhausted:
            return []

    @property
    def reasons_shown(self) -> list[tuple[str, str]]:
        """The kinds of time there were, for the legend."""
        there = {span.reason for span in self.spans}
        return [(str(reason), str(word)) for reason, word in REASONS.items() if reason in there]

    @property
    def counted(self) -> int:
        """Whole seconds, as judged: the sum, cut once and at the end."""
        total = sum((span.length for span in self.spans if span.counted), timedelta())
        return total // timedelta(seconds=1)

    @cached_property
    def days(self) -> list[DayStrip]:
        strips = list(self._strips())
        if len(strips) > MOST_DAYS:
            strips = [strip for strip in strips if strip.counted]
        return strips

    @property
    def hidden_days(self) -> int:
        return len(list(self._strips())) - len(self.days)

    def _strips(self) -> Iterator[DayStrip]:
        by_day: dict[date, list[Span]] = {}
        for span in self.spans:
            for day in _days(span.start, span.end):
                by_day.setdefault(day, []).append(span)
        for day, spans in by_day.items():
            parts = [(_part(day, span), span) for span in spans]
            counted = sum(
                int((end - start).total_seconds()) for (start, end), span in parts if span.counted
            )
            stretches = [
                Stretch(_minute(day, start), max(1, _minute(day, end) - _minute(day, start)), kind)
                for (start, end), span in parts
                if (kind := str(span.reason))
            ]
            names = [span.name for span in spans if span.name]
            yield DayStrip(day, stretches, counted, list(dict.fromkeys(names)))


class Why:
    """A timing with what explains it: as judged then and, if recomputed, as corrected."""

    def __init__(self, timing: StepTiming) -> None:
        self.timing = timing

    @cached_property
    def times(self) -> StandardTimes:
        return StandardTimes.read()

    @cached_property
    def later_procedure(self) -> Procedure | None:
        """In force at the end, where it is not the version in force at the opening."""
        step = at_the_end(self.timing, self.times)
        return step.procedure if step else None

    @cached_property
    def standard(self) -> ProcedureStep | None:
        """Of the version that judged, or will judge what still runs."""
        timing = self.timing
        if timing.closed_at is None and timing.opened_at:
            return self.times.standard(timing.step, timing.opened_at)
        if timing.procedure_id is None:
            return None
        steps = ProcedureStep.objects.filter(procedure_id=timing.procedure_id, number=timing.step)
        return steps.select_related("procedure").first()

    @property
    def by_the_clock(self) -> bool:
        """A standard in calendar days counts nights and holidays too."""
        standard = self.standard
        return standard is not None and standard.unit == ProcedureStep.Unit.CALENDAR_DAY

    @cached_property
    def as_judged(self) -> Explanation | None:
        return self._by_version(self.timing.calendar_version)

    @cached_property
    def as_corrected(self) -> Explanation | None:
        if not self.timing.was_corrected:
            return None
        return self._by_version(self.timing.corrected_version)

    def _by_version(self, number: int | None) -> Explanation | None:
        """By the version that judged; a running step by the calendar as it is."""
        timing = self.timing
        if timing.opened_at is None or self.by_the_clock:
            return None
        calendar = WorkCalendar.default()
        running = timing.closed_at is None
        wanted = calendar.version if running else number
        version = calendar.versions.filter(number=wanted).first()
        if version is None:
            return None
        until = timing.closed_at or max(timezone.now(), timing.opened_at)
        return Explanation(timing, version, until)


def _days(start: datetime, end: datetime) -> Iterator[date]:
    day = start.date()
    while day < end.date() or (day == end.date() and end.time() != datetime.min.time()):
        yield day
        day += timedelta(days=1)


def _part(day: date, span: Span) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=span.start.tzinfo)
    return max(span.start, midnight), min(span.end, midnight + timedelta(days=1))


def _minute(day: date, moment: datetime) -> int:
    if moment.date() > day:
        return MINUTES
    return moment.hour * 60 + moment.minute
