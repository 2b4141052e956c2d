"""Antrean: what is under way, until when, where it waits and on whom."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.models import StepTiming
from reports.queue import overdue, running
from tests.driver import Newsroom
from tests.reports.figures_kit import WITA
from tests.workflow_steps.test_inbox_first_rows import publish
from workflow_steps import publication
from workflow_steps.models import EmergencyPublication
from workflow_steps.standards import StandardTimes

QUEUE = "/admin/reports/antrean/"
LEFT, OVERDUE = "Sisa waktu kerja", "Lewat batas"


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(wita("2026-11-02T08:00:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def busy(office: Newsroom, clock: Any) -> Newsroom:
    """One item at each place where one can wait."""
    office.receive("Di kontributor")
    office.hand_over(office.receive("Menunggu klasifikasi"))
    office.draft(office.classified("Sedang ditulis"))
    at_review = office.draft(office.classified("Di editor"))
    office.submit(at_review)
    unopened = office.draft(office.classified("Di meja Kabid"))
    office.waiting_for_approval(unopened)
    opened = office.draft(office.classified("Dibuka Kabid"))
    office.waiting_for_approval(opened)
    office.open(opened)
    returned = office.draft(office.classified("Dikembalikan"))
    office.submit(returned)
    office.send_back(returned, office.webadmin)
    return office


def exported(client: Client, **query: str) -> dict[str, dict[str, str]]:
    response = client.get(QUEUE, query | {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {row["Item"]: row for row in csv.DictReader(io.StringIO(text))}


def test_queue__says_where_each_waits_and_on_whom(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.kabid)
    rows = exported(client)
    assert {title: (row["Langkah"], row["Menunggu siapa"]) for title, row in rows.items()} == {
        "Di kontributor": ("1", str(busy.kontributor)),
        "Menunggu klasifikasi": ("2", "Pengelola Website"),
        "Sedang ditulis": ("3", str(busy.pengelola)),
        "Di editor": ("4", "Web Administrator"),
        "Di meja Kabid": ("4", "Kepala Bidang Aptika"),
        "Dibuka Kabid": ("5", "Kepala Bidang Aptika"),
        "Dikembalikan": ("3", str(busy.pengelola)),
    }
    assert rows["Dikembalikan"]["Putaran"] == "2"
    assert rows["Di meja Kabid"]["Menunggu di"].startswith("Mengajukan draf tampilan")


def test_queue__the_most_urgent_first_with_working_time_left(
    busy: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(wita("2026-11-02T10:00:00"))
    client.force_login(busy.kabid)
    rows = exported(client)
    assert next(iter(rows)) == "Dibuka Kabid"  # one hour from 08.00
    first = rows["Dibuka Kabid"]
    assert (first[LEFT], first[OVERDUE]) == ("", "1:00:00")
    # Written within 3 hours, of which 2 have passed.
    assert (rows["Sedang ditulis"][LEFT], rows["Sedang ditulis"][OVERDUE]) == ("1:00:00", "")
    dues = [row["Batas waktu"] for row in rows.values()]
    assert dues == sorted(dues)


def test_queue__overdue_is_what_each_row_says(busy: Newsroom, client: Client, clock: Any) -> None:
    """At every hour of two days, outside working hours too."""
    client.force_login(busy.kabid)
    for hours in range(0, 60, 5):
        clock.move_to(wita("2026-11-02T08:00:00") + timedelta(hours=hours))
        late = set(
            running().filter(overdue(StandardTimes.read(), timezone.now()))
            .values_list("item_title", flat=True)
        )  # fmt: skip
        rows = exported(client)
        assert late == {title for title, row in rows.items() if row[OVERDUE]}
        assert exported(client, time="lewat").keys() == late


def test_queue__summary_counts_and_leads_to_its_items(
    busy: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(wita("2026-11-02T10:00:00"))
    client.force_login(busy.kabid)
    summary = client.get(QUEUE).context["summary"]
    numbers = {row.label: [cell.text for cell in row.cells] for row in summary.rows}
    assert numbers["Langkah 3"] == ["2", "0"]
    assert numbers["Langkah 5"] == ["1", "1"]
    assert numbers["Semua"] == ["7", "1"]
    for row in summary.rows:
        for cell in row.cells:
            if cell.url:
                assert str(client.get(cell.url).context["items_count"]) == cell.text


def test_queue__leads_everybody_to_what_they_may_open(busy: Newsroom, client: Client) -> None:
    def links(who: Any) -> str:
        client.force_login(who)
        return client.get(QUEUE).content.decode()

    ids = dict(StepTiming.objects.filter(outcome="running").values_list("item_title", "item_id"))
    material = reverse("material:inspect", args=[ids["Di kontributor"]])
    editor = reverse("wagtailadmin_pages:edit", args=[ids["Sedang ditulis"]])
    page = links(busy.webadmin)
    assert material in page
    assert editor in page
    assert "keputusan" in page  # the editor review is theirs
    page = links(busy.kabid)
    assert editor not in page
    assert page.count("/keputusan/") >= 2


def test_queue__costs_the_same_when_it_grows(busy: Newsroom, client: Client) -> None:
    client.force_login(busy.kabid)

    def cost(query: dict[str, str]) -> int:
        client.get(QUEUE, query)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(QUEUE, query)
            assert response.status_code == 200
        return len(queries)

    few = cost({})
    for number in range(4):
        page = busy.draft(busy.classified(f"Lagi {number}"))
        busy.waiting_for_approval(page)
        busy.receive(f"Bahan {number}")
    assert cost({}) == few
    assert few <= 45


def test_queue__has_what_is_live_without_its_paraf(
    office: Newsroom, clock: Any, client: Client
) -> None:
    page = publish(office, hours=3)
    sheet = reverse("newsroom_emergency_sheet", args=[page.pk])
    for who in (office.kabid, office.webadmin):
        client.force_login(who)
        html = client.get(QUEUE).content.decode()
        assert "belum diparaf" in html
        assert sheet in html, str(who)
    emergency = EmergencyPublication.objects.get()
    publication.initial_afterwards(emergency, office.kabid, emergency.digest)
    assert sheet not in client.get(QUEUE).content.decode()
