"""A tab that showed something else decides nothing, and its owner is told what changed."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision, TaskState

from tests.driver import REASON, Newsroom
from workflow_steps.models import Approval

from .test_sign_off import (
    approve,
    current,
    digest_on,
    result_url,
    send_back,
    sheet_url,
    told,
)

pytestmark = pytest.mark.once


def change(office: Newsroom, page: Any, user: Any = None, **fields: Any) -> None:
    draft = office.fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user or office.pengelola)


def test_review__an_edit_meanwhile_is_named_and_the_new_state_shown(
    office: Newsroom, client: Client
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    task_state = current(page)
    client.force_login(office.webadmin)
    seen = digest_on(client, task_state)
    change(office, page, office.person("webadmin2", "Web Administrator"), summary="Slot gacor.")
    response = approve(client, task_state, seen, note="Sudah dibaca.")
    assert response.status_code == 409
    assert "Ringkasan" in told(response)
    assert "Slot gacor." in response.context["page"].summary
    assert "Sudah dibaca." in response.content.decode(), "what was typed stays"
    assert current(page).pk == task_state.pk
    assert response.context["sheet"].digest != seen
    approve(client, task_state, response.context["sheet"].digest)
    assert current(page).pk != task_state.pk


@pytest.mark.parametrize("digest", ["0" * 64, "x", "'; DROP TABLE", "é"])
def test_approve__another_digest_is_refused(office: Newsroom, client: Client, digest: str) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    assert approve(client, current(page), digest).status_code == 409
    assert not Approval.objects.exists()
    assert not office.fresh(page).live


def test_approve__a_revision_rewritten_in_place_is_refused_and_not_offered(
    office: Newsroom, client: Client
) -> None:
    """Wagtail's autosave rewrites revisions; whoever did, the paraf is not for that."""
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    seen = digest_on(client, task_state)
    revision = Revision.objects.get(pk=task_state.revision_id)
    revision.content["summary"] = "Slot gacor."
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    for digest in (seen, digest_on(client, task_state)):
        response = approve(client, task_state, digest)
        assert response.status_code == 409
        assert 'value="approve"' not in response.content.decode()
    assert "Ringkasan" in told(approve(client, task_state, seen))
    assert not Approval.objects.exists()
    send_back(client, task_state)
    task_state.refresh_from_db()
    assert task_state.status == TaskState.STATUS_REJECTED


def test_old_round__leads_to_the_new_sheet_and_says_what_changed(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    first = current(page)
    client.force_login(office.kabid)
    seen = digest_on(client, first)
    office.send_back(page)
    change(office, page, title="Judul yang lebih jelas", summary="Ringkasan yang lebih jelas.")
    office.waiting_for_approval(page)
    second = current(page)
    for visit in (client.get, lambda url: approve(client, first, seen)):
        response = visit(sheet_url(first))
        assert response.url == sheet_url(second)
        shown = client.get(response.url)
        assert "Judul" in told(shown)
        assert "Ringkasan" in told(shown)
    assert not Approval.objects.exists()
    approve(client, second, digest_on(client, second))
    assert Approval.objects.get().task_state_id == second.pk


def test_old_round__with_nothing_changed_says_only_that_it_is_new(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    first = current(page)
    office.send_back(page)
    office.waiting_for_approval(page)
    client.force_login(office.kabid)
    response = client.get(sheet_url(first), follow=True)
    assert response.request["PATH_INFO"] == sheet_url(current(page))
    assert told(response)


def test_old_round__that_does_not_wait_again_shows_its_result(
    office: Newsroom, client: Client
) -> None:
    page = office.waiting_for_approval()
    first = current(page)
    office.send_back(page)
    client.force_login(office.kabid)
    assert client.get(sheet_url(first)).url == result_url(first)
    office.submit(page)  # with the editor, not yet with the Kepala Bidang
    assert client.get(sheet_url(first)).url == result_url(first)


def test_withdrawn_meanwhile__nothing_is_decided(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    seen = digest_on(client, task_state)
    office.fresh(page).current_workflow_state.cancel(user=office.pengelola)
    approve(client, task_state, seen)
    assert not office.fresh(page).live
    assert not Approval.objects.exists()


def test_approve__a_page_that_cannot_be_published_keeps_the_sheet(
    office: Newsroom, client: Client
) -> None:
    """The address was taken while it waited: refused with the reason, nothing recorded."""
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    seen = digest_on(client, task_state)
    other = office.draft(office.classified("Lain"))
    type(other).objects.filter(pk=other.pk).update(slug=task_state.revision.as_object().slug)
    response = approve(client, task_state, seen, note=REASON)
    assert response.status_code == 409
    assert REASON in response.content.decode()
    assert not Approval.objects.exists()
    assert not office.fresh(page).live
