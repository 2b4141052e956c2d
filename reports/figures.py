"""Figures about step timings, counted by the database.

Two ways to the same numbers: PostgreSQL finds percentiles itself, from SQLite come the distinct
times with their counts. ``statistics.py`` has the rule; a test holds both against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import (
    Aggregate,
    Case,
    Count,
    IntegerField,
    Max,
    PositiveBigIntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from workflow_steps.periods import Period

from .statistics import MEDIAN, NINETIETH, Spread, Tally
from .verdicts import AUTOMATIC, COUNTED

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Basis:
    """Which judgement a report speaks of: the columns of ``StepTiming``."""

    verdict: str
    elapsed: str
    standard_min: str
    standard_max: str

    def verdict_in(self, names: Iterable[str]) -> Q:
        return Q(**{f"{self.verdict}__in": sorted(names)})


AS_JUDGED = Basis("verdict", "elapsed", "standard_min", "standard_max")
CORRECTED = Basis(
    "corrected_verdict", "corrected_elapsed", "corrected_standard_min", "corrected_standard_max"
)


class PercentileDisc(Aggregate):
    """PostgreSQL's own, which is the nearest rank."""

    function = "percentile_disc"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = PositiveBigIntegerField()

    def __init__(self, name: str, percent: int) -> None:
        super().__init__(name, fraction=f"{percent / 100:.2f}")


def closed_in(timings: QuerySet[Any], period: Period) -> QuerySet[Any]:
    """Those that closed on a day of the period, by the office's days."""
    return timings.filter(closed_at__gte=period.starts_at, closed_at__lt=period.ends_before)


def tallies(timings: QuerySet[Any], basis: Basis, *by: str) -> dict[Key, Tally]:
    """How many of which verdict, for each combination of ``by`` (one or more)."""
    rows = timings.order_by().values_list(*by, basis.verdict).annotate(number=Count("*"))
    numbers: dict[Key, dict[str, int]] = {}
    for *key, verdict, number in rows:
        numbers.setdefault(tuple(key), {})[verdict] = number
    return {key: Tally(by_verdict) for key, by_verdict in numbers.items()}


def spreads(timings: QuerySet[Any], basis: Basis, *by: str) -> dict[Key, Spread]:
    """Median, 90th percentile and longest of what was judged or is automatic."""
    measured = timings.order_by().filter(
        basis.verdict_in({*COUNTED, AUTOMATIC}), **{f"{basis.elapsed}__isnull": False}
    )
    if connections[timings.db].vendor == "postgresql":
        return _spreads_by_database(measured, basis, by)
    return _spreads_of_counts(measured, basis, by)


def _spreads_by_database(
    measured: QuerySet[Any], basis: Basis, by: tuple[str, ...]
) -> dict[Key, Spread]:
    rows = measured.values_list(*by).annotate(
        number=Count(basis.elapsed),
        median=PercentileDisc(basis.elapsed, MEDIAN),
        ninetieth=PercentileDisc(basis.elapsed, NINETIETH),
        longest=Max(basis.elapsed),
    )
    return {tuple(row[: len(by)]): Spread(*row[len(by) :]) for row in rows}


def _spreads_of_counts(
    measured: QuerySet[Any], basis: Basis, by: tuple[str, ...]
) -> dict[Key, Spread]:
    rows = (
        measured.values_list(*by, basis.elapsed)
        .annotate(often=Count("*"))
        .order_by(*by, basis.elapsed)
    )
    grouped = groupby(rows.iterator(chunk_size=10_000), key=lambda row: row[: len(by)])
    return {
        tuple(key): Spread.of_counts([(row[-2], row[-1]) for row in found])
        for key, found in grouped
    }


def part_of(starts: list[datetime], name: str = "closed_at") -> Case:
    """Which of consecutive spans (0, 1, …), each from its start, a moment lies in.

    Plain comparisons: both databases agree about the office's zone, and none of them has to
    convert a million moments.
    """
    later = [
        When(**{f"{name}__lt": start}, then=Value(number))
        for number, start in enumerate(starts[1:])
    ]
    return Case(*later, default=Value(len(starts) - 1), output_field=IntegerField())
