"""What a row of the inbox shows, for the rows of one page, in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from wagtail.coreutils import get_content_type_label
from wagtail.models import ContentType, TaskState, get_default_page_content_type

from . import four_eyes
from .contributions import acts_of
from .due import step_of
from .models import DivisionHeadApprovalTask, NewsroomTaskState, PublicationAct
from .standards import StandardTimes
from .submissions import Submission, submissions

Kind = PublicationAct.Kind


@dataclass(frozen=True)
class Deadline:
    """By when, and how much of the office's time is left until then (below zero: overdue)."""

    due_at: datetime | None
    left: int | None
    is_overdue: bool

    @classmethod
    def of(
        cls, times: StandardTimes, step: int, due_at: datetime | None, now: datetime
    ) -> "Deadline":
        if due_at is None:
            return cls(None, None, False)
        late = due_at < times.late_before(step, now)
        return cls(due_at, times.left(step, due_at, now), late)

    @property
    def late_by(self) -> int | None:
        return None if self.left is None else -self.left


NOT_DUE = Deadline(None, None, False)


@dataclass(frozen=True)
class Row:
    """One waiting item."""

    pk: int
    title: str
    page_type: str
    task: str
    step: int
    writer: str
    round: int
    since: datetime
    waited: int | None
    deadline: Deadline
    for_others: bool

    @property
    def url(self) -> str:
        return reverse("newsroom_decision", args=[self.pk])


def rows_of(
    states: Sequence[NewsroomTaskState],
    tasks: Collection[Any],
    user: Any,
    times: StandardTimes,
) -> list[Row]:
    now = timezone.now()
    names = {task.pk: task.name for task in tasks}
    page_ids = [int(state.workflow_state.object_id) for state in states]
    acts = acts_of(page_ids)
    submitted = submissions_of(states)
    writers = get_user_model()._default_manager.in_bulk(
        {submission.user_id for submission in submitted.values() if submission.user_id}
    )
    rounds = rounds_of(page_ids, acts)
    not_theirs = four_eyes.not_theirs(
        states, user, submitted=submitted, approvals=approvals_among(tasks), acts=acts
    )
    rows = []
    for state, page_id in zip(states, page_ids, strict=True):
        submission = submitted.get(state.workflow_state_id)
        writer = writers.get(submission.user_id) if submission and submission.user_id else None
        step = step_of(state)
        kind = ContentType.objects.get_for_id(state.workflow_state.content_type_id)
        rows.append(
            Row(
                pk=state.pk,
                title=state.revision.object_str,
                page_type=get_content_type_label(kind),
                task=names.get(state.task_id, ""),
                step=step,
                writer=str(writer) if writer else "",
                round=rounds[page_id],
                since=state.started_at,
                waited=times.passed(step, state.started_at, now),
                deadline=Deadline.of(times, step, state.due_at, now),
                for_others=state.pk in not_theirs,
            )
        )
    return rows


def submissions_of(states: Sequence[NewsroomTaskState]) -> dict[int, Submission]:
    keys = [state.workflow_state_id for state in states]
    return submissions(NewsroomTaskState.objects.filter(workflow_state__in=keys))


def approvals_among(tasks: Collection[Any]) -> set[int]:
    return {task.pk for task in tasks if isinstance(task, DivisionHeadApprovalTask)}


# --- round ---------------------------------------------------------------------------------


def rounds_of(page_ids: Sequence[int], acts: list[dict[str, Any]]) -> dict[int, int]:
    """``rounds.number_of_round`` for many pages."""
    rounds = dict.fromkeys(page_ids, 1)
    ended = NewsroomTaskState.objects.filter(
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=[str(pk) for pk in page_ids],
        status__in=[TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED],
    )
    counts = ended.order_by().values_list("workflow_state__object_id").annotate(Count("pk"))
    for object_id, count in counts:
        rounds[int(object_id)] += count
    for act in acts:
        published = act["kind"] in (Kind.APPROVAL, Kind.EMERGENCY)
        if published and act["approval__emergency_id"] is None:
            rounds[act["page_id"]] += 1
    return rounds
