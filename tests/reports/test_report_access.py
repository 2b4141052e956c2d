"""Who may open which report: a table of role and view; and that none of them speaks English."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.driver import Newsroom
from tests.reports.figures_kit import OCTOBER, closed, small_month

EVERYBODY = ("kontributor", "pengelola", "webadmin", "kabid", "admin")
READERS = {"webadmin", "kabid", "admin"}
MAY_OPEN = {
    "report_compliance": READERS,
    "report_queue": READERS,
    "report_returns": READERS,
    "report_timings": READERS,
    "report_workload": {"kabid", "admin"},
}


@pytest.mark.once
@pytest.mark.parametrize("name", MAY_OPEN)
@pytest.mark.parametrize("who", EVERYBODY)
def test_reports__open_to_their_readers_only(
    office: Newsroom, client: Client, name: str, who: str
) -> None:
    if who == "admin":
        office.people["admin"] = office.person("admin", is_superuser=True)
    office.published()
    client.force_login(office.people[who])
    for url in (reverse(name), reverse(f"{name}_results")):
        for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
            status = client.get(url, query).status_code
            assert (status == 200) is (who in MAY_OPEN[name]), (url, query, status)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse(name) in menu) is (who in MAY_OPEN[name])


@pytest.mark.parametrize("name", MAY_OPEN)
def test_reports__nobody_without_a_login(office: Newsroom, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


def test_reports__workload_is_nowhere_for_those_who_may_not_see_it(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.webadmin)
    assert "beban-kerja" not in client.get(reverse("report_compliance")).content.decode()


@pytest.mark.parametrize("name", MAY_OPEN)
def test_reports__nothing_waits_and_nothing_happened(
    office: Newsroom, client: Client, name: str
) -> None:
    client.force_login(office.kabid)
    page = client.get(reverse(name), OCTOBER).content.decode()
    assert re.search(r"Belum ada data|Tidak ada", page)


BAD = [
    {"closed_at_from": "besok"},
    {"closed_at_from": "2026-10-31", "closed_at_to": "2026-10-01"},
    {"step": "9"},
    {"round": "99999999999999999999"},
    {"category": "\0"},
    {"unit": "x" * 300},
    {"time": "apa"},
    {"result": "apa"},
    {"outcome": "running"},
    {"item": "page-"},
    {"item": "page-1; drop"},
    {"item": "page-99999999999999999999"},
    {"reason": "-5"},
    {"times": "x"},
    {"ordering": "'"},
    {"p": "x"},
    {"p": "99999999999"},
    {"export": "pdf"},
]


@pytest.mark.parametrize("name", MAY_OPEN)
def test_reports__odd_addresses_are_no_errors(office: Newsroom, client: Client, name: str) -> None:
    small_month()
    client.force_login(office.kabid)
    for query in BAD:
        for export in ({}, {"export": "csv"}):
            response = client.get(reverse(name), OCTOBER | export | query, follow=True)
            assert response.status_code == 200, (query, export)


@pytest.mark.parametrize("name", ["report_compliance", "report_timings", "report_workload"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_reports__what_people_typed_is_no_formula(
    office: Newsroom, client: Client, name: str, kind: str
) -> None:
    bad = "=1+1"
    closed(1, 5, "late", category=bad, unit=bad, item_title=bad, performer_name=bad)
    client.force_login(office.kabid)
    response = client.get(reverse(name), OCTOBER | {"export": kind})
    if kind == "xlsx":
        import io

        import openpyxl

        sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert "'=1+1" in [cell.value for cell in cells]
        assert not any(cell.data_type == "f" for cell in cells)
    else:
        text = b"".join(response.streaming_content).decode()
        assert "'=1+1" in text
        assert ",=" not in text


def test_register__has_the_quick_periods_too(office: Newsroom, client: Client) -> None:
    office.published()
    client.force_login(office.kabid)
    page = client.get(reverse("publication_register")).content.decode()
    assert "published_at_from=" in page
    assert "Bulan lalu" in page
