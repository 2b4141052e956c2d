"""What the database counts equals what the oracle counts, on SQLite and on PostgreSQL."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.figures import AS_JUDGED, CORRECTED, Basis, part_of, spreads, tallies
from reports.models import StepTiming
from reports.statistics import Spread, Tally
from reports.verdicts import AUTOMATIC, COUNTED
from tests.reports.test_statistics import slow_percentile
from workflow_steps.periods import Period, quick_periods

START = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = ["on_time", "early", "late", "not_measured", "automatic", "cancelled", "unjudged"]


def make(number: int, step: int, verdict: str, seconds: int | None, **fields: object) -> StepTiming:
    values = {
        "item_type": "page",
        "item_id": number,
        "item_title": f"Berita {number}",
        "round": 1,
        "outcome": "completed",
        "closed_at": START + timedelta(hours=number),
        "verdict": verdict,
        "elapsed": seconds,
        "corrected_verdict": verdict,
        "corrected_elapsed": seconds,
    }
    return StepTiming(step=step, **(values | fields))


def oracle(rows: list[StepTiming], basis: Basis, step: int) -> tuple[Spread, Tally]:
    mine = [row for row in rows if row.step == step]
    counts: dict[str, int] = {}
    for row in mine:
        counts[getattr(row, basis.verdict)] = counts.get(getattr(row, basis.verdict), 0) + 1
    times = [
        getattr(row, basis.elapsed)
        for row in mine
        if getattr(row, basis.verdict) in {*COUNTED, AUTOMATIC}
        and getattr(row, basis.elapsed) is not None
    ]
    if not times:
        return Spread(), Tally(counts)
    spread = Spread(
        len(times), slow_percentile(times, 50), slow_percentile(times, 90), max(times)
    )  # fmt: skip
    return spread, Tally(counts)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.sampled_from(VERDICTS), st.none() | st.integers(0, 20),
            st.sampled_from(VERDICTS), st.integers(0, 10**9),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_figures__equal_the_oracle(rows: list[tuple[int, str, int | None, str, int]]) -> None:
    StepTiming.objects.all().delete()
    made = [
        make(n, step, verdict, time, corrected_verdict=later, corrected_elapsed=other)
        for n, (step, verdict, time, later, other) in enumerate(rows)
    ]
    StepTiming.objects.bulk_create(made)
    for basis in (AS_JUDGED, CORRECTED):
        found_spreads = spreads(StepTiming.objects.all(), basis, "step")
        found_tallies = tallies(StepTiming.objects.all(), basis, "step")
        for step in (1, 2, 3):
            spread, tally = oracle(made, basis, step)
            assert found_spreads.get((step,), Spread()) == spread
            assert found_tallies.get((step,), Tally()).by_verdict == tally.by_verdict


@pytest.mark.django_db
def test_figures__of_many__equal_the_oracle() -> None:
    chance = random.Random(1)  # noqa: S311
    made = [
        make(n, chance.randint(1, 7), chance.choice(VERDICTS), chance.randint(0, 90_000))
        for n in range(3000)
    ]
    StepTiming.objects.bulk_create(made)
    for step in range(1, 8):
        spread, tally = oracle(made, AS_JUDGED, step)
        assert spreads(StepTiming.objects.all(), AS_JUDGED, "step")[(step,)] == spread
        assert tallies(StepTiming.objects.all(), AS_JUDGED, "step")[(step,)] == tally


@pytest.mark.django_db
def test_spreads__by_hand() -> None:
    assert spreads(StepTiming.objects.all(), AS_JUDGED, "step") == {}
    StepTiming.objects.bulk_create(make(n, 1, "late", n) for n in range(1, 11))
    assert spreads(StepTiming.objects.all(), AS_JUDGED, "step", "round") == {
        (1, 1): Spread(10, 5, 9, 10)
    }


@pytest.mark.django_db
def test_part_of__months_begin_at_the_offices_midnight() -> None:
    """31 January 23.59 WITA is January, a minute later is February, whatever it is in UTC."""
    year = Period(datetime(2026, 1, 1).date(), datetime(2026, 12, 31).date())  # noqa: DTZ001
    starts = [part.starts_at for part in year.split(1)]
    for n, moment in enumerate(["2026-01-31T15:59:59+00:00", "2026-01-31T16:00:00+00:00"]):
        StepTiming.objects.bulk_create(
            [make(n, 1, "late", 1, closed_at=datetime.fromisoformat(moment))]
        )
    timings = StepTiming.objects.annotate(part=part_of(starts))
    assert tallies(timings, AS_JUDGED, "part").keys() == {(0,), (1,)}


# --- periods ---


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2026-11-01", "2026-11-30"), ("2026-10-01", "2026-10-31")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-10-01", "2026-12-31"), ("2026-07-01", "2026-09-30")),
        (("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29")),
        (("2026-11-02", "2026-11-08"), ("2026-10-26", "2026-11-01")),
        (("2026-11-24", "2026-11-24"), ("2026-11-23", "2026-11-23")),
    ],
)
def test_period__knows_the_one_before(period: tuple[str, str], before: tuple[str, str]) -> None:
    def of(days: tuple[str, str]) -> Period:
        return Period(*(datetime.fromisoformat(day).date() for day in days))

    assert of(period).before() == of(before)


def test_quick_periods__on_a_day_in_november() -> None:
    day = datetime.fromisoformat("2026-11-24").date()
    found = {name: (str(period.first), str(period.last)) for name, period in quick_periods(day)}
    assert list(found.values()) == [
        ("2026-11-01", "2026-11-30"),
        ("2026-10-01", "2026-10-31"),
        ("2026-10-01", "2026-12-31"),
        ("2026-07-01", "2026-09-30"),
        ("2026-07-01", "2026-12-31"),
        ("2026-01-01", "2026-06-30"),
        ("2026-01-01", "2026-12-31"),
        ("2025-01-01", "2025-12-31"),
    ]


@given(st.dates(datetime(1901, 1, 1).date(), datetime(2900, 1, 1).date()), st.integers(0, 900))  # noqa: DTZ001
def test_period__its_months_are_all_of_it(first: object, days: int) -> None:
    period = Period(first, first + timedelta(days=days))  # type: ignore[arg-type, operator]
    parts = period.split(1)
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    for earlier, later in pairwise(parts):
        assert later.first - earlier.last == timedelta(days=1)
    assert all(f"{part.first:%Y%m}" == f"{part.last:%Y%m}" for part in parts)
