"""Whoever acts for the Kepala Bidang, from the mail to the register: both names stand there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from reports.models import PublicationRecord, WorkEvent
from tests.driver import Newsroom
from workflow_steps.models import Approval, User
from workflow_steps.refusals import DecisionRefused

from .test_acting import FIRST, LAST, appoint, at, sekretaris

__all__ = ["sekretaris"]
Kind = WorkEvent.Kind


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(at(FIRST), tick=False) as traveller:
        yield traveller


def last(kind: str) -> WorkEvent:
    event = WorkEvent.objects.filter(kind=kind).order_by("-sequence").first()
    assert event is not None
    return event


def test_acting__approves_and_both_names_stand_everywhere(
    office: Newsroom, sekretaris: User, clock: Any, client: Client
) -> None:
    appointment = appoint(office, sekretaris)
    page = office.waiting_for_approval()
    office.decide(page, sekretaris, "approve")
    page = office.fresh(page)
    assert page.live
    approval = Approval.objects.get()
    assert (approval.actor_id, approval.actor_name) == (sekretaris.pk, "Sekretaris")
    assert approval.capacity == "plh"
    assert approval.actor_office == "Kepala Bidang Aptika"
    assert (approval.acting_for_id, approval.acting_for_name) == (office.kabid.pk, "Kabid")
    assert (approval.appointment_id, approval.letter_number) == (appointment.pk, "800/12/BKPSDM")
    assert approval.signature == "Plh. Sekretaris a.n. Kabid"
    line = last(Kind.PAGE_APPROVED)
    assert (line.actor_name, line.data["acting_for"]) == ("Sekretaris", "Kabid")
    assert line.data["letter_number"] == "800/12/BKPSDM"
    record = PublicationRecord.objects.get(page_id=page.pk)
    assert (record.approver, record.acting_for) == ("Sekretaris", "Kabid")
    assert record.approver_capacity == "plh"


def test_acting__the_paraf_outlives_account_and_appointment(
    office: Newsroom, sekretaris: User, clock: Any
) -> None:
    appointment = appoint(office, sekretaris)
    page = office.waiting_for_approval()
    office.decide(page, sekretaris, "approve")
    appointment.letter_number = "other"
    appointment.save()
    assert Approval.objects.get().letter_number == "800/12/BKPSDM"
    assert appointment.is_fixed
    assert appointment.last_used_on() == FIRST


def test_acting__role_is_gone_the_day_after(
    office: Newsroom, sekretaris: User, clock: Any, client: Client
) -> None:
    appoint(office, sekretaris)
    page = office.waiting_for_approval()
    sheet = reverse("newsroom_decision", args=[office.fresh(page).current_workflow_task_state.pk])
    client.force_login(sekretaris)
    assert client.get(sheet).status_code == 200
    clock.move_to(at(LAST, 23, 59, 59))
    client.force_login(sekretaris)
    assert client.get(sheet).status_code == 200
    clock.move_to(at(LAST + timedelta(days=1), 0))
    client.force_login(sekretaris)
    assert client.get(sheet).status_code in (302, 403)
    with pytest.raises(DecisionRefused):
        office.decide(page, sekretaris, "approve")
    assert not office.fresh(page).live
    office.approve(page)
    assert Approval.objects.get().capacity == "definitif"


def test_acting__four_eyes_hold(office: Newsroom, clock: Any) -> None:
    """The Web Administrator acts, and has worked on the page as editor."""
    appoint(office, office.webadmin)
    page = office.draft(office.classified())
    page = office.fresh(page).get_latest_revision_as_object()
    page.summary = "Diperbaiki oleh penyunting sebelum diteruskan."
    page.save_revision(user=office.webadmin, log_action=True)
    office.waiting_for_approval(page)
    with pytest.raises(DecisionRefused):
        office.decide(page, office.webadmin, "approve")
    assert not office.fresh(page).live
    # Untouched by them, it is theirs to decide.
    other = office.waiting_for_approval()
    office.decide(other, office.webadmin, "approve")
    assert office.fresh(other).live


def test_acting__lends_no_right_to_edit(
    office: Newsroom, sekretaris: User, clock: Any, client: Client
) -> None:
    appoint(office, sekretaris)
    page = office.published()
    client.force_login(sekretaris)
    for name, arguments in (
        ("wagtailadmin_pages:edit", [page.pk]),
        ("wagtailadmin_pages:delete", [page.pk]),
        ("newsroom_withdraw", [page.pk]),
        ("newsroom_emergency", [page.pk]),
    ):
        response = client.get(reverse(name, args=arguments))
        assert response.status_code in (302, 403), name
        assert response.status_code == 403 or response.url == reverse("wagtailadmin_home"), name
    assert client.get(reverse("newsroom_inbox")).status_code == 200


@pytest.mark.usefixtures("clock")
def test_mail__goes_to_whoever_acts_too(
    office: Newsroom, sekretaris: User, django_capture_on_commit_callbacks: Any, clock: Any
) -> None:
    appoint(office, sekretaris)
    page = office.draft(office.classified())
    office.submit(page)
    for day, expected in (
        (FIRST, {"kabid@example.test", "sekretaris@example.test"}),
        (LAST + timedelta(days=1), {"kabid@example.test"}),
    ):
        clock.move_to(at(day))
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            office.pass_review(page)
        assert {one.to[0] for one in mail.outbox} == expected
        office.send_back(page)
        office.submit(page)


def test_ledger__has_a_line_for_each_change(
    office: Newsroom, sekretaris: User, clock: Any, client: Client
) -> None:
    from .test_acting import ADD, DELETE, EDIT, data

    superuser = office.person("root", is_superuser=True)
    client.force_login(superuser)
    later = {"valid_from": "2026-11-10", "valid_until": "2026-11-12"}
    filled = data(office, sekretaris, **later)
    assert client.post(reverse(ADD), filled).status_code == 302
    made = last(Kind.APPOINTMENT_MADE)
    assert (made.actor_name, made.data["person"]) == ("Root", "Sekretaris")
    assert made.data["letter_number"] == "800/12/BKPSDM"
    pk = made.item_id
    changed = filled | {"valid_until": "2026-11-13"}
    assert client.post(reverse(EDIT, args=[pk]), changed).status_code == 302
    assert last(Kind.APPOINTMENT_CHANGED).data["valid_until"] == "2026-11-13"
    assert client.post(reverse(DELETE, args=[pk])).status_code == 302
    assert last(Kind.APPOINTMENT_DELETED).item_id == pk
