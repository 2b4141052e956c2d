"""Verdicts on closed steps: on the boundary, to the second."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import verdicts
from reports.models import StepTiming
from reports.verdicts import verdict_of

HOUR = 3600


def test_codes__are_those_of_the_model() -> None:
    codes = {value for name, value in vars(verdicts).items() if name.isupper() and name[0] != "_"}
    assert {code for code in codes if isinstance(code, str)} == set(StepTiming.Verdict)


@pytest.mark.parametrize(
    ("elapsed", "verdict"),
    [
        (HOUR - 1, "early"),
        (HOUR, "on_time"),
        (3 * HOUR, "on_time"),
        (3 * HOUR + 1, "late"),
        (None, "unjudged"),
    ],
)
def test_span__has_two_limits(elapsed: Any, verdict: str) -> None:
    assert (
        verdict_of("completed", elapsed=elapsed, standard_min=HOUR, standard_max=3 * HOUR)
        == verdict
    )


def test_single_standard__is_never_too_fast() -> None:
    assert verdict_of("completed", elapsed=0, standard_min=60, standard_max=60) == "on_time"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"outcome": "running"}, ""),
        ({"measured": False}, "not_measured"),
        ({"outcome": "withdrawn"}, "cancelled"),
        ({"outcome": "abandoned", "automatic": True}, "cancelled"),
        ({"automatic": True}, "automatic"),
        ({"standard_max": None}, "unjudged"),
        ({"outcome": "returned"}, "late"),
    ],
)
def test_what_is_not_simply_judged(more: dict[str, Any], verdict: str) -> None:
    facts = {"outcome": "completed", "elapsed": 90, "standard_min": 60, "standard_max": 60}
    assert verdict_of(**(facts | more)) == verdict


@given(elapsed=st.integers(0, 10**6), low=st.integers(0, 10**6), more=st.integers(0, 10**6))
def test_late__is_exactly_more_than_the_standard(elapsed: int, low: int, more: int) -> None:
    verdict = verdict_of("completed", elapsed=elapsed, standard_min=low, standard_max=low + more)
    assert (verdict == "late") == (elapsed > low + more)
    assert (verdict in verdicts.KEPT) == (elapsed <= low + more)
