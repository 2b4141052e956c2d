"""Which event moves which clock: the SOP's table as a table."""

import pytest

from reports import steps
from reports.models import StepTiming, WorkEvent

TABLE = [
    # kind, running before, closes, opens, next round?, unmeasured
    ("material_received", (), (), 1, False, ()),
    ("material_handed_over", (1,), ((1, "completed"),), 2, False, ()),
    ("material_classified", (2,), ((2, "completed"),), None, False, ()),
    ("material_declined", (1,), ((1, "declined"),), None, False, ()),
    ("material_declined", (2,), ((2, "declined"),), None, False, ()),
    ("material_recorded", (), (), None, False, (1, 2)),
    ("page_made", (), (), 3, False, ()),
    ("page_submitted", (3,), ((3, "completed"),), 4, False, ()),
    ("page_submitted", (), (), 4, False, (3,)),
    ("page_submitted", (6,), ((6, "abandoned"),), 4, False, (3,)),
    ("review_passed", (4,), (), None, False, ()),
    ("approval_opened", (4,), ((4, "completed"),), 5, False, ()),
    ("page_returned", (4,), ((4, "returned"),), 3, True, ()),
    ("page_returned", (5,), ((5, "returned"),), 3, True, ()),
    ("page_approved", (5,), ((5, "completed"),), 6, False, ()),
    ("submission_withdrawn", (4,), ((4, "withdrawn"),), 3, True, ()),
    ("page_published", (6,), ((6, "completed"),), 7, False, ()),
    ("page_published", (3,), ((3, "abandoned"),), 7, False, (6,)),
    ("page_recorded", (7,), ((7, "completed"),), None, False, ()),
    ("page_deleted", (5,), ((5, "abandoned"),), None, False, ()),
]


@pytest.mark.parametrize(("kind", "running", "closes", "opens", "next_round", "unmeasured"), TABLE)
def test_plan__follows_the_table(
    kind: str,
    running: tuple[int, ...],
    closes: tuple[tuple[int, str], ...],
    opens: int | None,
    next_round: bool,
    unmeasured: tuple[int, ...],
) -> None:
    assert steps.plan(kind, running) == steps.Plan(closes, opens, next_round, unmeasured)


def test_names__are_those_of_the_models() -> None:
    kinds = {row[0] for row in TABLE} | steps.ENDS_ROUND | steps.AFTER_LIVE
    outcomes = {outcome for row in TABLE for _, outcome in row[2]} | steps.JUDGED
    assert kinds <= set(WorkEvent.Kind.values)
    assert outcomes <= set(StepTiming.Outcome.values)


@pytest.mark.parametrize(
    ("kind", "last_mark", "expected"),
    [
        ("page_submitted", None, 1),
        ("page_returned", None, 1),
        ("page_submitted", ("page_returned", 1), 2),
        ("page_published", ("page_returned", 2), 3),
        ("page_recorded", ("page_published", 3), 3),
        ("page_unpublished", ("page_published", 3), 3),
        ("page_submitted", ("page_published", 3), 4),
        ("page_submitted", ("submission_withdrawn", 1), 2),
        ("page_approved", ("page_submitted", 2), 2),
        ("page_published", ("page_approved", 2), 2),
        ("page_submitted", ("page_approved", 1), 2),
    ],
)
def test_round_of__counts_passes(
    kind: str, last_mark: tuple[str, int] | None, expected: int
) -> None:
    assert steps.round_of(kind, last_mark) == expected
