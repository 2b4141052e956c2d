"""Kepatuhan SOP: figures counted by hand, the items behind each, and what they cost."""

import csv
import io
import re
from datetime import datetime, timedelta
from html import unescape

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from reports.models import StepTiming
from tests.driver import Newsroom
from tests.reports.figures_kit import OCTOBER, WITA, closed, small_month
from tests.workflow_steps.test_inbox_first_rows import publish

REPORT = "/admin/reports/kepatuhan/"
SHARE = "Bagian yang sesuai mutu baku"


@pytest.fixture
def reader(office: Newsroom, client: Client) -> Client:
    client.force_login(office.kabid)
    return client


def rows(client: Client, **query: str) -> dict[str, dict[str, str]]:
    """The export by its rows."""
    response = client.get(REPORT, OCTOBER | {"export": "csv"} | query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {row["Baris"]: row for row in csv.DictReader(io.StringIO(text))}


def step(found: dict[str, dict[str, str]], number: int) -> dict[str, str]:
    return next(row for name, row in found.items() if name.startswith(f"{number}. "))


def test_compliance__figures_of_a_small_month_are_those_counted_by_hand(reader: Client) -> None:
    small_month()
    found = rows(reader)
    fifth = step(found, 5)
    # 600 1000 1200 1800 2400 3000 4000 9000: the 4th and the 8th (⌈0.9·8⌉)
    assert fifth["Dinilai"] == "8"
    assert (fifth["Tepat waktu"], fifth["Lebih cepat dari batas bawah"]) == ("5", "1")
    assert (fifth["Terlambat"], fifth["Tidak diukur"]) == ("2", "1")
    assert fifth[SHARE] == "0.75"
    assert (fifth["Median"], fifth["Persentil ke-90"]) == ("0:30:00", "2:30:00")
    assert fifth["Terlama"] == "2:30:00"
    assert fifth["Dinilai pada periode sebelumnya"] == "2"
    assert fifth[f"{SHARE} pada periode sebelumnya"] == "0.5"
    fourth = step(found, 4)
    assert (fourth["Dinilai"], fourth[SHARE]) == ("1", "0.0")
    assert (fourth["Dibatalkan"], fourth["Belum dapat dinilai"]) == ("1", "1")


def test_compliance__automatic_steps_do_not_flatter_the_total(reader: Client) -> None:
    small_month()
    found = rows(reader)
    total = found["Semua langkah yang dikerjakan orang"]
    assert (total["Dinilai"], total[SHARE]) == ("9", "0.667")
    sixth = step(found, 6)
    assert (sixth["Dinilai"], sixth[SHARE], sixth["Otomatis"]) == ("0", "", "20")
    assert sixth["Median"] == "0:00:02"
    assert found["Oktober 2026"][SHARE] == "0.667"


def test_compliance__after_correction(reader: Client) -> None:
    small_month()
    fifth = step(rows(reader, basis="koreksi"), 5)
    assert (fifth["Terlambat"], fifth[SHARE]) == ("3", "0.625")
    assert fifth["Median"] == "0:40:00"


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("", {"Kesehatan", "Budaya"}),
        ("unit", {"Dinas Kesehatan", "tidak disebut"}),
        ("orang", {"Siti", "Andi"}),
        ("putaran", {"1", "2"}),
    ],
)
def test_compliance__breaks_down(reader: Client, by: str, labels: set[str]) -> None:
    small_month()
    assert labels <= rows(reader, by=by).keys()


def test_compliance__every_figure_is_the_number_of_its_items(reader: Client) -> None:
    """Each linked count of the page, followed: as many lines as it says."""
    small_month()
    for query in ({}, {"by": "unit"}, {"by": "orang"}, {"by": "putaran", "step": "5"}):
        page = reader.get(REPORT, OCTOBER | query).content.decode()
        links = re.findall(r'<a href="([^"]*waktu-langkah[^"]*)">([\d.]+)</a>', page)
        assert len(links) > 10
        for url, figure in links:
            behind = reader.get(unescape(url)).context["items_count"]
            assert str(behind) == figure, (url, figure)


def test_compliance__median_leads_to_its_items_the_longest_first(reader: Client) -> None:
    small_month()
    url = reverse("report_timings")
    page = reader.get(url, OCTOBER | {"step": "5", "result": "dinilai", "ordering": "-time"})
    times = [timing.elapsed for timing in page.context["object_list"]]
    assert times == [9000, 4000, 3000, 2400, 1800, 1200, 1000, 600]


@time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=WITA), tick=False)
def test_compliance__without_a_period_is_this_year(reader: Client) -> None:
    small_month()
    page = reader.get(REPORT).content.decode()
    assert "1 Januari 2026 – 31 Desember 2026" in page
    assert 'aria-current="true">Tahun ini' in page


def test_compliance__empty_period_says_so(reader: Client) -> None:
    small_month()
    empty = {"closed_at_from": "2020-01-01", "closed_at_to": "2020-12-31"}
    for query in ({}, {"by": "orang"}, {"step": "3"}, {"basis": "koreksi"}):
        page = reader.get(REPORT, empty | query)
        assert "Belum ada data dalam periode ini." in page.content.decode()
    export = reader.get(REPORT, empty | {"export": "csv"})
    assert len(b"".join(export.streaming_content).splitlines()) == 1


def test_compliance__only_automatic_or_not_measured__divides_by_nothing(reader: Client) -> None:
    closed(1, 6, "automatic", 2)
    closed(2, 3, "not_measured", None)
    page = reader.get(REPORT, OCTOBER).content.decode()
    assert "0 dari 0" in page


BAD = [
    {"closed_at_from": "besok"},
    {"closed_at_from": "0001-01-01"},
    {"closed_at_from": "9999-12-31"},
    {"closed_at_from": "2026-10-31", "closed_at_to": "2026-10-01"},
    {"step": "9"},
    {"step": "5' OR 1=1"},
    {"round": "0"},
    {"round": "99999999999999999999"},
    {"round": "dua"},
    {"person": "-1"},
    {"person": "1e5"},
    {"category": "\0"},
    {"unit": "x" * 300},
    {"by": "apa"},
    {"basis": "lain"},
]


@pytest.mark.parametrize("query", BAD)
@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_compliance__refuses_bad_filters_in_indonesian(
    reader: Client, query: dict[str, str], export: str
) -> None:
    small_month()
    asked = query | ({"export": export} if export else {})
    response = reader.get(REPORT, asked, follow=True)
    page = response.content.decode()
    assert response.status_code == 200
    assert "help-critical" in page
    assert "Angka tidak ditampilkan sebelum saringannya sah." in page
    assert not re.search(r"<li>[^<]*\b(Enter|Select|Ensure|this|than)\b", page)


def test_compliance__names_the_filter_that_is_not_valid(reader: Client) -> None:
    page = reader.get(REPORT, {"round": "0", "unit": "x" * 300}).content.decode()
    assert "<li>Putaran: Pastikan nilai ini" in page
    assert "<li>Sumber (unit), persis seperti ditulis: " in page


def test_compliance__exports_are_no_formulas(reader: Client) -> None:
    closed(1, 5, "late", 9000, category='=HYPERLINK("https://slot.example","klik")')
    names = rows(reader)
    assert not any(name.startswith("=") for name in names)
    sheet = openpyxl.load_workbook(
        io.BytesIO(reader.get(REPORT, OCTOBER | {"export": "xlsx"}).getvalue())
    ).active
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert len(names) == sheet.max_row - 1


@pytest.mark.parametrize("by", ["", "unit", "orang", "putaran"])
def test_compliance__costs_the_same_when_it_grows(reader: Client, by: str) -> None:
    """The fragment without Wagtail's own menus: 15 queries at most."""
    url = reverse("report_compliance_results")

    def cost() -> int:
        reader.get(url, OCTOBER | {"by": by})
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(url, OCTOBER | {"by": by}).status_code == 200
        return len(queries)

    small_month()
    few = cost()
    StepTiming.objects.bulk_create(
        StepTiming(
            item_type="page", item_id=1000 + n, item_title="x", step=n % 7 + 1, round=n % 3 + 1,
            outcome="completed", verdict="late", elapsed=n, corrected_verdict="late",
            closed_at=datetime(2026, 10, 2, 9, tzinfo=WITA) + timedelta(minutes=n),
            category=f"Kategori {n % 30}", unit=f"Unit {n % 80}", performer_id=n % 50 + 1,
        )
        for n in range(400)
    )  # fmt: skip
    assert cost() == few
    assert few <= 15


def test_compliance__charts_have_words_and_no_inline_style(reader: Client) -> None:
    small_month()
    page = reader.get(REPORT, OCTOBER).content.decode()
    charts = re.findall(r"<svg viewBox.*?</svg>", page, re.S)
    assert len(charts) == 2
    picture, points = charts
    assert 'role="img"' in picture
    # What has links in it is no picture to a screen reader; each leads to its month's items.
    assert 'role="group"' in points
    assert re.findall(r'<a [^>]*aria-label="(.*?)"', points) == ["Okt: 66,7%"]
    [url] = re.findall(r'<a [^>]*href="(.*?)"', points)
    assert reader.get(unescape(url)).context["items_count"] == 9
    for chart in charts:
        assert re.search(r"<title [^>]*>\S", chart)
        assert re.search(r"<desc [^>]*>\S", chart)
        assert "style=" not in chart


def test_compliance__emergencies_lead_to_their_lines_of_the_register(
    office: Newsroom, reader: Client
) -> None:
    with time_machine.travel(datetime(2026, 10, 5, 9, tzinfo=WITA), tick=False):
        office.published()
        emergency = publish(office, hours=1)
    page = reader.get(REPORT, OCTOBER).content.decode()
    link = r'<a href="([^"]*)">1 halaman tayang darurat dalam periode ini'
    [url] = re.findall(link, page)
    found = reader.get(unescape(url)).context["object_list"]
    assert [record.page_id for record in found] == [emergency.pk]


def test_compliance__as_an_official_document(reader: Client) -> None:
    """The figures of the screen, with letterhead, signature and what was asked for."""
    small_month()
    url = reverse("report_compliance")
    answer = reader.get(url, OCTOBER | {"export": "pdf", "step": "5", "by": "orang"})
    assert answer["Content-Type"] == "application/pdf"
    assert "kepatuhan-sop-20261001-20261031.pdf" in answer["Content-Disposition"]
    pdf = PdfReader(io.BytesIO(b"".join(answer)))
    text = " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "Kepatuhan SOP", "1 Oktober 2026 – 31 Oktober 2026", "75,0% sesuai mutu baku: 6 dari 8",
        "seperti dinilai saat itu", "Langkah: 5", "Siti", "1 tidak diukur", "Halaman 1 dari",
        "DINAS KOMUNIKASI DAN INFORMATIKA",
    ):  # fmt: skip
        assert words in text, words


def test_compliance__document_of_an_empty_period_and_of_a_wrong_filter(reader: Client) -> None:
    url = reverse("report_compliance")
    empty = {"closed_at_from": "2020-01-01", "closed_at_to": "2020-01-31", "export": "pdf"}
    pdf = PdfReader(io.BytesIO(b"".join(reader.get(url, empty))))
    assert "Tidak ada yang dinilai" in "".join(page.extract_text() for page in pdf.pages)
    wrong = reader.get(url, OCTOBER | {"round": "x", "export": "pdf"})
    assert wrong["Content-Type"].startswith("text/html")
    assert "Angka tidak ditampilkan" in wrong.content.decode()
