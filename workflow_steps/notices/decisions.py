"""The decisions that wait (SOP steps 4 and 5), and the paraf of what is live in an emergency."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, Task, TaskState

from .. import acting
from ..contributions import Version, contributors
from ..due import DECIDE, step_of
from ..inbox import SHOWN
from ..inbox_emergencies import open_emergencies
from ..inbox_rows import submissions_of
from ..models import (
    DivisionHeadApprovalTask,
    EmergencyPublication,
    NewsroomTaskState,
    Notice,
    ReviewTask,
)
from ..offices import approving_group_ids
from ..standards import StandardTimes
from .matters import BATCH, Matter
from .writing import PAGE

States = Sequence[NewsroomTaskState]


def _id_of(matter: Matter) -> int:
    return int(matter.key.split(":")[1])


def lock_pages(page_ids: Collection[int]) -> set[int]:
    """Those on which nobody is acting just now; every act locks its page first."""
    pages = Page.objects.filter(pk__in=page_ids).order_by("pk")
    return set(pages.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))


class Decisions:
    """The review tasks under way."""

    def matters(self, times: StandardTimes) -> Iterator[list[Matter]]:
        last = 0
        while states := list(_running().filter(pk__gt=last)[:BATCH]):
            submitted = submissions_of(states)
            yield [_matter(state, submitted) for state in states]
            last = states[-1].pk

    def people(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        keys = {_id_of(matter): matter.key for matter in batch}
        return {keys[pk]: people for pk, people in deciders(_states(keys)).items()}

    def offices(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        states = _states([_id_of(matter) for matter in batch])
        tasks = _tasks(states)
        groups = {pk: set(task.group_ids()) for pk, task in tasks.items()}
        task_of = {state.pk: state.task_id for state in states}
        return {matter.key: groups.get(task_of.get(_id_of(matter)) or 0, set()) for matter in batch}

    def still(self, batch: Sequence[Matter]) -> set[str]:
        free = lock_pages({matter.item_id for matter in batch})
        asked = {_id_of(matter): matter for matter in batch if matter.item_id in free}
        return {
            asked[state.pk].key
            for state in _running().filter(pk__in=asked)
            if step_of(state) == asked[state.pk].step
        }


def _running() -> "QuerySet[NewsroomTaskState]":
    # Without the content of page and revision, which may be long.
    return (
        NewsroomTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .select_related("workflow_state", "revision")
        .only(*SHOWN)
        .order_by("pk")
    )


def _states(pks: Collection[int]) -> list[NewsroomTaskState]:
    return list(_running().filter(pk__in=list(pks)))


def _matter(state: NewsroomTaskState, submitted: Mapping[int, Any]) -> Matter:
    submission = submitted.get(state.workflow_state_id)
    began = state.opened_at or (submission.at if submission else state.started_at)
    step = step_of(state)
    return Matter(
        key=f"task:{state.pk}:{step}",
        kind=Notice.Kind.WAITING,
        step=step,
        item_type=PAGE,
        item_id=int(state.workflow_state.object_id),
        title=state.revision.object_str,
        url=reverse("newsroom_decision", args=[state.pk]),
        since=began,
        due_at=state.due_at,
    )


def _tasks(states: States) -> dict[int, Any]:
    tasks = Task.objects.filter(pk__in={state.task_id for state in states}).specific()
    return {task.pk: task for task in tasks if isinstance(task, ReviewTask)}


def deciders(states: States) -> dict[int, set[int]]:
    """By task state, everybody who may take the decision: four eyes as for one (``four_eyes``)."""
    tasks = _tasks(states)
    candidates = {pk: _candidates(task) for pk, task in tasks.items()}
    submitted = submissions_of(states)
    found: dict[int, set[int]] = {}
    to_initial: dict[int, int] = {}
    versions: dict[int, Version] = {}
    for state in states:
        if state.task_id not in tasks:
            continue
        submission = submitted.get(state.workflow_state_id)
        submitter = submission.user_id if submission else None
        found[state.pk] = candidates[state.task_id] - {submitter or 0}
        if isinstance(tasks[state.task_id], DivisionHeadApprovalTask):
            page_id = int(state.workflow_state.object_id)
            to_initial[state.pk] = page_id
            if state.file_labels is not None:
                versions[page_id] = Version(state.revision_id, state.file_labels)
    approvers = set().union(*(found[pk] for pk in to_initial)) if to_initial else set()
    worked_on = contributors(set(to_initial.values()), approvers, versions=versions)
    for pk, page_id in to_initial.items():
        found[pk] -= worked_on[page_id]
    return found


def _candidates(task: Any) -> set[int]:
    if isinstance(task, DivisionHeadApprovalTask):
        people = acting.approvers(task.group_ids())
    else:
        people = get_user_model()._default_manager.filter(
            is_active=True, groups__in=task.group_ids()
        )
    return set(people.values_list("pk", flat=True))


class Emergencies:
    """What is public without a paraf."""

    def matters(self, times: StandardTimes) -> Iterator[list[Matter]]:
        emergencies = list(open_emergencies())
        for start in range(0, len(emergencies), BATCH):
            yield [_emergency(act) for act in emergencies[start : start + BATCH]]

    def people(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        acts = EmergencyPublication.objects.in_bulk([_id_of(matter) for matter in batch])
        approvers = set(acting.approvers(approving_group_ids()).values_list("pk", flat=True))
        versions = {act.page_id: Version(act.revision_id, act.file_labels) for act in acts.values()}
        worked_on = contributors(versions, approvers, versions=versions)
        return {
            matter.key: approvers - worked_on[act.page_id] - {act.actor_id or 0}
            for matter in batch
            if (act := acts.get(_id_of(matter)))
        }

    def offices(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        groups = set(approving_group_ids())
        return defaultdict(set, {matter.key: groups for matter in batch})

    def still(self, batch: Sequence[Matter]) -> set[str]:
        free = lock_pages({matter.item_id for matter in batch})
        running = set(open_emergencies().values_list("pk", flat=True))
        return {
            matter.key for matter in batch if matter.item_id in free and _id_of(matter) in running
        }


def _emergency(act: EmergencyPublication) -> Matter:
    return Matter(
        key=f"emergency:{act.pk}",
        kind=Notice.Kind.EMERGENCY,
        step=DECIDE,
        item_type=PAGE,
        item_id=act.page_id,
        title=act.page_title,
        url=reverse("newsroom_emergency_sheet", args=[act.page_id]),
        since=act.at,
        due_at=act.due_at,
    )
