"""The three figures of the start page are those of the reports they lead to."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.home_panel import of_person, of_the_office
from tests.driver import Newsroom
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import Period

from .test_timings import wita

pytestmark = pytest.mark.once


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(wita("2026-11-02T08:00:00"), tick=False) as traveller:
        yield traveller


def texts(figures: Any) -> list[str]:
    return [figure.text for figure in figures]


def month() -> Period:
    return Period.around(office_today(), 1)


def test_office__kept_overdue_and_live(office: Newsroom, clock: Any) -> None:
    assert texts(of_the_office(month())) == ["–", "0", "0"]
    office.published()
    assert texts(of_the_office(month())) == ["100,0%", "0", "1"]
    page = office.draft(office.classified())
    clock.move_to(wita("2026-11-02T11:00:01"))
    assert texts(of_the_office(month())) == ["100,0%", "1", "1"]
    office.submit(page)  # the eighth step, and the first that is late
    assert texts(of_the_office(month())) == ["87,5%", "0", "1"]


def test_person__only_own_steps_of_this_month(office: Newsroom, clock: Any) -> None:
    page = office.draft(office.classified())
    clock.move_to(wita("2026-11-02T11:00:01"))
    office.submit(page)
    assert texts(of_person(office.pengelola, month())) == ["2", "50,0%", "1"]
    clock.move_to(wita("2026-12-01T08:00:00"))
    assert texts(of_person(office.pengelola, month())) == ["0", "–", "0"]


@pytest.mark.parametrize("who", ["kabid", "webadmin", "pengelola", "kontributor"])
def test_start_page__has_them_for_the_role(
    office: Newsroom, clock: Any, client: Client, who: str
) -> None:
    office.published()
    client.force_login(office.people[who])
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    panel = re.search(r'<dl class="month-figures">.*?</dl>', html, re.DOTALL)
    assert panel
    links = re.findall(r'<a href="([^"]+)"', panel[0])
    assert len(links) == (3 if who in {"kabid", "webadmin"} else 0)
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_start_page__costs_the_same_with_more_items(
    office: Newsroom, clock: Any, client: Client
) -> None:
    client.force_login(office.kabid)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        return len(queries)

    office.published()
    cost()
    few = cost()
    for _number in range(3):
        office.published()
    assert cost() <= few
