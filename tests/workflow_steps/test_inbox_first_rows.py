"""What stands above every inbox and desk: open emergencies; and whose inbox a letter opens."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.driver import Newsroom
from workflow_steps import gate, inbox, publication
from workflow_steps.content import digest_of
from workflow_steps.inbox import Inbox
from workflow_steps.models import User

from .test_acting import FIRST, LAST, appoint, at
from .test_emergency import REASON, urgent

INBOX = "/admin/kotak-masuk/"


@pytest.fixture
def clock(office: Newsroom) -> Any:
    with time_machine.travel(at(date(2026, 11, 2)), tick=False) as traveller:
        yield traveller


def publish(office: Newsroom, *, hours: int) -> Any:
    """Live now; due so many hours of the clock from now."""
    page = urgent(office)
    digest = digest_of(page.get_latest_revision_as_object())
    due_at = timezone.now() + timedelta(hours=hours)
    with transaction.atomic():
        publication.publish_in_emergency(page, office.webadmin, REASON, digest, due_at)
    return office.fresh(page)


def titles(user: User) -> list[int]:
    return [row.page_id for row in inbox.first_rows(user)]


def test_first_rows__all_for_approvers_the_overdue_for_everybody(
    office: Newsroom, clock: Any, client: Client
) -> None:
    running, late = publish(office, hours=3), publish(office, hours=1)
    clock.shift(timedelta(hours=1, minutes=30))
    for person in (office.kabid, office.webadmin):  # who initials, and who may publish so
        assert titles(person) == [late.pk, running.pk], "the most urgent first"
    for person in (office.pengelola, office.kontributor):
        assert titles(person) == [late.pk], person
        client.force_login(person)
        home = client.get("/admin/").content.decode()
        assert "newsroom-emergencies" in home
        assert reverse("newsroom_emergency_sheet", args=[running.pk]) not in home
    client.force_login(office.kabid)
    for url in ("/admin/", INBOX):
        assert (
            reverse("newsroom_emergency_sheet", args=[late.pk]) in client.get(url).content.decode()
        )


def test_first_rows__are_what_the_gate_calls_open(office: Newsroom, clock: Any) -> None:
    initialled, withdrawn, still_open = (publish(office, hours=1) for _ in range(3))
    emergency = gate.open_emergency(initialled.pk)
    assert emergency is not None
    publication.initial_afterwards(emergency, office.kabid, emergency.digest)
    publication.withdraw(withdrawn, office.webadmin, "Data korban belum dikonfirmasi.")
    assert titles(office.kabid) == [still_open.pk]
    for page in (initialled, withdrawn, still_open):
        assert bool(gate.open_emergency(page.pk)) is (page.pk == still_open.pk)


def test_first_rows__cost_the_same_for_one_and_many(office: Newsroom, clock: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            inbox.first_rows(office.kabid)
        return len(queries)

    publish(office, hours=1)
    cost()
    one = cost()
    publish(office, hours=1)
    publish(office, hours=1)
    assert cost() == one


def test_inbox__of_a_plh_from_the_first_day_to_the_last(office: Newsroom, clock: Any) -> None:
    page = office.waiting_for_approval(office.draft())
    state = page.current_workflow_task_state
    deputy = office.person("sekretaris", "Web Administrator")
    appoint(office, deputy)
    for day, acts in (
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ):
        clock.move_to(at(day))
        box = Inbox(User.objects.get(pk=deputy.pk))
        assert (state.pk in box.waiting().values_list("pk", flat=True)) is acts, day
        assert box.approves is acts, day
        assert inbox.next_item(deputy) == (state if acts else None), day
