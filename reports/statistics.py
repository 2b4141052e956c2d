"""What a report says about many times and verdicts, counted exactly, without Django.

Percentiles are by nearest rank: the p-th percentile of n values is the value in place
⌈n·p/100⌉ of them in ascending order. It is always the time of a real item, in whole seconds,
which a figure can link to; linear interpolation would invent a time that nobody needed.
PostgreSQL's ``percentile_disc`` is the same rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from . import verdicts

MEDIAN, NINETIETH = 50, 90
_TENTH = Decimal("0.1")
_ALL = Decimal(100)


def nearest_rank(count: int, percent: int) -> int:
    """The place, counted from 1, of the percentile among ``count`` values in order."""
    if count < 1 or not 0 < percent <= 100:
        raise ValueError(f"No percentile {percent} of {count} values.")
    return -(-count * percent // 100)


def percentile(counts: Sequence[tuple[int, int]], percent: int) -> int:
    """Of (value, how often) pairs with ascending values."""
    place = nearest_rank(sum(often for _, often in counts), percent)
    for value, often in counts:
        place -= often
        if place <= 0:
            return value
    raise AssertionError("a rank is never beyond the last value")


@dataclass(frozen=True)
class Spread:
    """How long it took; ``None`` where nothing was measured."""

    count: int = 0
    median: int | None = None
    ninetieth: int | None = None
    longest: int | None = None

    @classmethod
    def of_counts(cls, counts: Sequence[tuple[int, int]]) -> "Spread":
        """Of (value, how often) pairs with ascending values."""
        if not counts:
            return cls()
        return cls(
            count=sum(often for _, often in counts),
            median=percentile(counts, MEDIAN),
            ninetieth=percentile(counts, NINETIETH),
            longest=counts[-1][0],
        )


def percent_of(part: int, whole: int) -> Decimal | None:
    """With one decimal, rounded half up; ``None`` of nothing.

    100 means all and 0 means none: one late item of ten thousand is 99.9, not 100.0.
    """
    if whole == 0:
        return None
    rounded = (Decimal(part * 100) / whole).quantize(_TENTH, ROUND_HALF_UP)
    if part < whole:
        rounded = min(rounded, _ALL - _TENTH)
    return max(rounded, _TENTH) if part else rounded


@dataclass(frozen=True)
class Tally:
    """How many steps got which verdict."""

    by_verdict: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def total(cls, tallies: Iterable["Tally"]) -> "Tally":
        numbers: dict[str, int] = {}
        for tally in tallies:
            for verdict, number in tally.by_verdict.items():
                numbers[verdict] = numbers.get(verdict, 0) + number
        return cls(numbers)

    def _of(self, *names: str) -> int:
        return sum(self.by_verdict.get(name, 0) for name in names)

    @property
    def counted(self) -> int:
        """What a percentage is of: never what was not measured, and nothing automatic."""
        return self._of(*verdicts.COUNTED)

    @property
    def kept(self) -> int:
        return self._of(*verdicts.KEPT)

    @property
    def early(self) -> int:
        return self._of(verdicts.EARLY)

    @property
    def on_time(self) -> int:
        return self._of(verdicts.ON_TIME)

    @property
    def late(self) -> int:
        return self._of(verdicts.LATE)

    @property
    def not_measured(self) -> int:
        return self._of(verdicts.NOT_MEASURED)

    @property
    def automatic(self) -> int:
        return self._of(verdicts.AUTOMATIC)

    @property
    def cancelled(self) -> int:
        return self._of(verdicts.CANCELLED)

    @property
    def unjudged(self) -> int:
        return self._of(verdicts.UNJUDGED)

    @property
    def all(self) -> int:
        return sum(self.by_verdict.values())

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.kept, self.counted)
