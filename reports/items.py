"""Where the item behind a timing is looked at, for the person who asks, in a few queries."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.permissions import page_permission_policy

from news.material_permissions import permission_policy as material_policy
from workflow_steps.inbox import Inbox
from workflow_steps.models import NewsroomTaskState

from .models import StepTiming, WorkEvent

Kind = WorkEvent.ItemType


def item_ids(timings: Iterable[StepTiming], kind: str) -> set[int]:
    return {timing.item_id for timing in timings if timing.item_type == kind}


def task_states(page_ids: Iterable[int]) -> dict[int, Any]:
    """The decision that each of these pages waits for."""
    waiting = NewsroomTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=[str(pk) for pk in page_ids],
    ).only("pk", "task_id", "workflow_state__object_id")
    return {
        int(state.workflow_state.object_id): state
        for state in waiting.select_related("workflow_state")
    }


def urls(
    timings: list[StepTiming], request: Any, waiting: dict[int, Any] | None = None
) -> dict[int, str]:
    """By the timing's key; nothing where this person may not look.

    The decision sheet for whoever decides, else the editor, else what the public sees.
    """
    user = request.user
    materials = _materials(item_ids(timings, Kind.MATERIAL), user)
    page_ids = item_ids(timings, Kind.PAGE)
    pages = Page.objects.filter(pk__in=page_ids).only("pk", "path", "depth", "live", "url_path")
    found = {page.pk: page for page in pages}
    editable = set(
        page_permission_policy.instances_user_has_permission_for(user, "change")
        .filter(pk__in=page_ids)
        .values_list("pk", flat=True)
    )
    theirs = {task.pk for task in Inbox.of(request).tasks}
    states = task_states(page_ids) if waiting is None else waiting
    addresses = {}
    for timing in timings:
        number = timing.item_id
        if timing.item_type == Kind.MATERIAL:
            if number in materials:
                addresses[timing.pk] = reverse("material:inspect", args=[number])
        elif number in states and states[number].task_id in theirs:
            addresses[timing.pk] = reverse("newsroom_decision", args=[states[number].pk])
        elif number in editable:
            addresses[timing.pk] = reverse("wagtailadmin_pages:edit", args=[number])
        elif number in found and found[number].live:
            addresses[timing.pk] = found[number].get_url(request) or ""
    return addresses


def _materials(ids: set[int], user: Any) -> set[int]:
    visible = material_policy.instances_user_has_any_permission_for(user, ["view", "add"])
    return set(visible.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
