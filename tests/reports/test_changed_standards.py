"""A standard that changes while a step runs: that of the opening counts, both are shown."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reports.modeladmins import StepTimingAdmin
from reports.models import StepTiming
from tests.driver import Newsroom
from workflow_steps import procedure_flow

from .test_timings import HOUR, row, wita

LIST = "/admin/reports/waktu-langkah/"
OPENING, CLOSING = "1 j – 3 j", "berlaku saat selesai: 2 j – 4 j"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(wita("2026-11-02T15:00:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(office: Newsroom, clock: Any) -> Any:
    """Being written since Monday afternoon, while from Tuesday on another SOP is in force."""
    page = office.draft(office.classified())
    draft = procedure_flow.new_version()
    draft.steps.filter(number=3).update(standard_min=2, standard_max=4)
    procedure_flow.adopt(draft, date(2026, 11, 3))
    clock.move_to(wita("2026-11-03T10:00:00"))
    return page


@pytest.fixture
def reader(office: Newsroom, client: Client) -> Client:
    client.force_login(office.kabid)
    return client


def screens(reader: Client, timing: StepTiming) -> Iterator[tuple[str, str]]:
    inspect = reverse("waktu-langkah_modeladmin_inspect", args=[timing.pk])
    why = reverse("why_so_long", args=["page", timing.item_id, 3, timing.round])
    timeline = reverse("item_timeline", args=["page", timing.item_id])
    for url in (timeline, why, inspect, f"{LIST}?item=page-{timing.item_id}&step=3"):
        yield url, reader.get(url).content.decode()


def test_changed_standard__is_shown_beside_the_one_that_judged(
    office: Newsroom, page: Any, reader: Client
) -> None:
    office.submit(page)
    timing = row(page, 3)
    assert (timing.elapsed, timing.standard_min, timing.standard_max) == (
        3.5 * HOUR,
        HOUR,
        3 * HOUR,
    )
    assert timing.verdict == "late", "it kept 4 hours, which were not its own"
    for url, html in screens(reader, timing):
        assert OPENING in html, url
        assert CLOSING in html, url


def test_changed_standard__of_a_running_step_both_as_well(page: Any, reader: Client) -> None:
    for url, html in list(screens(reader, row(page, 3)))[:3]:
        assert OPENING in html, url
        assert "berlaku sekarang: 2 j – 4 j" in html, url


def test_changed_standard__why_names_both_versions_of_the_sop(
    office: Newsroom, page: Any, reader: Client
) -> None:
    office.submit(page)
    found = dict(screens(reader, row(page, 3)))
    [html] = [html for url, html in found.items() if url.endswith("/3/1/")]
    assert "SOP yang berlaku saat dibuka" in html
    assert "versi 1 (menilai langkah ini)" in html
    assert "SOP yang berlaku saat selesai" in html
    assert "versi 2" in html


def test_unchanged_standard__is_said_once(office: Newsroom, page: Any, reader: Client) -> None:
    office.submit(page)
    office.send_back(page, office.webadmin)
    office.submit(page)
    for url, html in list(screens(reader, row(page, 3, 2)))[1:3]:
        assert "2 j – 4 j" in html, url
        assert "berlaku saat selesai" not in html, url
        assert "SOP yang berlaku saat selesai" not in html, url


def test_verdict__has_one_wording_everywhere(office: Newsroom, page: Any, reader: Client) -> None:
    office.submit(page)
    badge = '<span class="verdict verdict--late">terlambat</span>'
    for url, html in screens(reader, row(page, 3)):
        assert badge in html, url
    listing = reader.get("/admin/waktu-langkah/?verdict__exact=late").content.decode()
    assert badge in listing
    assert "verdict" in StepTimingAdmin.list_filter
