"""Step timings follow from the ledger alone: the same lines give the same rows."""

from datetime import datetime

from django.db import transaction

from .models import StepTiming, WorkEvent
from .steps import AUTOMATIC_STEPS


def apply(event: WorkEvent) -> None:
    """Move the clock of one item as the line says. Reads nothing but the line and the rows."""
    for closed in event.data.get("closed", []):
        StepTiming.objects.filter(
            item_type=event.item_type,
            item_id=event.item_id,
            step=closed["step"],
            round=closed["round"],
        ).update(
            outcome=closed["outcome"],
            closed_at=event.at,
            closing_event=event.sequence,
            elapsed=closed["elapsed"],
            standard_min=closed["standard_min"],
            standard_max=closed["standard_max"],
            within_standard=closed["within"],
            procedure_id=closed["procedure_id"],
            calendar_version=closed["calendar_version"],
            performer_name=event.actor_name,
            performer_office=event.actor_office,
        )
    for step in event.data.get("unmeasured", []):
        StepTiming.objects.create(
            **_key(event, step, event.round),
            outcome=StepTiming.Outcome.COMPLETED,
            measured=False,
            closed_at=event.at,
            closing_event=event.sequence,
            performer_name=event.actor_name,
            performer_office=event.actor_office,
        )
    if opened := event.data.get("opened"):
        StepTiming.objects.create(
            **_key(event, opened["step"], opened["round"]),
            outcome=StepTiming.Outcome.RUNNING,
            opened_at=datetime.fromisoformat(opened["at"]),
            opening_event=event.sequence,
        )
    StepTiming.objects.filter(item_type=event.item_type, item_id=event.item_id).exclude(
        item_title=event.item_title
    ).update(item_title=event.item_title)


def _key(event: WorkEvent, step: int, round_number: int) -> dict[str, object]:
    return {
        "item_type": event.item_type,
        "item_id": event.item_id,
        "item_title": event.item_title,
        "step": step,
        "round": round_number,
        "automatic": step in AUTOMATIC_STEPS,
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
