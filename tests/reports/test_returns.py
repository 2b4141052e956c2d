"""Pengembalian and beban kerja: counted from what people really did."""

import csv
import io
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import WorkEvent
from tests.driver import Newsroom
from tests.reports.figures_kit import HOUR, OCTOBER, WITA, closed, small_month

RETURNS = "/admin/reports/pengembalian/"
WORKLOAD = "/admin/reports/beban-kerja/"
SHARE = "Bagian yang sesuai mutu baku"
NOVEMBER = {"closed_at_from": "2026-11-01", "closed_at_to": "2026-11-30"}


@pytest.fixture
def returned(office: Newsroom) -> Any:
    """Four returns of two items: three for the same reason, written in three ways."""
    with time_machine.travel(datetime(2026, 11, 2, 8, tzinfo=WITA), tick=False):
        first = office.draft(office.classified("Pertama"))
        for reason in ("Judul belum sesuai isi.", "  judul  BELUM sesuai isi."):
            office.submit(first)
            office.send_back(first, office.webadmin, reason)
        office.waiting_for_approval(first)
        office.send_back(first, office.kabid, "Gambar utama buram sekali.")
        second = office.draft(office.classified("Kedua"))
        office.waiting_for_approval(second)
        office.send_back(second, office.kabid, "Judul belum sesuai isi.")
        yield office


def tables(client: Client, **query: Any) -> dict[str, dict[str, list[str]]]:
    context = client.get(RETURNS, NOVEMBER | query).context
    return {
        name: {row.label: [cell.text for cell in row.cells] for row in context[name].rows}
        for name in ("reasons", "steps", "people", "rounds")
    }


def test_returns__by_reason_step_and_person(returned: Newsroom, client: Client) -> None:
    client.force_login(returned.kabid)
    found = tables(client)
    assert list(found["reasons"].values()) == [["3", "2"], ["1", "1"]]
    assert list(found["reasons"]) == ["Judul belum sesuai isi.", "Gambar utama buram sekali."]
    assert [label[0] for label in found["steps"]] == ["4", "5"]
    assert list(found["steps"].values()) == [["2", "1"], ["2", "2"]]
    assert found["people"] == {
        str(returned.kabid): ["2", "2"],
        str(returned.webadmin): ["2", "1"],
    }
    assert found["rounds"] == {"1": ["2", "1"], "3": ["4", "1"]}


def test_returns__are_those_of_the_ledger(returned: Newsroom, client: Client) -> None:
    client.force_login(returned.kabid)
    response = client.get(RETURNS, NOVEMBER | {"export": "csv"})
    rows = list(
        csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    )
    lines = WorkEvent.objects.filter(kind=WorkEvent.Kind.PAGE_RETURNED)
    assert {int(row["Baris buku peristiwa"]) for row in rows} == set(
        lines.values_list("sequence", flat=True)
    )
    assert {row["Alasan"] for row in rows} == {line.data["reason"] for line in lines}


def test_returns__every_figure_leads_to_its_returns(returned: Newsroom, client: Client) -> None:
    client.force_login(returned.kabid)
    context = client.get(RETURNS, NOVEMBER).context
    for name in ("reasons", "steps", "people"):
        for row in context[name].rows:
            behind = client.get(row.cells[0].url).context
            assert str(behind["items_count"]) == row.cells[0].text
    for row in context["rounds"].rows:
        behind = client.get(row.cells[1].url).context
        assert behind["items"] == row.cells[1].text


def test_returns__of_somebody_who_left__keep_their_name(returned: Newsroom, client: Client) -> None:
    name = str(returned.webadmin)
    client.force_login(returned.kabid)
    returned.webadmin.delete()
    assert name in tables(client)["people"]


def test_returns__cost_the_same_when_they_grow(returned: Newsroom, client: Client) -> None:
    client.force_login(returned.kabid)

    def cost() -> int:
        client.get(RETURNS, NOVEMBER)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(RETURNS, NOVEMBER).status_code == 200
        return len(queries)

    few = cost()
    for number in range(3):
        page = returned.draft(returned.classified(f"Lagi {number}"))
        returned.submit(page)
        returned.send_back(page, returned.webadmin, f"Alasan yang lain sekali {number}")
    assert cost() == few
    assert few <= 40


# --- beban kerja ---


def loads(client: Client, **query: str) -> dict[str, dict[str, str]]:
    response = client.get(WORKLOAD, OCTOBER | {"export": "csv"} | query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {row["Orang"]: row for row in csv.DictReader(io.StringIO(text))}


def test_workload__counted_by_hand(office: Newsroom, client: Client) -> None:
    small_month()
    closed(1, 1, "on_time", 2 * HOUR, item_type="material")  # another item with the same number
    client.force_login(office.kabid)
    found = loads(client)
    assert found.keys() == {"Andi", "Siti"}
    siti = found["Siti"]
    # Pages 1 to 8 and 11, and a material; a withdrawn step is not finished, page 1 has two rounds.
    assert (siti["Item"], siti["Langkah selesai"]) == ("10", "11")
    assert siti["Waktu kerja"] == "8:23:20"  # 22,000 + 1,000 seconds and 2 hours
    assert (siti["Langkah 1"], siti["Langkah 4"], siti["Langkah 5"]) == ("1", "1", "9")
    assert (siti["Terlambat"], siti[SHARE]) == ("2", "0.778")
    assert found["Andi"][SHARE] == "0.0"
    assert loads(client, basis="koreksi")["Siti"]["Terlambat"] == "3"


def test_workload__figures_are_the_numbers_of_their_steps(office: Newsroom, client: Client) -> None:
    small_month()
    client.force_login(office.kabid)
    for row in client.get(WORKLOAD, OCTOBER).context["people"].rows:
        for cell in (row.cells[1], row.cells[4], *row.cells[5:]):
            if cell.url:
                assert str(client.get(cell.url).context["items_count"]) == cell.text


def test_workload__costs_the_same_when_it_grows(office: Newsroom, client: Client) -> None:
    client.force_login(office.kabid)

    def cost() -> int:
        url = reverse("report_workload_results")
        client.get(url, OCTOBER)
        with CaptureQueriesContext(connection) as queries:
            client.get(url, OCTOBER)
        return len(queries)

    small_month()
    few = cost()
    for number in range(50, 70):
        closed(number, 3, "late", performer_id=number, performer_name=f"Orang {number}")
    assert cost() == few
    assert few <= 15
