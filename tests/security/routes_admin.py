"""Every way through the admin in which page content can be written, as an attacker would send it.

Each takes the visitor and the scene and returns the answer. The names are those that
``admin_urls.txt`` gives to addresses that write pages.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site, Workflow

from news.views.privacy import digest_of as digest_of_findings
from workflow_steps.models import DivisionHeadApprovalTask
from workflow_steps.refusals import PublicationRefused

from .routes_office import REASON, STATES, UNAPPROVED, Scene, Visitor

Send = Callable[[Visitor, Scene], Any]


@dataclass(frozen=True)
class Route:
    """One row of the table. ``states`` where another state makes no difference."""

    send: Send
    urls: tuple[str, ...]
    states: tuple[str, ...] = STATES


ROUTES: dict[str, Route] = {}
UNDER_REVIEW = ("draft", "review", "waiting", "live_waiting")
SAMPLE = ("draft", "live_draft", "waiting")


def route(*urls: str, states: tuple[str, ...] = STATES) -> Callable[[Send], Send]:
    """Note the row under the function's name, with the addresses it tries."""

    def register(function: Send) -> Send:
        ROUTES[function.__name__] = Route(function, urls, states)
        return function

    return register


def page_url(name: str, *arguments: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=arguments)


def in_days(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d %H:%M}"


# --- the editor -------------------------------------------------------------------------------

EDITOR_POSTS: dict[str, dict[str, Any]] = {
    "edit_save": {},
    "edit_publish": {"action-publish": "1"},
    "edit_publish_at_past_time": {"action-publish": "1", "go_live_at": in_days(-1)},
    "edit_schedule": {"action-publish": "1", "go_live_at": in_days(3)},
    "edit_submit": {"action-submit": "1"},
    "edit_restart_workflow": {"action-restart-workflow": "1"},
    "edit_cancel_workflow": {"action-cancel-workflow": "1"},
    "edit_change_and_approve": {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    },
    "edit_reject_without_reason": {
        "action-workflow-action": "1",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": '{"comment": ""}',
    },
}

EDITOR_STATES = {
    "edit_publish_at_past_time": SAMPLE,
    "edit_schedule": ("draft", "waiting", "live_draft", "withdrawn"),
    "edit_restart_workflow": UNDER_REVIEW,
    "edit_cancel_workflow": UNDER_REVIEW,
    "edit_change_and_approve": UNDER_REVIEW,
    "edit_reject_without_reason": UNDER_REVIEW,
}


def _editor_route(name: str, extra: dict[str, Any], states: tuple[str, ...]) -> None:
    def send(visitor: Visitor, scene: Scene) -> Any:
        data = scene.form | extra
        if "workflow-action-name" in extra and scene.task_state is None:
            data |= {"action-workflow-action": ""}  # Wagtail's view asks the task without looking
        return visitor.client.post(page_url("edit", scene.page_id), data)

    send.__name__ = name
    route("wagtailadmin_pages:edit", states=states)(send)


for _name, _extra in EDITOR_POSTS.items():
    _editor_route(_name, _extra, EDITOR_STATES.get(_name, STATES))


@route("wagtailadmin_pages:edit")
def edit_autosave_in_place(visitor: Visitor, scene: Scene) -> Any:
    """Autosave rewrites a revision instead of adding one."""
    data = scene.form | {"overwrite_revision_id": str(scene.page.latest_revision_id)}
    return visitor.client.post(
        page_url("edit", scene.page_id), data, headers={"accept": "application/json"}
    )


@route("wagtailadmin_pages:revisions_revert")
def revert_and_publish(visitor: Visitor, scene: Scene) -> Any:
    url = page_url("revisions_revert", scene.page_id, scene.first_revision_id)
    return visitor.client.post(url, scene.form | {"action-publish": "1"})


@route("wagtailadmin_pages:revisions_revert", states=SAMPLE)
def revert_and_save(visitor: Visitor, scene: Scene) -> Any:
    url = page_url("revisions_revert", scene.page_id, scene.first_revision_id)
    return visitor.client.post(url, scene.form)


@route("wagtailadmin_pages:preview_on_edit", states=SAMPLE)
def preview_on_edit(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("preview_on_edit", scene.page_id), scene.form)


def _create(visitor: Visitor, scene: Scene, view: str, **extra: Any) -> Any:
    url = page_url(view, "news", "newspage", scene.office.index.pk)
    return visitor.client.post(url, scene.form | {"slug": "baru", "correction": ""} | extra)


@route("wagtailadmin_pages:add", states=("draft",))
def create_and_publish(visitor: Visitor, scene: Scene) -> Any:
    return _create(visitor, scene, "add", **{"action-publish": "1"})


@route("wagtailadmin_pages:add", states=("draft",))
def create_and_schedule(visitor: Visitor, scene: Scene) -> Any:
    return _create(visitor, scene, "add", **{"action-publish": "1", "go_live_at": in_days(-1)})


@route("wagtailadmin_pages:add", states=("draft",))
def create_and_submit(visitor: Visitor, scene: Scene) -> Any:
    return _create(visitor, scene, "add", **{"action-submit": "1"})


@route("material:make_page", states=("draft",))
def make_page_from_material(visitor: Visitor, scene: Scene) -> Any:
    material = scene.office.classified(f"Kabar {UNAPPROVED}")
    data = {"materials": [material.pk], "page_type": "news", "title": material.title}
    return visitor.client.post(reverse("material:make_page"), data | {"token": str(uuid.uuid4())})


@route("wagtailadmin_pages:preview_on_add", states=("draft",))
def preview_on_add(visitor: Visitor, scene: Scene) -> Any:
    return _create(visitor, scene, "preview_on_add")


@route("wagtailadmin_pages:revisions_unschedule", states=("draft", "scheduled", "live_draft"))
def unschedule(visitor: Visitor, scene: Scene) -> Any:
    revision = scene.page.latest_revision_id
    return visitor.client.post(page_url("revisions_unschedule", scene.page_id, revision))


# --- many at once -----------------------------------------------------------------------------


def _bulk(visitor: Visitor, action: str, query: str, **data: Any) -> Any:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return visitor.client.post(f"{url}?{query}", data)


@route("wagtail_bulk_action")
def bulk_publish(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "publish", f"id={scene.page_id}&id={scene.other_id}")


@route("wagtail_bulk_action")
def bulk_publish_with_descendants(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "publish", f"id={scene.office.index.pk}", include_descendants="on")


@route("wagtail_bulk_action")
def bulk_publish_everything_listed(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "publish", f"id=all&childOf={scene.office.index.pk}")


@route("wagtail_bulk_action")
def bulk_unpublish_without_reason(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "unpublish", f"id={scene.page_id}", include_descendants="on")


@route("wagtail_bulk_action")
def bulk_unpublish_with_reason(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "unpublish", f"id={scene.page_id}", reason=REASON)


@route("wagtail_bulk_action")
def bulk_delete(visitor: Visitor, scene: Scene) -> Any:
    return _bulk(visitor, "delete", f"id={scene.page_id}")


@route("wagtail_bulk_action")
def bulk_move(visitor: Visitor, scene: Scene) -> Any:
    home = scene.office.index.get_parent()
    return _bulk(visitor, "move", f"id={scene.page_id}", chooser=str(home.pk))


# --- copies, places ---------------------------------------------------------------------------


def _copy(visitor: Visitor, page: Any, **extra: Any) -> Any:
    data = {"new_title": f"Kabar {UNAPPROVED}", "new_slug": "salinan"}
    data |= {"new_parent_page": str(page.get_parent().pk), **extra}
    return visitor.client.post(page_url("copy", page.pk), data)


@route("wagtailadmin_pages:copy", states=("draft", "live_draft", "live_waiting", "scheduled"))
def copy_and_publish(visitor: Visitor, scene: Scene) -> Any:
    return _copy(visitor, scene.page, publish_copies="on")


@route("wagtailadmin_pages:copy", states=("draft", "live_draft", "live_waiting", "scheduled"))
def copy_as_alias(visitor: Visitor, scene: Scene) -> Any:
    return _copy(visitor, scene.page, alias="on")


@route("wagtailadmin_pages:copy", states=("live_draft",))
def copy_list_with_pages_and_publish(visitor: Visitor, scene: Scene) -> Any:
    return _copy(visitor, scene.office.index, copy_subpages="on", publish_copies="on")


@route("wagtailadmin_pages:copy", states=("live_draft",))
def copy_list_with_pages_as_alias(visitor: Visitor, scene: Scene) -> Any:
    return _copy(visitor, scene.office.index, copy_subpages="on", alias="on")


@route("wagtailadmin_pages:convert_alias", states=("draft", "waiting", "live"))
def convert_alias(visitor: Visitor, scene: Scene) -> Any:
    """Of an alias made by code; the admin offers none."""
    try:
        with transaction.atomic():
            alias = scene.page.create_alias(update_slug="cermin")
    except PublicationRefused:
        return visitor.client.post(page_url("convert_alias", scene.page_id))
    return visitor.client.post(page_url("convert_alias", alias.pk))


@route("wagtailadmin_pages:move_confirm", "wagtailadmin_pages:move")
def move(visitor: Visitor, scene: Scene) -> Any:
    home = scene.office.index.get_parent()
    visitor.client.post(page_url("move", scene.page_id), {"new_parent_page": str(home.pk)})
    return visitor.client.post(page_url("move_confirm", scene.page_id, home.pk))


@route("wagtailadmin_pages:set_page_position")
def set_order(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("set_page_position", scene.page_id) + "?position=0")


# --- offline ----------------------------------------------------------------------------------


@route("wagtailadmin_pages:unpublish", "admin/pages/<int:page_id>/unpublish/")
def unpublish_without_reason(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("unpublish", scene.page_id), {"include_descendants": "on"})


@route("wagtailadmin_pages:unpublish", "admin/pages/<int:page_id>/unpublish/")
def unpublish_with_reason(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("unpublish", scene.page_id), {"reason": REASON})


@route("newsroom_withdraw")
def withdraw_with_reason(visitor: Visitor, scene: Scene) -> Any:
    url = reverse("newsroom_withdraw", args=[scene.page_id])
    return visitor.client.post(url, {"reason": REASON})


@route("newsroom_withdraw")
def withdraw_for_spaces(visitor: Visitor, scene: Scene) -> Any:
    url = reverse("newsroom_withdraw", args=[scene.page_id])
    return visitor.client.post(url, {"reason": " \u200b" * 20})


@route("wagtailadmin_pages:delete", "admin/pages/<int:page_id>/delete/")
def delete(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("delete", scene.page_id))


@route("wagtailadmin_pages:set_privacy", states=("draft", "live_draft", "withdrawn"))
def hide_from_public(visitor: Visitor, scene: Scene) -> Any:
    data = {"restriction_type": "login"}
    return visitor.client.post(page_url("set_privacy", scene.page_id), data)


@route("wagtailadmin_pages:set_privacy", states=("draft", "live_draft", "withdrawn"))
def show_to_public(visitor: Visitor, scene: Scene) -> Any:
    data = {"restriction_type": "none"}
    return visitor.client.post(page_url("set_privacy", scene.page_id), data)


# --- decisions --------------------------------------------------------------------------------


def _modal(visitor: Visitor, view: str, scene: Scene, action: str, state: Any, **data: Any) -> Any:
    state_id = state.pk if state else scene.other_task_state.pk
    return visitor.client.post(page_url(view, scene.page_id, action, state_id), data)


MODAL = (
    "wagtailadmin_pages:workflow_action",
    "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
)


@route(*MODAL, states=UNDER_REVIEW)
def modal_approve(visitor: Visitor, scene: Scene) -> Any:
    return _modal(visitor, "workflow_action", scene, "approve", scene.task_state, comment="")


@route(*MODAL, states=UNDER_REVIEW)
def modal_approve_other_page(visitor: Visitor, scene: Scene) -> Any:
    state = scene.other_task_state
    return _modal(visitor, "workflow_action", scene, "approve", state, comment="")


@route(*MODAL, states=UNDER_REVIEW)
def modal_return_without_reason(visitor: Visitor, scene: Scene) -> Any:
    return _modal(visitor, "workflow_action", scene, "reject", scene.task_state, comment="")


@route("wagtailadmin_pages:collect_workflow_action_data", states=UNDER_REVIEW)
def collect_decision(visitor: Visitor, scene: Scene) -> Any:
    view = "collect_workflow_action_data"
    return _modal(visitor, view, scene, "approve", scene.task_state, comment="")


@route("wagtailadmin_pages:confirm_workflow_cancellation", states=UNDER_REVIEW)
def confirm_cancellation(visitor: Visitor, scene: Scene) -> Any:
    return visitor.client.post(page_url("confirm_workflow_cancellation", scene.page_id))


def _sheet(visitor: Visitor, state: Any, **data: Any) -> Any:
    return visitor.client.post(reverse("newsroom_decision", args=[state.pk]), data)


@route("newsroom_decision", states=UNDER_REVIEW)
def sheet_approve(visitor: Visitor, scene: Scene) -> Any:
    state = scene.task_state or scene.other_task_state
    return _sheet(visitor, state, action="approve", digest=state.digest)


@route("newsroom_decision", states=("waiting", "live_waiting"))
def sheet_approve_without_digest(visitor: Visitor, scene: Scene) -> Any:
    return _sheet(visitor, scene.task_state or scene.other_task_state, action="approve")


@route("newsroom_decision", states=("waiting", "live_waiting"))
def sheet_approve_something_else(visitor: Visitor, scene: Scene) -> Any:
    state = scene.task_state or scene.other_task_state
    return _sheet(visitor, state, action="approve", digest="0" * 64)


@route("newsroom_decision", states=UNDER_REVIEW)
def sheet_return(visitor: Visitor, scene: Scene) -> Any:
    state = scene.task_state or scene.other_task_state
    return _sheet(visitor, state, action="reject", comment=REASON)


def _digest_of_draft(scene: Scene) -> str:
    from workflow_steps.content import digest_of

    return digest_of(scene.page.get_latest_revision_as_object())


@route("newsroom_privacy", states=UNDER_REVIEW)
def confirm_personal_data(visitor: Visitor, scene: Scene) -> Any:
    """Answers for finds, and has the draft submitted with a pass that it made up."""
    url = reverse("newsroom_privacy", args=[scene.page_id])
    data = {"shown": digest_of_findings([]), "checked": "on", "reason": REASON}
    return visitor.client.post(url, data | {"draft": "palsu"})


@route("newsroom_emergency")
def publish_in_emergency(visitor: Visitor, scene: Scene) -> Any:
    """The page is no information *serta merta*."""
    url = reverse("newsroom_emergency", args=[scene.page_id])
    return visitor.client.post(url, {"reason": REASON, "digest": _digest_of_draft(scene)})


@route("newsroom_emergency_sheet", states=SAMPLE)
def initial_without_emergency(visitor: Visitor, scene: Scene) -> Any:
    url = reverse("newsroom_emergency_sheet", args=[scene.page_id])
    return visitor.client.post(url, {"action": "initial", "digest": _digest_of_draft(scene)})


# --- locks, settings --------------------------------------------------------------------------


@route(
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    states=("draft", "waiting", "scheduled", "live_waiting"),
)
def lock_and_unlock(visitor: Visitor, scene: Scene) -> Any:
    visitor.client.post(page_url("lock", scene.page_id))
    visitor.client.post(page_url("unlock", scene.page_id))
    return visitor.client.post(page_url("edit", scene.page_id), scene.form)


@route("wagtailadmin_workflows:disable_task", states=("waiting", "scheduled", "live_waiting"))
def disable_final_task(visitor: Visitor, scene: Scene) -> Any:
    """Wagtail cancels the waiting task, finds none left, and finishes the workflow: publishes."""
    task = DivisionHeadApprovalTask.objects.get()
    return visitor.client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))


@route(
    "wagtailadmin_workflows:disable",
    "wagtailadmin_workflows:remove",
    states=("waiting", "scheduled", "live_waiting"),
)
def disable_workflow(visitor: Visitor, scene: Scene) -> Any:
    workflow = Workflow.objects.get(active=True)
    visitor.client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    return visitor.client.post(
        reverse("wagtailadmin_workflows:remove", args=[scene.office.index.get_parent().pk])
    )


@route("wagtailsites:edit", states=("draft", "live_draft", "withdrawn"))
def make_it_the_front_page(visitor: Visitor, scene: Scene) -> Any:
    site = Site.objects.get(is_default_site=True)
    data = {"hostname": site.hostname, "port": site.port, "site_name": site.site_name}
    data |= {"root_page": str(scene.page_id), "is_default_site": "on"}
    return visitor.client.post(reverse("wagtailsites:edit", args=[site.pk]), data)


# --- the admin's own API ----------------------------------------------------------------------

API_ACTIONS: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "publish": lambda scene: {},
    "unpublish": lambda scene: {"recursive": True},
    "delete": lambda scene: {},
    "copy": lambda scene: {"keep_live": True, "recursive": False},
    "create_alias": lambda scene: {"update_slug": "cermin"},
    "convert_alias": lambda scene: {},
    "move": lambda scene: {"destination_page_id": scene.office.index.get_parent().pk},
    "copy_for_translation": lambda scene: {"locale": "en", "copy_parents": True, "alias": True},
    "revert_to_page_revision": lambda scene: {"revision_id": scene.first_revision_id},
}


def _api_route(action: str, data: Callable[[Scene], dict[str, Any]]) -> None:
    def send(visitor: Visitor, scene: Scene) -> Any:
        return visitor.client.post(
            f"/admin/api/main/pages/{scene.page_id}/action/{action}/",
            data(scene),
            content_type="application/json",
        )

    send.__name__ = f"api_{action}"
    route("wagtailadmin_api:pages:action", states=SAMPLE)(send)


for _action, _data in API_ACTIONS.items():
    _api_route(_action, _data)
