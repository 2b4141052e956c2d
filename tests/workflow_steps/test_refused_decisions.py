"""Decisions that cannot be carried out, and ways around giving a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from reports.models import WorkEvent
from tests.driver import Newsroom
from tests.workflow_steps.test_decisions import current, decision_url, editor_form_data
from workflow_steps.refusals import DecisionRefused


def test_approval__of_an_address_taken_meanwhile_is_refused_with_the_reason(
    office: Newsroom, client: Client
) -> None:
    pages = [office.draft(office.classified(title)) for title in ("Satu", "Dua")]
    for page in pages:
        draft = office.fresh(page).get_latest_revision_as_object()
        draft.slug = "berita-penting"
        draft.save_revision(user=office.pengelola)
        office.waiting_for_approval(office.fresh(page))
    office.approve(pages[0])
    client.force_login(office.kabid)
    decision = {"action": "approve", "digest": current(pages[1]).digest}
    answer = client.post(decision_url(pages[1]), decision)
    assert answer.status_code == 409
    assert "berita-penting" in " ".join(str(message) for message in answer.context["messages"])
    assert current(pages[1]).status == TaskState.STATUS_IN_PROGRESS
    assert not WorkEvent.objects.filter(kind="page_approved", item_id=pages[1].pk).exists()


@pytest.mark.parametrize(("step", "name"), [("review", "webadmin"), ("approval", "kabid")])
def test_withdrawal__by_a_reviewer_is_refused(
    office: Newsroom, client: Client, step: str, name: str
) -> None:
    """Cancelling would be a return without a reason."""
    page = office.draft(office.classified())
    office.submit(page)
    if step == "approval":
        office.pass_review(page)
    client.force_login(office.people[name])
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, editor_form_data(client, url) | {"action-cancel-workflow": "1"})
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert not WorkEvent.objects.filter(kind="submission_withdrawn").exists()


@pytest.mark.parametrize("step", ["review", "approval"])
def test_withdrawal__by_the_writer_works(office: Newsroom, client: Client, step: str) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    if step == "approval":
        office.pass_review(page)
    client.force_login(office.pengelola)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, editor_form_data(client, url) | {"action-cancel-workflow": "1"})
    assert not office.fresh(page).workflow_in_progress
    assert WorkEvent.objects.filter(kind="submission_withdrawn").count() == 1


def test_reason__with_characters_no_database_stores_is_cleaned(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    reason: Any = "Judul \x00belum\ud800 sesuai isi."
    office.send_back(page, reason=reason)
    assert WorkEvent.objects.get(kind="page_returned").data["reason"] == "Judul belum sesuai isi."


def test_decision__on_a_workflow_just_cancelled_is_refused(office: Newsroom) -> None:
    """Between the two writes of ``WorkflowState.cancel`` the task still looks open."""
    page = office.waiting_for_approval()
    task_state = current(page)
    WorkflowState.objects.update(status=WorkflowState.STATUS_CANCELLED)
    task = task_state.task.specific
    with pytest.raises(DecisionRefused):
        task.on_action(task_state, office.kabid, "approve")
    assert not WorkEvent.objects.filter(kind="page_approved").exists()
