"""Closed timings judged again, by calendar and standards as they are now.

What was judged stays as it was; the later judgement stands beside it, and a line of the ledger
for each recomputation says what it changed, why and on whose word. Timings are derived from
those lines like everything else (``timings.py``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workflow_steps.models import WorkCalendar
from workflow_steps.standards import StandardTimes

from . import timings
from .judgement import judge
from .ledger import Item, append, locked_head
from .models import StepTiming, WorkEvent

PER_LINE = 500  # timings in one ledger line


class NothingIsAsItWasShown(Exception):
    """Between showing the differences and confirming them, something else changed."""


@dataclass(frozen=True)
class Change:
    """One timing whose last judgement differs from that of today; whole seconds."""

    item_type: str
    item_id: int
    item_title: str
    step: int
    round: int
    before: tuple[int | None, str]  # elapsed, verdict
    elapsed: int | None
    standard_min: int | None
    standard_max: int | None
    verdict: str
    calendar_version: int | None

    def for_ledger(self) -> dict[str, Any]:
        names = ("item_type", "item_id", "step", "round", "elapsed", "standard_min")
        more = ("standard_max", "calendar_version")
        return {name: getattr(self, name) for name in (*names, *more)}


def differences() -> Iterator[Change]:
    """What a recomputation would change, in the order of closing; changes nothing."""
    times = StandardTimes.read()
    closed = StepTiming.objects.filter(opened_at__isnull=False, closed_at__isnull=False)
    for timing in closed.order_by("closing_event", "step").iterator(chunk_size=2000):
        change = _judge_again(timing, times)
        if change is not None:
            yield change


def _judge_again(timing: StepTiming, times: StandardTimes) -> Change | None:
    if timing.opened_at is None or timing.closed_at is None:
        return None
    facts = judge(timing.step, timing.opened_at, timing.closed_at, timing.outcome, times)
    now = (facts["elapsed"], facts["standard_min"], facts["standard_max"])
    last = (
        timing.corrected_elapsed,
        timing.corrected_standard_min,
        timing.corrected_standard_max,
    )
    if now == last:
        return None
    return Change(
        item_type=timing.item_type,
        item_id=timing.item_id,
        item_title=timing.item_title,
        step=timing.step,
        round=timing.round,
        before=(timing.corrected_elapsed, timing.corrected_verdict),
        elapsed=facts["elapsed"],
        standard_min=facts["standard_min"],
        standard_max=facts["standard_max"],
        verdict=timings.verdict(timing, facts),
        calendar_version=facts["calendar_version"],
    )


def record(shown: Sequence[Change], reason: str, user: Any = None) -> list[WorkEvent]:
    """Write exactly the differences that were shown; ``NothingIsAsItWasShown`` otherwise."""
    with transaction.atomic():
        locked_head()  # so that no step closes meanwhile
        if list(differences()) != list(shown):
            raise NothingIsAsItWasShown(_("Something changed meanwhile; look at it again."))
        calendar = WorkCalendar.default()
        lines = []
        for start in range(0, len(shown), PER_LINE):
            part = shown[start : start + PER_LINE]
            data = {"reason": reason, "corrected": [change.for_ledger() for change in part]}
            lines.append(
                append(
                    WorkEvent.Kind.TIMINGS_CORRECTED,
                    Item.calendar(calendar),
                    user=user,
                    data=data,
                )
            )
        return lines
