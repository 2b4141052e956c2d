"""Why so much working time: every moment between two instants, counted or not, with its reason.

Plain Python, no Django.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from .working_days import Reason, WorkingDays
from .working_time import WorkSchedule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time of one kind, in the calendar's zone.

    ``name`` is the office's own word for it: the holiday, what a closure was for, the special
    period. It is empty where the reason says it all.
    """

    start: datetime
    end: datetime
    counted: bool
    reason: Reason
    name: str = ""

    @property
    def length(self) -> timedelta:
        """Of real time; Python subtracts in one zone by the clock on the wall."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)


class Timekeeper:
    """A calendar's days and the schedule that follows from them."""

    def __init__(self, days: WorkingDays) -> None:
        self.days = days
        self.schedule: WorkSchedule = days.schedule()

    def explain(self, start: datetime, end: datetime) -> list[Span]:
        """Spans from start to end without a gap; the counted ones together are ``elapsed``.

        What counts is taken from the schedule itself, so that both can never differ. Neighbours
        of the same kind are one span, such as an evening and the morning after it.
        """
        spans: list[Span] = []
        for span in self._pieces(start, end):
            last = spans[-1] if spans else None
            if last and not span.counted and (last.reason, last.name) == (span.reason, span.name):
                spans[-1] = replace(last, end=span.end)
            else:
                spans.append(span)
        return spans

    def _pieces(self, start: datetime, end: datetime) -> Iterator[Span]:
        zone = self.days.zone
        reached = start.astimezone(UTC)
        for opening, closing in self.schedule.intervals_between(start, end):
            began, ended = opening.astimezone(UTC), closing.astimezone(UTC)
            yield from self._uncounted(reached, began)
            period = self.days.day(opening.date()).period
            reason = Reason.SPECIAL_PERIOD if period else Reason.WORK
            yield Span(began.astimezone(zone), ended.astimezone(zone), True, reason, period)
            reached = ended
        yield from self._uncounted(reached, end.astimezone(UTC))

    def _uncounted(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Cut wherever the reason may change, so that each piece has the reason of its start."""
        if end <= start:
            return
        zone = self.days.zone
        edges = sorted({edge.astimezone(UTC) for edge in self._edges(start, end)})
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for began, ended in pairwise([start, *inner, end]):
            local = began.astimezone(zone)
            reason, name = self.days.day(local.date()).reason_at(local.time())
            yield Span(local, ended.astimezone(zone), False, reason, name)

    def _edges(self, start: datetime, end: datetime) -> Iterable[datetime]:
        zone = self.days.zone
        day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
        while day <= last:
            for moment in (time.min, *self._moments(day)):
                yield datetime.combine(day, moment, tzinfo=zone)
            day += _DAY

    def _moments(self, day: date) -> Iterable[time]:
        return self.days.day(day).edges if self.days.knows(day) else ()
