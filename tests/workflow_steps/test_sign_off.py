"""The sign-off sheet: who may open it, and what a decision on it does."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import TaskState

from reports.models import WorkEvent
from tests.driver import PASSWORD, REASON, Newsroom
from workflow_steps.models import ActingAppointment, Approval, NewsroomTaskState

from .test_decisions import editor_form_data

pytestmark = pytest.mark.once

DECIDED_STATES = ("approved", "returned", "withdrawn")


def current(page: Any) -> NewsroomTaskState:
    return page.__class__.objects.get(pk=page.pk).current_workflow_task_state


def sheet_url(task_state: Any) -> str:
    return reverse("newsroom_decision", args=[task_state.pk])


def result_url(task_state: Any) -> str:
    return reverse("newsroom_decided", args=[task_state.pk])


def preview_url(task_state: Any) -> str:
    return reverse("newsroom_preview", args=[task_state.pk])


def digest_on(client: Client, task_state: Any) -> str:
    return client.get(sheet_url(task_state)).context["sheet"].digest


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def approve(client: Client, task_state: Any, digest: str, **data: Any) -> Any:
    data = {"action": "approve", "comment": "", "digest": digest} | data
    return client.post(sheet_url(task_state), data)


def send_back(client: Client, task_state: Any, reason: str = REASON) -> Any:
    return client.post(sheet_url(task_state), {"action": "reject", "comment": reason})


def appoint(office: Newsroom, person: Any, capacity: str = "plh") -> ActingAppointment:
    letter = get_document_model().objects.create(title="Surat perintah", file="surat.pdf")
    today = timezone.localdate()
    return ActingAppointment.objects.create(
        person=person,
        capacity=capacity,
        acting_for=office.kabid,
        valid_from=today,
        valid_until=today,
        letter_number="800/12/2026",
        letter=letter,
    )


# --- role by state -----------------------------------------------------------------------------


def in_state(office: Newsroom, state: str) -> tuple[Any, NewsroomTaskState]:
    """A page and one of its task states: waiting for review or approval, or decided."""
    page = office.draft(office.classified())
    office.submit(page)
    if state == "review":
        return page, current(page)
    office.pass_review(page)
    task_state = current(page)
    if state == "approved":
        office.approve(page)
    elif state == "returned":
        office.send_back(page)
    elif state == "withdrawn":
        office.fresh(page).current_workflow_state.cancel(user=office.pengelola)
    return page, task_state


PEOPLE = ("kontributor", "pengelola", "webadmin", "kabid", "admin", "plh", "penulis_kabid")
MAY_OPEN = {"review": {"webadmin"}, "approval": {"kabid", "plh"}}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", ["review", "approval", *DECIDED_STATES])
def test_sheet__role_by_state(office: Newsroom, client: Client, name: str, state: str) -> None:
    """Superusers have no part in it, and neither has an approver who wrote the page."""
    office.people["admin"] = office.person("admin", is_superuser=True)
    office.people["plh"] = office.person("plh", "Kontributor")
    office.people["penulis_kabid"] = office.person("penulis_kabid", "Kepala Bidang Aptika")
    appoint(office, office.people["plh"])
    page, task_state = in_state(office, state)
    if name == "penulis_kabid":
        revision = task_state.revision
        type(revision).objects.filter(pk=revision.pk).update(user=office.people[name])
    client.force_login(office.people[name])
    opens = name in MAY_OPEN.get(state, set())
    response = client.get(sheet_url(task_state))
    assert (response.status_code == 200) is opens
    for action in ("approve", "reject"):
        before = NewsroomTaskState.objects.get(pk=task_state.pk).status
        if not opens:
            data = {
                "action": action,
                "comment": REASON if action == "reject" else "",
                "digest": task_state.digest,
            }
            client.post(sheet_url(task_state), data)
            assert NewsroomTaskState.objects.get(pk=task_state.pk).status == before
    if opens:
        approve(client, task_state, response.context["sheet"].digest)
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_APPROVED
    assert office.fresh(page).live is (state == "approved" or (opens and state == "approval"))


@pytest.mark.parametrize("view", ["newsroom_decision", "newsroom_preview", "newsroom_decided"])
def test_sheet__strangers_are_sent_to_the_login_and_back(
    office: Newsroom, client: Client, view: str
) -> None:
    page = office.waiting_for_approval()
    url = reverse(view, args=[current(page).pk])
    assert client.get(url).url == f"{reverse('wagtailadmin_login')}?next={url}"


def test_sheet__after_login_straight_there(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    url = sheet_url(current(page))
    login = client.get(url).url
    assert f'value="{url}"' in client.get(login).content.decode()
    data = {"username": "kabid", "password": PASSWORD, "next": url}
    assert client.post(login, data).url == url


@pytest.mark.parametrize("view", ["newsroom_decision", "newsroom_preview", "newsroom_decided"])
def test_sheet__unknown_task_state_is_not_found(
    office: Newsroom, client: Client, view: str
) -> None:
    client.force_login(office.kabid)
    assert client.get(reverse(view, args=[999_999])).status_code == 404


# --- a GET decides nothing -----------------------------------------------------------------------


def test_get__decides_nothing_whatever_it_carries(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    digest = digest_on(client, task_state)
    for url in (sheet_url(task_state), preview_url(task_state), result_url(task_state)):
        for action in ("approve", "reject"):
            client.get(url, {"action": action, "comment": REASON, "digest": digest})
            client.head(url, {"action": action, "comment": REASON, "digest": digest})
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert not Approval.objects.exists()


def test_post__needs_the_forms_token(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.kabid)
    digest = digest_on(client, task_state)
    assert approve(client, task_state, digest).status_code == 403
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    token = client.cookies["csrftoken"].value
    approve(client, task_state, digest, csrfmiddlewaretoken=token)
    assert office.fresh(page).live


# --- deciding ----------------------------------------------------------------------------------


def test_approve__publishes_and_records_what_was_shown(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    shown = client.get(sheet_url(task_state)).context
    response = approve(
        client, task_state, shown["sheet"].digest, opened_at=shown["opened_at"], note="Baik."
    )
    assert response.url == result_url(task_state)
    assert office.fresh(page).live
    approval = Approval.objects.get()
    assert (approval.digest, approval.note) == (shown["sheet"].digest, "Baik.")
    assert approval.shown["route"] == "sheet"
    assert approval.shown["digest"] == shown["sheet"].digest
    assert approval.shown["opened_at"] == shown["opened_at"]


@pytest.mark.parametrize("said", ["", "kemarin", "2026-13-99T00:00", "2026-11-02T08:00", "2999"])
def test_approve__an_impossible_time_of_opening_is_not_recorded(
    office: Newsroom, client: Client, said: str
) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    approve(client, task_state, digest_on(client, task_state), opened_at=said)
    assert Approval.objects.get().shown["opened_at"] == ""


def test_approve__without_a_digest_is_refused(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    response = approve(client, task_state, "")
    assert response.status_code == 409
    assert response.context["sheet"].digest, "the sheet is shown instead"
    assert current(page).status == TaskState.STATUS_IN_PROGRESS


def test_review__is_passed_on_and_the_result_says_so(office: Newsroom, client: Client) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    task_state = current(page)
    client.force_login(office.webadmin)
    approve(client, task_state, digest_on(client, task_state))
    assert client.get(result_url(task_state)).context["outcome"] == "passed"
    assert current(page).pk != task_state.pk


def test_return__keeps_a_reason_that_is_too_short(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    response = send_back(client, task_state, "kurang")
    assert response.status_code == 422
    assert ">kurang" in response.content.decode().replace("\n", "")
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert send_back(client, task_state).url == result_url(task_state)
    shown = client.get(result_url(task_state))
    assert shown.context["outcome"] == "returned"
    assert REASON in shown.content.decode()


def test_approve__a_reason_typed_for_the_other_button_is_not_lost(
    office: Newsroom, client: Client
) -> None:
    """On a phone both buttons are one thumb apart."""
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    digest = digest_on(client, task_state)
    response = approve(client, task_state, digest, comment=REASON, note="Baik.")
    assert response.status_code == 422
    html = response.content.decode()
    assert REASON in html
    assert "Baik." in html
    assert "Belum diputuskan" in told(response)
    assert not office.fresh(page).live
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert approve(client, task_state, digest, note="Baik.").url == result_url(task_state)
    assert office.fresh(page).live


@pytest.mark.parametrize("action", ["", "publish", "Approve", "approve\x00"])
def test_post__another_action_is_refused(office: Newsroom, client: Client, action: str) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    digest = digest_on(client, task_state)
    response = approve(client, task_state, digest, action=action)
    assert response.status_code == 409
    assert current(page).status == TaskState.STATUS_IN_PROGRESS


def test_double_click__the_second_one_lands_on_the_result(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    digest = digest_on(client, task_state)
    approve(client, task_state, digest)
    again = approve(client, task_state, digest)
    assert again.url == result_url(task_state)
    assert "Kabid" in told(client.get(again.url))
    assert Approval.objects.count() == 1
    assert WorkEvent.objects.filter(kind="page_approved").count() == 1


def test_decided_by_somebody_else__the_other_is_told_who(office: Newsroom, client: Client) -> None:
    other = office.person("kabid2", "Kepala Bidang Aptika")
    page = office.waiting_for_approval()
    task_state = current(page)
    office.approve(page)
    client.force_login(other)
    response = client.get(sheet_url(task_state), follow=True)
    assert response.request["PATH_INFO"] != result_url(task_state)
    assert "Kabid" in told(response)


# --- in whose name -----------------------------------------------------------------------------


def test_signs_as__the_holder_of_the_office(office: Newsroom, client: Client) -> None:
    office.kabid.office_title = "Kepala Bidang Aptika"
    office.kabid.save()
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    assert "Kabid, Kepala Bidang Aptika" in client.get(sheet_url(current(page))).content.decode()


def test_signs_as__plh_names_both(office: Newsroom, client: Client) -> None:
    plh = office.person("plh", "Kontributor")
    appoint(office, plh)
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(plh)
    shown = client.get(sheet_url(task_state))
    assert shown.context["sheet"].signs_as == "Plh. Kepala Bidang Aptika Plh a.n. Kabid"
    assert shown.context["sheet"].signs_as in shown.content.decode()
    approve(client, task_state, shown.context["sheet"].digest)
    assert Approval.objects.get().signature in client.get(result_url(task_state)).content.decode()


def test_result__stays_open_to_the_decider_when_the_letter_has_ended(
    office: Newsroom, client: Client
) -> None:
    plh = office.person("plh", "Kontributor")
    appointment = appoint(office, plh)
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(plh)
    approve(client, task_state, digest_on(client, task_state))
    yesterday = timezone.localdate() - timedelta(days=1)
    ActingAppointment.objects.filter(pk=appointment.pk).update(
        valid_from=yesterday, valid_until=yesterday
    )
    assert client.get(result_url(task_state)).context["outcome"] == "live"


# --- the result --------------------------------------------------------------------------------


def test_result__links_the_live_page_and_the_next_item(office: Newsroom, client: Client) -> None:
    page, waiting = office.waiting_for_approval(), office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    approve(client, task_state, digest_on(client, task_state))
    response = client.get(result_url(task_state))
    assert response.context["outcome"] == "live"
    assert f'href="{office.fresh(page).full_url}"' in response.content.decode()
    assert response.context["next"].url == sheet_url(current(waiting))
    approve(client, current(waiting), digest_on(client, current(waiting)))
    response = client.get(result_url(NewsroomTaskState.objects.latest("pk")))
    assert response.context["next"] is None


def test_result__says_when_a_scheduled_page_goes_live(office: Newsroom, client: Client) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.go_live_at = timezone.now().replace(microsecond=0) + timedelta(days=2)
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    task_state = current(page)
    client.force_login(office.kabid)
    approve(client, task_state, digest_on(client, task_state))
    response = client.get(result_url(task_state))
    assert response.context["outcome"] == "approved"
    assert response.context["go_live_at"] == draft.go_live_at
    assert not office.fresh(page).live


def test_result__before_the_decision_leads_to_the_sheet(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    assert client.get(result_url(current(page))).url == sheet_url(current(page))


def test_result__of_what_somebody_else_withdrew(office: Newsroom, client: Client) -> None:
    _page, task_state = in_state(office, "withdrawn")
    client.force_login(office.kabid)
    assert client.get(result_url(task_state)).context["outcome"] == "withdrawn"


# --- Wagtail's own routes ------------------------------------------------------------------------


def modal_url(page: Any, action: str, task_state: Any) -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("script", [True, False])
def test_modal__the_final_approval_leads_to_the_sheet(
    office: Newsroom, client: Client, method: str, script: bool
) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    headers = {"x-requested-with": "XMLHttpRequest"} if script else {}
    send = getattr(client, method)
    response = send(modal_url(page, "approve", task_state), {"comment": ""}, headers=headers)
    leads_to = response.json()["redirect"] if script else response.url
    assert leads_to == sheet_url(task_state)
    assert current(page).status == TaskState.STATUS_IN_PROGRESS


def test_modal__returns_as_before(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    client.force_login(office.kabid)
    client.post(modal_url(page, "reject", task_state), {"comment": REASON})
    task_state.refresh_from_db()
    assert task_state.status == TaskState.STATUS_REJECTED


def test_modal__another_pages_task_state_is_not_found(office: Newsroom, client: Client) -> None:
    mine, other = office.waiting_for_approval(), office.waiting_for_approval()
    client.force_login(office.kabid)
    for method in (client.get, client.post):
        for action in ("approve", "reject"):
            response = method(modal_url(mine, action, current(other)), {"comment": REASON})
            assert response.status_code == 404


def test_editor__its_own_post_does_not_approve(office: Newsroom, client: Client) -> None:
    """Wagtail's editor can save and approve in one request; nothing was shown there."""
    page = office.waiting_for_approval()
    client.force_login(office.kabid)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(
        url,
        editor_form_data(client, url)
        | {"action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    assert current(page).status == TaskState.STATUS_IN_PROGRESS
    assert not Approval.objects.exists()


# --- the mail ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("open_all_day")
def test_mail__links_the_sheet_and_says_by_when(
    office: Newsroom, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        office.pass_review(page)
    [message] = [message for message in mail.outbox if message.to == ["kabid@example.test"]]
    assert sheet_url(current(page)) in message.body
    assert "WITA" in message.body
