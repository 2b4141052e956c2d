"""A writer's own items on their way through the review: where each waits, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, F, Q, QuerySet, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.coreutils import get_content_type_label
from wagtail.models import ContentType, Page, WorkflowState, get_default_page_content_type

from .deciders import Answer, Deciders
from .due import DECIDE, SUBMIT, WRITE
from .inbox_rows import Deadline
from .models import EditorReviewTask, NewsroomTaskState
from .standards import StandardTimes

_STATE = "current_task_state__"
COLUMNS = {
    "pk": "pk",
    "object_id": "object_id",
    "content_type_id": "content_type_id",
    "status": "status",
    "title": f"{_STATE}revision__object_str",
    "task": f"{_STATE}task__name",
    "task_id": f"{_STATE}task_id",
    "started_at": f"{_STATE}started_at",
    "finished_at": f"{_STATE}finished_at",
    "finished_by": f"{_STATE}finished_by_id",
    "reason": f"{_STATE}comment",
    "due_at": f"{_STATE}newsroomtaskstate__due_at",
    "opened_at": f"{_STATE}newsroomtaskstate__opened_at",
}

# The time of a returned one runs from its return.
_URGENCY = Case(
    When(status=WorkflowState.STATUS_NEEDS_CHANGES, then=F(COLUMNS["finished_at"])),
    default=F(COLUMNS["due_at"]),
)


@dataclass(frozen=True)
class Item:
    """One item under way; ``is_returned``: it waits for its writer."""

    page_id: int
    title: str
    page_type: str
    task: str
    step: int
    is_returned: bool
    returned_by: str
    reason: str
    since: datetime
    deadline: Deadline
    decides: Answer | None = None

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])


def running_items(user: Any) -> QuerySet[WorkflowState]:
    """Begun, submitted in a later round, or owned by this person.

    Returned ones first, what was returned longest ago before the others; then what is due first.
    """
    owned = Page.objects.filter(owner=user).annotate(key=Cast("pk", CharField()))
    submitted = NewsroomTaskState.objects.filter(
        submitted_by=user, task__in=EditorReviewTask.objects.values("pk")
    )
    # "needs_changes" sorts after "in_progress". Not Exists(): SQLite would go through all that
    # the person ever submitted, for every item.
    return (
        WorkflowState.objects.active()
        .filter(base_content_type=get_default_page_content_type())
        .filter(
            Q(requested_by=user)
            | Q(object_id__in=owned.order_by().values("key"))
            | Q(pk__in=submitted.order_by().values("workflow_state"))
        )
        .order_by("-status", _URGENCY.asc(nulls_last=True), f"{_STATE}started_at", "pk")
    )


def items_of(
    states: QuerySet[WorkflowState], times: StandardTimes, deciders: Deciders | None = None
) -> list[Item]:
    """The given slice of ``running_items()`` with what a row shows, and with ``deciders`` who
    is to be expected to decide."""
    now = timezone.now()
    keys = list(states.values_list("pk", flat=True))  # so that only keys and times are sorted
    found: Iterable[Any] = WorkflowState.objects.filter(pk__in=keys).values(*COLUMNS.values())
    rows = [{name: row[path] for name, path in COLUMNS.items()} for row in found]
    rows.sort(key=lambda row: keys.index(row["pk"]))
    people = get_user_model()._default_manager.in_bulk(
        {row["finished_by"] for row in rows if row["finished_by"]}
    )
    return [_item(row, people, times, now, deciders) for row in rows]


def _item(
    row: dict[str, Any],
    people: dict[Any, Any],
    times: StandardTimes,
    now: datetime,
    deciders: Deciders | None,
) -> Item:
    returned = row["status"] == WorkflowState.STATUS_NEEDS_CHANGES
    since = (row["finished_at"] if returned else None) or row["started_at"]
    step = WRITE if returned else DECIDE if row["opened_at"] else SUBMIT
    due_at = times.due(WRITE, since) if returned else row["due_at"]
    kind = ContentType.objects.get_for_id(row["content_type_id"])
    return Item(
        page_id=int(row["object_id"]),
        title=row["title"] or "",
        page_type=get_content_type_label(kind),
        task=row["task"] or "",
        step=step,
        is_returned=returned,
        returned_by=str(people.get(row["finished_by"]) or "") if returned else "",
        reason=(row["reason"] or "") if returned else "",
        since=since,
        deadline=Deadline.of(times, step, due_at, now),
        decides=deciders.answer(row["task_id"]) if deciders and not returned else None,
    )
