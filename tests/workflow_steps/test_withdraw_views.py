"""Who takes a page offline, by which route, and that every route asks for a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from tests.driver import Newsroom
from workflow_steps import gate
from workflow_steps.models import Withdrawal

pytestmark = pytest.mark.once

REASON = "Keterangan dari OPD sumber ternyata keliru."
ROLES = {
    "anonymous": False,
    "kontributor": False,
    "pengelola": False,
    "webadmin": True,
    "kabid": True,
    "superuser": True,
}


def withdraw(client: Any, page: Page, reason: str = REASON) -> Any:
    return client.post(reverse("newsroom_withdraw", args=[page.pk]), {"reason": reason})


def unpublish(client: Any, page: Page, reason: str = REASON) -> Any:
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"reason": reason})


def bulk(client: Any, *pages: Page, reason: str = REASON, action: str = "unpublish") -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}", {"reason": reason})


ROUTES: dict[str, Any] = {"withdraw": withdraw, "unpublish": unpublish, "bulk": bulk}


def log_in(client: Any, office: Newsroom, role: str) -> None:
    client.logout()
    if role == "superuser":
        client.force_login(office.person("admin", is_superuser=True))
    elif role != "anonymous":
        client.force_login(office.people[role])


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def page(office: Newsroom) -> Any:
    return office.published()


# --- role by route ------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_withdrawing__is_for_its_permission_by_every_route(office, client, page, role, may, route):
    log_in(client, office, role)

    ROUTES[route](client, page)

    assert office.fresh(page).live is not may
    assert (gate.withdrawal_of(office.fresh(page)) is not None) is may


@pytest.mark.parametrize("route", ["newsroom_withdraw", "wagtailadmin_pages:unpublish"])
def test_get__shows_the_question_and_withdraws_nothing(office, client, page, route):
    log_in(client, office, "webadmin")

    response = client.get(reverse(route, args=[page.pk]))

    assert response.status_code == 200
    assert response.templates[0].name == "workflow_steps/withdraw.html"
    assert office.fresh(page).live


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "reason", ["", "Keliru.", " " * 20, "\u200b" * 20, "\x00" * 12, "\r\n" * 12, "a" * 501]
)
def test_reason__that_nobody_can_read_withdraws_nothing(office, client, page, route, reason):
    log_in(client, office, "webadmin")

    response = ROUTES[route](client, page, reason=reason)

    assert response.status_code in (200, 422)
    assert response.context["form"].errors["reason"]
    assert office.fresh(page).live
    assert not Withdrawal.objects.exists()


def test_reason__typed_in_vain_is_still_there(office, client, page):
    log_in(client, office, "webadmin")

    assert "Keliru.</textarea>" in withdraw(client, page, "Keliru.").content.decode()


# --- what is kept --------------------------------------------------------------------------------


def test_withdrawal__keeps_who_why_and_the_title_readers_knew(office, client, page):
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title = "Judul rancangan yang belum disetujui"
    draft.save_revision(user=office.pengelola)
    log_in(client, office, "kabid")

    response = withdraw(client, page, f"  {REASON}\u202e ")

    act = Withdrawal.objects.get()
    assert (act.reason, act.page_title, act.actor_id) == (REASON, page.title, office.kabid.pk)
    assert not act.automatic
    assert page.title in told(response)


def test_withdrawing__ends_the_round_of_a_correction(office, client, page):
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.summary, draft.correction = "Lain sama sekali.", "Ringkasan diperbaiki."
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    log_in(client, office, "webadmin")

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("newsroom_withdraw", args=[page.pk]) in editor
    question = client.get(reverse("newsroom_withdraw", args=[page.pk]))
    assert question.context["round_under_way"]
    withdraw(client, page)

    assert not office.fresh(page).live
    assert not WorkflowState.objects.active().filter(object_id=str(page.pk)).exists()


def test_second_withdrawal__is_told_that_nothing_is_public(office, client, page):
    log_in(client, office, "webadmin")
    withdraw(client, page)

    response = withdraw(client, page)

    assert response.status_code == 302
    assert page.title in told(response)
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("role", ["webadmin", "kabid"])
def test_after_withdrawing__the_person_lands_on_a_page_they_may_see(office, client, page, role):
    log_in(client, office, role)

    response = withdraw(client, page)

    assert client.get(response.url).status_code == 200


def test_next__leads_back_inside_the_site_only(office, client, page):
    log_in(client, office, "webadmin")
    address = reverse("newsroom_withdraw", args=[page.pk])

    response = client.post(address, {"reason": REASON, "next": "https://example.test/"})

    assert response.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])


def test_bulk__withdraws_all_for_one_reason_and_each_with_its_act(office, client, page):
    other = office.published()
    log_in(client, office, "webadmin")

    bulk(client, page, other)

    assert {act.page_id for act in Withdrawal.objects.filter(reason=REASON)} == {page.pk, other.pk}


def test_root_page__is_not_withdrawn(office, client):
    log_in(client, office, "superuser")

    assert withdraw(client, Page.objects.get(depth=1)).status_code == 404


# --- an approved time ---


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_unscheduling__is_for_whoever_may_withdraw(office, client, role, may):
    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=2)
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk])
    log_in(client, office, role)

    client.get(address)
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    client.post(address)

    revision.refresh_from_db()
    assert (revision.approved_go_live_at is None) is may


# --- deleting ---


@pytest.mark.parametrize("role", ["pengelola", "webadmin", "kabid", "superuser"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_what_was_public__explains_and_offers_to_withdraw(
    office, client, page, role, method
):
    log_in(client, office, role)

    response = getattr(client, method)(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert response.status_code == 302
    assert page.title in told(response)
    assert (reverse("newsroom_withdraw", args=[page.pk]) in told(response)) is (
        ROLES[role] and role != "pengelola"
    )
    assert Page.objects.filter(pk=page.pk).exists()


def test_deleting_a_withdrawn_page__is_refused_too(office, client, page):
    log_in(client, office, "superuser")
    withdraw(client, page)

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    bulk(client, page, action="delete")

    assert Page.objects.filter(pk=page.pk).exists()


def test_deleting_a_draft__is_still_wagtails(office, client):
    draft = office.draft()
    log_in(client, office, "superuser")

    response = client.get(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert response.templates[0].name == "wagtailadmin/pages/confirm_delete.html"
    assert "rujukan ke" not in response.content.decode()  # there are none
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not Page.objects.filter(pk=draft.pk).exists()


def test_bulk_deletion__says_which_pages_stay_and_why(office, client, page):
    draft = office.draft()
    log_in(client, office, "superuser")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    response = client.get(f"{address}?id={page.pk}&id={draft.pk}")
    html = response.content.decode()
    assert [stays.pk for stays in response.context["have_been_public"]] == [page.pk]
    assert reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) in html
    bulk(client, page, draft, action="delete")

    assert Page.objects.filter(pk=page.pk).exists()
    assert not Page.objects.filter(pk=draft.pk).exists()
