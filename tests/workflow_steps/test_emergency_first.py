"""An emergency without its paraf comes before everything else, wherever its approver looks."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.driver import Newsroom
from workflow_steps import emergency
from workflow_steps.inbox import Inbox

from .test_acting import at
from .test_emergency import MONDAY, sheet_url
from .test_inbox_first_rows import INBOX, publish
from .test_sign_off import approve, current, digest_on, result_url

pytestmark = pytest.mark.once

HOME = "/admin/"
NOTHING = ("Tidak ada yang menunggu", "Tidak ada lagi yang menunggu")


@pytest.fixture(autouse=True)
def clock(office: Newsroom) -> Any:
    with time_machine.travel(at(MONDAY), tick=False) as traveller:
        yield traveller


def decide_one(client: Client, office: Newsroom) -> Any:
    """The result page after the only waiting item was approved."""
    task_state = current(office.waiting_for_approval())
    client.force_login(office.kabid)
    approve(client, task_state, digest_on(client, task_state))
    return client.get(result_url(task_state))


def test_result__an_emergency_is_next(office: Newsroom, client: Client) -> None:
    page = publish(office, hours=1)
    office.waiting_for_approval(office.draft())
    result = decide_one(client, office)
    assert result.context["next"].url == sheet_url(page)
    assert result.context["next"].is_emergency


def test_result__nothing_is_done_while_an_emergency_is_open(
    office: Newsroom, client: Client
) -> None:
    publish(office, hours=1)
    html = decide_one(client, office).content.decode()
    assert not [text for text in NOTHING if text in html]
    assert "Selesai" not in html


def test_result__an_emergency_of_ones_own_is_not_next(office: Newsroom, client: Client) -> None:
    publish(office, hours=1)
    approvers = office.kabid.groups.get()
    for involved in (office.webadmin, office.pengelola):
        involved.groups.add(approvers)
        assert Inbox(involved).first_rows, str(involved)
        assert Inbox(involved).to_initial == [], str(involved)
    assert len(Inbox(office.kabid).to_initial) == 1


@pytest.mark.parametrize("waiting", [0, 1])
def test_menu__counts_the_emergency(office: Newsroom, client: Client, waiting: int) -> None:
    publish(office, hours=1)
    for _number in range(waiting):
        office.waiting_for_approval(office.draft())
    client.force_login(office.kabid)
    assert f"({waiting + 1})" in client.get(HOME).content.decode()
    assert Inbox(office.webadmin).count == 0


def test_inbox_and_dashboard__do_not_say_nothing_below_an_emergency(
    office: Newsroom, client: Client
) -> None:
    publish(office, hours=1)
    client.force_login(office.kabid)
    for url in (HOME, INBOX, reverse("newsroom_inbox_results")):
        html = client.get(url).content.decode()
        assert not [text for text in NOTHING if text in html], url


def test_dashboard__says_once_what_waits_for_a_decision(office: Newsroom, client: Client) -> None:
    office.waiting_for_approval(office.draft())
    client.force_login(office.kabid)
    html = client.get(HOME).content.decode()
    assert "newsroom-inbox" in html
    assert "newsroom-desk" not in html, "it would only repeat the list"


def test_dashboard__with_nothing_at_all_says_so(office: Newsroom, client: Client) -> None:
    client.force_login(office.kabid)
    assert NOTHING[0] in client.get(HOME).content.decode()


# --- who may look ---------------------------------------------------------------------------------


def test_overdue_row__leads_to_the_sheet_for_whoever_may_open_it(
    office: Newsroom, client: Client, clock: Any
) -> None:
    page = publish(office, hours=1)
    clock.shift(timedelta(hours=2))
    office.people["admin"] = office.person("admin", is_superuser=True)
    may = {"kabid", "webadmin", "pengelola", "admin"}
    for name, person in office.people.items():
        client.force_login(person)
        html = client.get(HOME).content.decode()
        assert page.title in html, name
        assert (f'href="{sheet_url(page)}"' in html) is (name in may), name
        assert emergency.may_see_sheet(page, person) is (name in may), name


@pytest.mark.parametrize("name", ["kabid", "pengelola", "kontributor"])
def test_rows__cost_the_same_for_one_and_three(office: Newsroom, clock: Any, name: str) -> None:
    def cost() -> int:
        person = type(office.kabid).objects.get(username=name)
        with CaptureQueriesContext(connection) as queries:
            box = Inbox(person)
            assert box.first_rows
            assert box.count == len(box.to_initial)
        return len(queries)

    publish(office, hours=1)
    clock.shift(timedelta(hours=2))
    one = cost()
    for _number in range(2):
        publish(office, hours=-1)
    assert cost() == one
