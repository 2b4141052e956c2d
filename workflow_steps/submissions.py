"""Who submitted the round under way, and when; for many items in one query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import TaskState

from .models import NewsroomTaskState


@dataclass(frozen=True, slots=True)
class Submission:
    at: datetime
    user_id: int | None


def submissions(states: QuerySet[NewsroomTaskState]) -> dict[int, Submission]:
    """By workflow state, the first task state since the last return (``rounds.py``).

    ``states`` has to hold all task states of each workflow state asked about.
    """
    found: dict[int, Submission] = {}
    columns = ("workflow_state_id", "status", "started_at", "submitted_by_id")
    for workflow_state, status, at, user in states.order_by("pk").values_list(*columns):
        if status == TaskState.STATUS_REJECTED:
            found.pop(workflow_state, None)
        else:
            found.setdefault(workflow_state, Submission(at, user))
    return found
