"""Working time: how much of it passed between two instants, and when so much will have passed.

Plain Python, no Django. The semantics are decided in ``docs/adr/0003-waktu-kerja.md``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from operator import index

Interval = tuple[datetime, datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PER_SECOND = 1_000_000


class CalendarExhausted(LookupError):
    """The question reaches past what the calendar knows; ``year`` is the first year missing."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"The working calendar does not know all of {year}: "
            f"complete the working days and holidays of {year} first."
        )


def _micros(instant: datetime) -> int:
    """Microseconds since the epoch.

    Always through UTC: Python subtracts two datetimes of the same zone by the clock on the
    wall, which is an hour wrong across a change of offset.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"Working time needs aware datetimes, not {instant!r}.")
    return (instant.astimezone(UTC) - _EPOCH) // _MICROSECOND


@dataclass(frozen=True, slots=True)
class WorkSchedule:
    """Working intervals, sorted and disjoint (touching is allowed).

    The schedule answers from ``valid_from`` up to and including ``valid_until``, the instant at
    which the last known day ends. Without them, only a ``due`` that runs out of intervals is
    beyond its knowledge.
    """

    intervals: Sequence[Interval] = field(repr=False)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        intervals = tuple((start, end) for start, end in self.intervals)
        starts = tuple(_micros(start) for start, _ in intervals)
        ends = tuple(_micros(end) for _, end in intervals)
        for (start, end), began, ended in zip(intervals, starts, ends, strict=True):
            if ended <= began:
                raise ValueError(f"A working interval must end after it starts: {start} – {end}.")
        for (_, earlier_end), (later_start, _) in pairwise(zip(starts, ends, strict=True)):
            if later_start < earlier_end:
                raise ValueError("Working intervals must be sorted and must not overlap.")
        if intervals and self.valid_from and starts[0] < _micros(self.valid_from):
            raise ValueError("A working interval starts before the schedule is valid.")
        if intervals and self.valid_until and ends[-1] > _micros(self.valid_until):
            raise ValueError("A working interval ends after the schedule is valid.")
        worked = accumulate(ended - began for began, ended in zip(starts, ends, strict=True))
        object.__setattr__(self, "intervals", intervals)
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_ends", ends)
        object.__setattr__(self, "_worked", (0, *worked))

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Whole working seconds from start to end; 0 if end is not after start."""
        if _micros(end) <= _micros(start):
            return 0
        self._require_known(start, end)
        return (self._worked_at(_micros(end)) - self._worked_at(_micros(start))) // _PER_SECOND

    def due(self, start: datetime, seconds: int) -> datetime:
        """The first instant at which that much working time has passed, in start's zone."""
        began, seconds = _micros(start), index(seconds)
        if seconds < 0:
            raise ValueError("A due time cannot lie before its start.")
        if seconds == 0:
            return start
        self._require_known(start)
        target = self._worked_at(began) + seconds * _PER_SECOND
        reached = bisect_left(self._worked, target)
        if reached == len(self._worked):
            raise CalendarExhausted(self._first_missing_year(start))
        instant = self._ends[reached - 1] - (self._worked[reached] - target)
        return (_EPOCH + instant * _MICROSECOND).astimezone(start.tzinfo)

    def intervals_between(self, start: datetime, end: datetime) -> list[Interval]:
        """The working intervals from start to end, cut to them; together they are ``elapsed``."""
        began, ended = _micros(start), _micros(end)
        if ended <= began:
            return []
        self._require_known(start, end)
        first, last = bisect_right(self._ends, began), bisect_left(self._starts, ended)
        return [
            (
                opening if self._starts[place] >= began else start.astimezone(opening.tzinfo),
                closing if self._ends[place] <= ended else end.astimezone(closing.tzinfo),
            )
            for place, (opening, closing) in enumerate(self.intervals[first:last], start=first)
        ]

    def _worked_at(self, instant: int) -> int:
        """Working microseconds of the whole schedule that had passed at an instant."""
        begun = bisect_right(self._starts, instant)
        if begun == 0:
            return 0
        return self._worked[begun] - max(0, self._ends[begun - 1] - instant)

    def _require_known(self, *instants: datetime) -> None:
        for instant in instants:
            if self.valid_from and _micros(instant) < _micros(self.valid_from):
                raise CalendarExhausted(instant.astimezone(self.valid_from.tzinfo).year)
            if self.valid_until and _micros(instant) > _micros(self.valid_until):
                raise CalendarExhausted(self.valid_until.year)

    def _first_missing_year(self, start: datetime) -> int:
        if self.valid_until:
            return self.valid_until.year
        last = self.intervals[-1][1] if self.intervals else start
        return (last + timedelta(days=1)).year
