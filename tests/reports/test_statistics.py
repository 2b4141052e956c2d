"""The rule for percentiles and percentages, against an oracle that is slow and obvious."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import verdicts
from reports.statistics import Spread, Tally, nearest_rank, percent_of, percentile

SECONDS = st.integers(min_value=0, max_value=10**6)


def slow_percentile(values: list[int], percent: int) -> int:
    """The smallest value that so many percent of all do not exceed."""
    return next(
        value
        for value in sorted(values)
        if Fraction(sum(other <= value for other in values), len(values)) >= Fraction(percent, 100)
    )


def counted(values: list[int]) -> list[tuple[int, int]]:
    return [(value, values.count(value)) for value in sorted(set(values))]


@given(
    st.lists(st.one_of(SECONDS, st.integers(0, 5)), min_size=1, max_size=60), st.integers(1, 100)
)
def test_percentile__is_what_the_oracle_says(values: list[int], percent: int) -> None:
    assert percentile(counted(values), percent) == slow_percentile(values, percent)


@given(st.lists(SECONDS, min_size=1, max_size=60), st.integers(1, 100))
def test_percentile__is_the_time_of_a_real_item(values: list[int], percent: int) -> None:
    assert percentile(counted(values), percent) in values


@given(st.lists(SECONDS, max_size=40))
def test_spread__is_in_order(values: list[int]) -> None:
    spread = Spread.of_counts(counted(values))
    assert spread.count == len(values)
    if values:
        assert spread.median is not None
        assert spread.ninetieth is not None
        assert spread.median <= spread.ninetieth <= max(values) == spread.longest
    else:
        assert spread == Spread(0, None, None, None)


@pytest.mark.parametrize(
    ("count", "percent", "place"),
    [(1, 50, 1), (2, 50, 1), (3, 50, 2), (10, 90, 9), (11, 90, 10), (9, 100, 9), (10**9, 1, 10**7)],
)
def test_nearest_rank__by_hand(count: int, percent: int, place: int) -> None:
    assert nearest_rank(count, percent) == place


@pytest.mark.parametrize(("count", "percent"), [(0, 50), (5, 0), (5, 101)])
def test_nearest_rank__of_nothing__is_refused(count: int, percent: int) -> None:
    with pytest.raises(ValueError, match="percentile"):
        nearest_rank(count, percent)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_percent__all_and_none_mean_just_that(part: int, others: int) -> None:
    percent = percent_of(part, part + others)
    if part + others == 0:
        assert percent is None
        return
    assert percent is not None
    assert (percent == 100) is (others == 0)
    assert (percent == 0) is (part == 0)
    assert abs(Fraction(percent) - Fraction(part * 100, part + others)) <= Fraction(1, 10)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 16, "6.3"), (9999, 10000, "99.9")],
)
def test_percent__rounds_half_up(part: int, whole: int, percent: str) -> None:
    assert percent_of(part, whole) == Decimal(percent)


def test_tally__what_was_not_measured_is_never_kept() -> None:
    every = Tally(dict.fromkeys([*verdicts.COUNTED, "not_measured", "automatic", "unjudged"], 10))
    assert (every.counted, every.kept, every.early, every.late) == (30, 20, 10, 10)
    assert every.percent == Decimal("66.7")
    assert Tally({"not_measured": 5, "automatic": 7}).percent is None


def test_tally__total_adds_up() -> None:
    total = Tally.total([Tally({"late": 1, "early": 2}), Tally({"late": 3}), Tally()])
    assert total.by_verdict == {"late": 4, "early": 2}
