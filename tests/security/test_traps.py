"""Wagtail's traps, each with the proof that plain Wagtail falls into it.

Every trap is played twice with the same steps: once as the site is, and once, in a transaction
that is undone, with just the piece taken away that stops it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from tests.driver import Newsroom
from workflow_steps.models import Approval
from workflow_steps.refusals import DecisionRefused, PublicationRefused

from .routes_office import form_data, undone
from .routes_plain import plain_wagtail

SNEAKED = "Slot gacor"
BODY: dict[str, str] = {"body-count": "0"}


@pytest.fixture
def boss(office: Newsroom) -> Any:
    """A superuser: on plain Wagtail nobody is above suspicion, and this one may do everything."""
    return office.person("bos", is_superuser=True)


@contextmanager
def on_plain_wagtail(*pieces: str) -> Iterator[None]:
    with undone(), plain_wagtail(*pieces):
        yield


def login(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def editor_post(client: Client, page: Any, **extra: str) -> Any:
    url = edit_url(page)
    return client.post(url, form_data(client.get(url).context["form"]) | BODY | extra)


def modal_post(client: Client, page: Any, action: str, state: Any, **data: str) -> Any:
    arguments = [page.pk, action, state.pk]
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=arguments), data)


def state_of(office: Newsroom, page: Any) -> Any:
    return office.fresh(page).current_workflow_task_state


def sneak(office: Newsroom, page: Any) -> None:
    """A newer draft that nobody has seen."""
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title = SNEAKED
    draft.save_revision(user=office.pengelola)


def rewrite(revision: Any, **content: Any) -> None:
    """What autosave does: the same revision, other content."""
    revision.content |= {"title": SNEAKED, **content}
    revision.save()


def public_titles(office: Newsroom, *pages: Any) -> list[str]:
    return [page.title for page in map(office.fresh, pages) if page.live]


# --- a task state of another page ---------------------------------------------------------------


def test_cross_page_post__decides_nothing(office: Newsroom, client: Client) -> None:
    mine, other = office.waiting_for_approval(), office.waiting_for_approval()

    def approve_other_by_my_address(user: Any) -> Any:
        return modal_post(login(client, user), mine, "approve", state_of(office, other), comment="")

    assert approve_other_by_my_address(office.kabid).status_code == 404
    assert public_titles(office, mine, other) == []
    assert state_of(office, other).status == TaskState.STATUS_IN_PROGRESS


def test_cross_page_post__publishes_the_other_page_on_plain_wagtail(
    office: Newsroom, client: Client, boss: Any
) -> None:
    mine, other = office.waiting_for_approval(), office.waiting_for_approval()
    with on_plain_wagtail():
        modal_post(login(client, boss), mine, "approve", state_of(office, other), comment="")
        assert len(public_titles(office, other)) == 1
        assert public_titles(office, mine) == []


def test_cross_page_post__is_stopped_by_the_view_alone(office: Newsroom, client: Client) -> None:
    """With everything else of ours in place, Wagtail's modal returns the wrong page."""
    mine, other = office.waiting_for_approval(), office.waiting_for_approval()
    with on_plain_wagtail("views"):
        reason = "Judul belum sesuai isi."
        login(client, office.kabid)
        modal_post(client, mine, "reject", state_of(office, other), comment=reason)
        assert WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).count() == 1


# --- a return without its reason ----------------------------------------------------------------

REJECT_UNVALIDATED = {
    "action-workflow-action": "1",
    "workflow-action-name": "reject",
    "workflow-action-extra-data": '{"comment": ""}',
}


def test_unvalidated_reject__by_the_editors_post_is_refused(
    office: Newsroom, client: Client
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    editor_post(login(client, office.webadmin), page, **REJECT_UNVALIDATED)
    assert state_of(office, page).status == TaskState.STATUS_IN_PROGRESS


def test_unvalidated_reject__by_the_modal_is_refused(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    for reason in ("", "   ", "pendek"):
        modal_post(client, page, "reject", state_of(office, page), comment=reason)
        assert state_of(office, page).status == TaskState.STATUS_IN_PROGRESS


def test_unvalidated_reject__for_signs_that_nobody_sees_is_refused(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    modal_post(client, page, "reject", state_of(office, page), comment="\u200b" * 20)
    assert office.fresh(page).workflow_in_progress


def test_unvalidated_reject__returns_without_a_reason_on_plain_wagtail(
    office: Newsroom, client: Client
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    with on_plain_wagtail("tasks"):
        editor_post(login(client, office.webadmin), page, **REJECT_UNVALIDATED)
        returned = TaskState.objects.get(status=TaskState.STATUS_REJECTED)
        assert returned.comment == ""


# --- changed content and its approval in one request --------------------------------------------

CHANGE_AND_APPROVE = {
    "title": SNEAKED,
    "action-workflow-action": "1",
    "workflow-action-name": "approve",
    "workflow-action-extra-data": "{}",
}


def test_changed_content_and_approve__in_one_post_is_refused(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    draft = office.fresh(page).latest_revision_id
    editor_post(login(client, office.kabid), page, **CHANGE_AND_APPROVE)
    fresh = office.fresh(page)
    assert (fresh.live, fresh.latest_revision_id) == (False, draft)
    assert not Approval.objects.exists()


# Without this setting Wagtail lets an approval stand whatever is edited afterwards; with it, an
# approval of changed content starts the task anew.
@override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False)
def test_changed_content_and_approve__publishes_it_on_plain_wagtail(
    office: Newsroom, client: Client, boss: Any
) -> None:
    page = office.waiting_for_approval()
    with on_plain_wagtail():
        editor_post(login(client, boss), page, **CHANGE_AND_APPROVE)
        assert public_titles(office, page) == [SNEAKED]


@override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False)
def test_changed_content_and_approve__is_refused_whatever_the_setting(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    editor_post(login(client, office.kabid), page, **CHANGE_AND_APPROVE)
    assert public_titles(office, page) == []


# --- a revision rewritten in place ------------------------------------------------------------


def test_in_place_rewrite__by_autosave_while_waiting_is_refused(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    before = office.fresh(page).latest_revision.content
    client.force_login(office.pengelola)
    url = edit_url(page)
    data = form_data(client.get(url).context["form"]) | BODY | {"title": SNEAKED}
    data |= {"overwrite_revision_id": str(office.fresh(page).latest_revision_id)}
    answer = client.post(url, data, headers={"accept": "application/json"})
    assert json.loads(answer.content)["success"] is False
    assert office.fresh(page).latest_revision.content == before


def test_in_place_rewrite__while_waiting_cannot_be_approved(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    rewrite(office.fresh(page).latest_revision)
    with pytest.raises(DecisionRefused):
        office.approve(page)
    assert public_titles(office, page) == []


def test_in_place_rewrite__while_waiting_is_published_on_plain_wagtail(
    office: Newsroom, boss: Any
) -> None:
    page = office.waiting_for_approval()
    rewrite(office.fresh(page).latest_revision)
    with on_plain_wagtail():
        office.decide(page, boss, "approve")
        assert public_titles(office, page) == [SNEAKED]


def scheduled(office: Newsroom) -> Any:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    return office.fresh(page)


def rewrite_scheduled(office: Newsroom, page: Any) -> None:
    """After the approval, before its time; and then the time has come."""
    revision = page.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    rewrite(revision, go_live_at=None)


def test_in_place_rewrite__of_what_is_scheduled_does_not_go_live(office: Newsroom) -> None:
    page = scheduled(office)
    rewrite_scheduled(office, page)
    with pytest.raises(CommandError):
        call_command("publish_scheduled", verbosity=0)
    assert public_titles(office, page) == []


def test_in_place_rewrite__of_what_is_scheduled_goes_live_on_plain_wagtail(
    office: Newsroom,
) -> None:
    page = scheduled(office)
    rewrite_scheduled(office, page)
    with on_plain_wagtail("gate", "guard"):
        call_command("publish_scheduled", verbosity=0)
        assert public_titles(office, page) == [SNEAKED]


# --- many at once -----------------------------------------------------------------------------


def bulk_publish(client: Client, *pages: Any) -> Any:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(url + "?" + "&".join(f"id={page.pk}" for page in pages))


def test_bulk_publish__publishes_nothing_and_cancels_no_workflow(
    office: Newsroom, client: Client, boss: Any
) -> None:
    page = office.waiting_for_approval()
    bulk_publish(login(client, boss), page)
    assert public_titles(office, page) == []
    assert office.fresh(page).workflow_in_progress


def test_bulk_publish__ignores_the_lock_and_cancels_the_workflow_on_plain_wagtail(
    office: Newsroom, client: Client, boss: Any
) -> None:
    page = office.waiting_for_approval()
    title = office.fresh(page).title
    with on_plain_wagtail():
        bulk_publish(login(client, boss), page)
        assert public_titles(office, page) == [title]
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


# --- the latest instead of the approved ---------------------------------------------------------


def test_latest_not_approved__is_never_published(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    sneak(office, page)
    with pytest.raises(DecisionRefused):
        office.approve(page)
    with pytest.raises(PublicationRefused):
        office.fresh(page).get_latest_revision().publish()
    assert public_titles(office, page) == []


@override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False)
def test_latest_not_approved__is_what_plain_wagtail_publishes(office: Newsroom, boss: Any) -> None:
    page = office.waiting_for_approval()
    sneak(office, page)
    with on_plain_wagtail():
        office.decide(page, boss, "approve")
        assert public_titles(office, page) == [SNEAKED]


def test_latest_not_approved__our_finish_action_takes_the_approved_one(office: Newsroom) -> None:
    """With everything of ours gone but the finish action, the approved revision goes live."""
    page = office.waiting_for_approval()
    approved = office.fresh(page).latest_revision_id
    sneak(office, page)
    with (
        override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False),
        on_plain_wagtail("gate", "guard", "tasks"),
    ):
        office.decide(page, office.kabid, "approve")
        assert office.fresh(page).live_revision_id == approved


# --- a task that is taken away ------------------------------------------------------------------


def test_disabled_final_task__publishes_nothing(
    office: Newsroom, client: Client, boss: Any
) -> None:
    """Wagtail skips a disabled task, finds no other, and finishes the workflow."""
    page = office.waiting_for_approval()
    task = state_of(office, page).task
    login(client, boss).post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    assert public_titles(office, page) == []
    assert state_of(office, page).status == TaskState.STATUS_IN_PROGRESS


def test_disabled_final_task__publishes_what_waits_on_plain_wagtail(
    office: Newsroom, client: Client, boss: Any
) -> None:
    page = office.waiting_for_approval()
    task = state_of(office, page).task
    with on_plain_wagtail():
        login(client, boss).post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
        assert len(public_titles(office, page)) == 1


# --- a version that was decided on --------------------------------------------------------------


def overwrite(client: Client, page: Any, revision: Any, **changes: str) -> Any:
    """What a tab posts that was left open since it wrote this version."""
    url = edit_url(page)
    data = form_data(client.get(url).context["form"]) | BODY | changes
    data |= {"overwrite_revision_id": str(revision.pk)}
    return client.post(url, data, headers={"accept": "application/json"})


@pytest.mark.parametrize("state", ["live", "returned"])
def test_in_place_rewrite__of_what_was_decided_on_is_refused(
    office: Newsroom, client: Client, state: str
) -> None:
    page = office.waiting_for_approval()
    if state == "live":
        office.approve(page)
    else:
        office.send_back(page)
    revision = office.fresh(page).latest_revision
    before = revision.content
    answer = overwrite(login(client, office.pengelola), page, revision, title=SNEAKED)
    assert json.loads(answer.content)["error_code"] == "invalid_revision"
    revision.refresh_from_db()
    assert revision.content == before


def test_in_place_rewrite__of_ones_own_new_draft_goes_on(office: Newsroom, client: Client) -> None:
    page = office.published()
    draft = page.get_latest_revision_as_object()
    draft.correction = "Judul diperbaiki."
    revision = draft.save_revision(user=office.pengelola)
    answer = overwrite(login(client, office.pengelola), page, revision, title="Judul baru")
    assert json.loads(answer.content)["success"] is True
    revision.refresh_from_db()
    assert revision.content["title"] == "Judul baru"


def test_purge_revisions__keeps_what_is_live(transactional_db: Any, newsroom: None) -> None:
    """Wagtail's command knows the latest revision of a page, and would take the live one away."""
    office = Newsroom()
    page = office.published()
    for number in range(3):
        draft = page.get_latest_revision_as_object()
        draft.summary = f"Ringkasan {number}."
        draft.save_revision(user=office.pengelola)
    live = office.fresh(page).live_revision_id
    call_command("purge_revisions", days=0, verbosity=0)
    assert office.fresh(page).live_revision_id == live
    assert office.fresh(page).revisions.count() == 2  # what is live, and the latest draft
