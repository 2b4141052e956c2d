"""Ledger, timings and register on screen: read-only, for their readers, exportable, cheap."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from reports.ledger_words import LABELS
from reports.models import PublicationRecord, StepTiming, WorkEvent
from tests.driver import Newsroom

pytestmark = pytest.mark.once

TIMINGS = "/admin/waktu-langkah/"
LEDGER = "/admin/buku-peristiwa/"
REGISTER = "/admin/reports/register/"
READERS = {"webadmin", "kabid", "admin"}


@pytest.fixture
def busy(office: Newsroom) -> Newsroom:
    office.people["admin"] = office.person("admin", is_superuser=True)
    office.published()
    office.waiting_for_approval()
    return office


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid", "admin"])
def test_records__open_to_their_readers_only(busy: Newsroom, client: Client, name: str) -> None:
    client.force_login(busy.people[name])
    timing, event = StepTiming.objects.first(), WorkEvent.objects.first()
    assert timing
    assert event
    for url in (
        TIMINGS,
        f"{TIMINGS}inspect/{timing.pk}/",
        LEDGER,
        f"{LEDGER}inspect/{event.pk}/",
        REGISTER,
        f"{TIMINGS}?export=csv",
        f"{REGISTER}?export=xlsx",
    ):
        status = client.get(url).status_code
        assert (status == 200) is (name in READERS), (url, status)


def test_ledger__says_what_it_knows_in_words(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.webadmin)
    event = WorkEvent.objects.filter(kind="page_submitted").first()
    assert event
    html = client.get(f"{LEDGER}inspect/{event.pk}/").content.decode()
    facts, raw = html.split('<details class="ledger-raw">', 1)
    assert "<dt>langkah yang selesai</dt>" in facts
    assert "<dt>hasil</dt><dd>selesai</dd>" in facts
    assert "{&#x27;" not in facts
    assert "&quot;closed&quot;" in raw


def test_ledger__everything_it_knows_has_a_name_in_words(busy: Newsroom) -> None:
    def keys(value: Any) -> Iterator[str]:
        members = value.values() if isinstance(value, dict) else value
        yield from value if isinstance(value, dict) else ()
        for member in members:
            if isinstance(member, dict | list):
                yield from keys(member)

    assert {key for event in WorkEvent.objects.all() for key in keys(event.data)} <= set(LABELS)


@pytest.mark.parametrize("listing", [TIMINGS, LEDGER])
@pytest.mark.parametrize("action", ["create/", "edit/1/", "delete/1/"])
def test_records__nobody_changes_them_not_even_a_superuser(
    busy: Newsroom, client: Client, listing: str, action: str
) -> None:
    client.force_login(busy.people["admin"])
    before = WorkEvent.objects.count(), StepTiming.objects.count()
    for send in (client.get, client.post):
        assert send(listing + action).status_code in (302, 403, 404)
    assert (WorkEvent.objects.count(), StepTiming.objects.count()) == before


def test_timings__filter_and_search(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.kabid)
    everything = client.get(TIMINGS).context["view"].queryset.count()
    running = client.get(TIMINGS, {"outcome__exact": "running"}).context["view"].queryset
    assert 0 < running.count() < everything
    assert set(running.values_list("outcome", flat=True)) == {"running"}
    assert client.get(TIMINGS, {"q": "tidak ada yang bernama ini"}).status_code == 200


def test_timings__export_is_the_table(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.kabid)
    text = b"".join(client.get(TIMINGS, {"export": "csv"}).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == StepTiming.objects.count()
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(TIMINGS, {"export": "xlsx"}).getvalue())
    ).active
    assert sheet.max_row == StepTiming.objects.count() + 1


def test_export__says_what_the_screen_says(busy: Newsroom, client: Client) -> None:
    StepTiming.objects.filter(step=6).update(elapsed=0)
    client.force_login(busy.kabid)
    text = b"".join(client.get(TIMINGS, {"export": "csv"}).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    step_6 = next(row for row in rows if row["Langkah"] == "6")
    running = next(row for row in rows if row["Hasil"] == "berjalan")
    assert (step_6["Jenis Item"], step_6["Dikerjakan Sistem"]) == ("halaman", "Ya")
    assert step_6["Waktu Terpakai (Detik)"] == "0"
    assert (running["Selesai"], running["Dikerjakan Sistem"]) == ("", "Tidak")
    opened = timezone.localtime(StepTiming.objects.get(step=6).opened_at)
    assert step_6["Mulai"] == f"{opened:%Y-%m-%d %H:%M:%S}"

    text = b"".join(client.get(LEDGER, {"export": "csv"}).streaming_content).decode()
    kinds = {row["Apa Yang Terjadi"] for row in csv.DictReader(io.StringIO(text))}
    assert kinds <= {str(label) for label in WorkEvent.Kind.labels}


def test_export__typed_text_never_becomes_a_formula(busy: Newsroom, client: Client) -> None:
    PublicationRecord.objects.update(title='=HYPERLINK("https://slot.example","klik")')
    client.force_login(busy.kabid)
    text = b"".join(client.get(REGISTER, {"export": "csv"}).streaming_content).decode()
    cell = next(iter(csv.DictReader(io.StringIO(text)))).values()
    assert not any(value.startswith("=") for value in cell)


def test_register__narrows_to_an_airing_period(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.kabid)
    title = PublicationRecord.objects.get().title
    assert title in client.get(REGISTER).content.decode()
    past = {"published_at_from": "2020-01-01", "published_at_to": "2020-12-31"}
    assert title not in client.get(REGISTER, past).content.decode()


@pytest.mark.parametrize(
    ("url", "ceiling"), [(TIMINGS, 30), (LEDGER, 30), (REGISTER, 30), ("/admin/", 70)]
)
def test_lists__cost_the_same_when_they_grow(
    busy: Newsroom, client: Client, url: str, ceiling: int
) -> None:
    client.force_login(busy.kabid)

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    few = cost()
    for _ in range(4):
        busy.published()
    assert cost() == few
    assert few <= ceiling


def test_desk__leads_the_approver_to_the_decision(busy: Newsroom, client: Client) -> None:
    waiting = StepTiming.objects.get(step=4, outcome="running")
    task_state = Page.objects.get(pk=waiting.item_id).current_workflow_task_state
    link = reverse("newsroom_decision", args=[task_state.pk])
    for name, shown in (("kabid", True), ("webadmin", False), ("kontributor", False)):
        client.force_login(busy.people[name])
        assert (link in client.get("/admin/").content.decode()) is shown
