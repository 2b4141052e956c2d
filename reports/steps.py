"""Which event opens and closes which step (``docs/adr``: the SOP's table), without Django.

The names of events and outcomes are those of ``WorkEvent.Kind`` and ``StepTiming.Outcome``;
a test holds the two against each other.
"""

from collections.abc import Collection
from dataclasses import dataclass

# A round is one pass through steps 3 to 5: these end it.
ENDS_ROUND = frozenset({"page_returned", "submission_withdrawn", "page_published"})
# What says which round an item is in: its ends, and what begins and approves one.
MARKS_ROUND = ENDS_ROUND | {"page_submitted", "page_approved"}
# What still belongs to the round that went live.
AFTER_LIVE = frozenset(
    {"page_recorded", "page_unpublished", "page_withdrawn", "emergency_initialled"}
)

_CLOSES: dict[str, tuple[frozenset[int], str]] = {
    "material_handed_over": (frozenset({1}), "completed"),
    "material_classified": (frozenset({2}), "completed"),
    "material_declined": (frozenset({1, 2}), "declined"),
    "page_submitted": (frozenset({3}), "completed"),
    "approval_opened": (frozenset({4}), "completed"),
    "page_returned": (frozenset({4, 5}), "returned"),
    "page_approved": (frozenset({5}), "completed"),
    "submission_withdrawn": (frozenset({4, 5}), "withdrawn"),
    "page_published": (frozenset({6}), "completed"),
    "page_recorded": (frozenset({7}), "completed"),
    "page_deleted": (frozenset({3, 4, 5, 6, 7}), "abandoned"),
}
_OPENS: dict[str, int] = {
    "material_received": 1,
    "material_handed_over": 2,
    "page_made": 3,
    "page_submitted": 4,
    "approval_opened": 5,
    "page_approved": 6,
    "page_published": 7,
}
_REOPENS = frozenset({"page_returned", "submission_withdrawn"})
_NEVER_OPENED: dict[str, frozenset[int]] = {
    # A page written without material has no steps 1 and 2 to measure.
    "material_recorded": frozenset({1, 2}),
    # A new round of a page that is already live starts without a recorded opening of step 3.
    "page_submitted": frozenset({3}),
    # Published past the approval: step 6 has no beginning.
    "page_published": frozenset({6}),
}
JUDGED = frozenset({"completed", "returned", "declined"})
AUTOMATIC_STEPS = frozenset({6, 7})


@dataclass(frozen=True)
class Plan:
    """What one event does to the clock of its item."""

    closes: tuple[tuple[int, str], ...] = ()  # (step, outcome)
    opens: int | None = None
    opens_next_round: bool = False
    unmeasured: tuple[int, ...] = ()


def plan(kind: str, running: Collection[int]) -> Plan:
    """The effect of ``kind`` on an item whose steps ``running`` have their clock running."""
    steps, outcome = _CLOSES.get(kind, (frozenset(), ""))
    closes = [(step, outcome) for step in sorted(steps & set(running))]
    if kind == "page_submitted":
        # An approved page whose schedule was cancelled comes back: its step 6 will not end.
        closes += [(step, "abandoned") for step in sorted({4, 5, 6} & set(running))]
    if kind == "page_published":
        closes += [(step, "abandoned") for step in sorted({3, 4, 5} & set(running))]
    unmeasured = tuple(sorted(_NEVER_OPENED.get(kind, frozenset()) - set(running)))
    if kind in _REOPENS:
        return Plan(tuple(closes), 3, True, unmeasured)
    return Plan(tuple(closes), _OPENS.get(kind), False, unmeasured)


def marks_for(kind: str) -> frozenset[str]:
    """The events of which the last one tells the round of an event of ``kind``."""
    return frozenset({"page_published"}) if kind in AFTER_LIVE else MARKS_ROUND


def round_of(kind: str, last_mark: tuple[str, int] | None) -> int:
    """The round an event of ``kind`` belongs to, after the last (kind, round) that marks one."""
    if last_mark is None:
        return 1
    mark, number = last_mark
    if kind in AFTER_LIVE:
        return number
    return number + 1 if mark in ENDS_ROUND or kind == "page_submitted" else number
