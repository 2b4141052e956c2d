"""By when a running step is due, on the calendar and by the standards as they are now.

A calendar or a version of the SOP that changes moves the running ones; closed steps have none.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save

from workflow_steps import signals
from workflow_steps.after_commit import once_after_commit
from workflow_steps.models import WorkCalendar
from workflow_steps.standards import StandardTimes

from .models import StepTiming

BATCH = 1000


def of(timing: StepTiming, times: StandardTimes | None = None) -> Any:
    """When its longest standard time will have passed; ``None`` where nothing says so."""
    if timing.opened_at is None:
        return None
    return (times or StandardTimes.read()).due(timing.step, timing.opened_at)


def refresh() -> int:
    """Count again for every running step; returns how many changed."""
    times = StandardTimes.read()
    running = StepTiming.objects.filter(outcome=StepTiming.Outcome.RUNNING).order_by("pk")
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            # Locked: a step that closes meanwhile must not get a time again.
            batch = list(running.filter(pk__gt=last).select_for_update()[:BATCH])
            if not batch:
                return changed
            moved = []
            for timing in batch:
                due_at = of(timing, times)
                if due_at != timing.due_at:
                    timing.due_at = due_at
                    moved.append(timing)
            StepTiming.objects.bulk_update(moved, ["due_at"], batch_size=200)
        changed += len(moved)
        last = batch[-1].pk


def refresh_later(**kwargs: Any) -> None:
    once_after_commit("timings due", refresh)


def register() -> None:
    post_save.connect(refresh_later, sender=WorkCalendar)
    signals.calendar_changed.connect(refresh_later)
    signals.procedure_adopted.connect(refresh_later)
    signals.procedure_withdrawn.connect(refresh_later)
