"""By when a task is due, in the office's working time (SOP steps 4 and 5).

Step 4 runs from the submission of the round, through the editor review, until the approver
opens the page; step 5 from that opening. So an unopened task is due by step 4's longest
standard time after the submission, an opened approval by step 5's after its opening.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.signals import post_save
from wagtail.models import TaskState

from . import signals
from .after_commit import once_after_commit
from .models import NewsroomTaskState, WorkCalendar
from .standards import StandardTimes
from .submissions import Submission, submissions

RECEIVE, CLASSIFY, WRITE, SUBMIT, DECIDE = 1, 2, 3, 4, 5  # numbers of the SOP's steps
BATCH = 500


def step_of(task_state: NewsroomTaskState) -> int:
    """The step whose time is running."""
    return DECIDE if task_state.opened_at else SUBMIT


def set_due(task_state: NewsroomTaskState) -> None:
    """Write ``due_at``; to be called when a task starts, and when its approval is first opened."""
    states = NewsroomTaskState.objects.filter(workflow_state=task_state.workflow_state_id)
    submission = submissions(states).get(task_state.workflow_state_id)
    task_state.due_at = _due(StandardTimes.read(), task_state, submission)
    NewsroomTaskState.objects.filter(pk=task_state.pk).update(due_at=task_state.due_at)


def _due(
    times: StandardTimes, task_state: NewsroomTaskState, submission: Submission | None
) -> datetime | None:
    if task_state.opened_at:
        return times.due(DECIDE, task_state.opened_at)
    return times.due(SUBMIT, submission.at if submission else task_state.started_at)


def refresh_due() -> int:
    """Count again for everything that is waiting; returns how many changed.

    For a calendar or a procedure that changed. Decided tasks keep what was true then.
    """
    times = StandardTimes.read()
    changed = 0
    for batch in _running():
        states = NewsroomTaskState.objects.filter(
            workflow_state__in={task_state.workflow_state_id for task_state in batch}
        )
        submitted = submissions(states)
        moved = []
        for task_state in batch:
            due_at = _due(times, task_state, submitted.get(task_state.workflow_state_id))
            if due_at != task_state.due_at:
                task_state.due_at = due_at
                moved.append(task_state)
        _write(moved)
        changed += len(moved)
    return changed


def _write(moved: list[NewsroomTaskState]) -> None:
    """Each with its own value; ``bulk_update`` would take seconds to put it into words."""
    opts = NewsroomTaskState._meta
    quote, adapt = connection.ops.quote_name, connection.ops.adapt_datetimefield_value
    table, key = quote(opts.db_table), quote(opts.pk.column)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {quote('due_at')} = %s WHERE {key} = %s",  # noqa: S608
            [(adapt(task_state.due_at), task_state.pk) for task_state in moved],
        )


def _running() -> Iterator[list[NewsroomTaskState]]:
    """Batches, each locked until the caller is done with it: an opening must not be overwritten."""
    running = (
        NewsroomTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .only("workflow_state_id", "started_at", "opened_at", "due_at")
        .order_by(F("pk"))
        .select_for_update(of=("self",))
    )
    last = 0
    while True:
        with transaction.atomic():
            batch = list(running.filter(pk__gt=last)[:BATCH])
            if not batch:
                return
            yield batch
        last = batch[-1].pk


def refresh_due_later(**kwargs: Any) -> None:
    """Once per transaction, after it: a calendar is saved part by part."""
    once_after_commit("due", refresh_due)


def register() -> None:
    post_save.connect(refresh_due_later, sender=WorkCalendar)
    signals.calendar_changed.connect(refresh_due_later)
    signals.procedure_adopted.connect(refresh_due_later)
    signals.procedure_withdrawn.connect(refresh_due_later)
