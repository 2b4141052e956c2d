"""Step timings follow from the ledger alone: the same lines give the same rows.

Only ``due_at`` of a running step depends on calendar and standard as they are now (``due.py``).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from . import due
from .models import StepTiming, WorkEvent
from .steps import AUTOMATIC_STEPS
from .verdicts import verdict_of


def apply(event: WorkEvent) -> None:
    """Move the clock of one item as the line says. Reads nothing but the line and the rows."""
    rows = StepTiming.objects.filter(item_type=event.item_type, item_id=event.item_id)
    for closed in event.data.get("closed", []):
        timing = rows.get(step=closed["step"], round=closed["round"])
        close(timing, event, closed)
        timing.save()
    for step in event.data.get("unmeasured", []):
        timing = StepTiming(**_key(event, step, event.round), measured=False)
        close(timing, event, {"outcome": StepTiming.Outcome.COMPLETED})
        timing.save()
    if opened := event.data.get("opened"):
        timing = begin(event, opened)
        timing.due_at = due.of(timing)
        timing.save()
    for values in event.data.get("corrected", []):
        _correct(event, values)
    _describe(rows, event)


def begin(event: WorkEvent, facts: dict[str, Any]) -> StepTiming:
    """The row of a step that the line opens, not saved."""
    return StepTiming(
        **_key(event, facts["step"], facts["round"]),
        outcome=StepTiming.Outcome.RUNNING,
        opened_at=datetime.fromisoformat(facts["at"]),
        opening_event=event.sequence,
        **_actor("opener", event),
    )


def close(timing: StepTiming, event: WorkEvent, facts: dict[str, Any]) -> None:
    """Lay out what the line says of a step that it closes; saves nothing."""
    timing.outcome = facts["outcome"]
    timing.closed_at, timing.closing_event = event.at, event.sequence
    timing.due_at = None
    if timing.opened_at:
        timing.calendar_elapsed = max(0, int((event.at - timing.opened_at).total_seconds()))
    timing.elapsed = facts.get("elapsed")
    timing.standard_min = facts.get("standard_min")
    timing.standard_max = facts.get("standard_max")
    timing.within_standard = facts.get("within")
    timing.procedure_id = facts.get("procedure_id")
    timing.calendar_version = facts.get("calendar_version")
    timing.verdict = verdict(timing, facts)
    for name, value in _actor("performer", event).items():
        setattr(timing, name, value)
    timing.corrected_elapsed = timing.elapsed
    timing.corrected_standard_min = timing.standard_min
    timing.corrected_standard_max = timing.standard_max
    timing.corrected_verdict = timing.verdict
    timing.corrected_version = timing.calendar_version


def _correct(event: WorkEvent, values: dict[str, Any]) -> None:
    """One timing of a recomputation's line (``corrections.py``)."""
    timing = StepTiming.objects.filter(
        item_type=values["item_type"],
        item_id=values["item_id"],
        step=values["step"],
        round=values["round"],
    ).get()
    timing.corrected_elapsed = values["elapsed"]
    timing.corrected_standard_min = values["standard_min"]
    timing.corrected_standard_max = values["standard_max"]
    timing.corrected_version = values["calendar_version"]
    timing.corrected_verdict = verdict(timing, values)
    timing.correcting_event = event.sequence
    timing.save()


def verdict(timing: StepTiming, facts: dict[str, Any]) -> str:
    """What the facts of ``judgement.judge`` make of this timing."""
    return verdict_of(
        timing.outcome,
        elapsed=facts.get("elapsed"),
        standard_min=facts.get("standard_min"),
        standard_max=facts.get("standard_max"),
        measured=timing.measured,
        automatic=timing.automatic,
    )


def _describe(rows: Any, event: WorkEvent) -> None:
    """All rows of an item carry its title, category and unit as they were last."""
    now = {"item_title": event.item_title} | event.data.get("about", {})
    rows.exclude(Q(**now)).update(**now)


def _key(event: WorkEvent, step: int, round_number: int) -> dict[str, Any]:
    return {
        "item_type": event.item_type,
        "item_id": event.item_id,
        "item_title": event.item_title,
        "step": step,
        "round": round_number,
        "automatic": step in AUTOMATIC_STEPS,
        **event.data.get("about", {}),
    }


def _actor(role: str, event: WorkEvent) -> dict[str, Any]:
    return {
        f"{role}_id": event.actor_id,
        f"{role}_name": event.actor_name,
        f"{role}_office": event.actor_office,
        f"{role}_capacity": event.capacity,
    }


@transaction.atomic
def rebuild() -> int:
    """Throw all timings away and derive them again; returns the number of lines read."""
    StepTiming.objects.all().delete()
    count = 0
    for event in WorkEvent.objects.order_by("sequence").iterator(chunk_size=500):
        apply(event)
        count += 1
    return count
