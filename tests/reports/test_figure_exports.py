"""The reports of figures as files: real values, notes, and the same for every reader."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl.styles.numbers import is_date_format
from wagtail.users.models import UserProfile

from reports.exports import Kind
from reports.models import StepTiming
from tests.driver import Newsroom

from .exports import kit
from .figures_kit import OCTOBER, WITA, closed, small_month

pytestmark = pytest.mark.once

NAMES = {
    "report_compliance": "kepatuhan-sop-20261001-20261031",
    "report_queue": "antrean-20261102",
    "report_returns": "pengembalian-20261001-20261031",
    "report_timings": "waktu-langkah-20261001-20261031",
    "report_workload": "beban-kerja-20261001-20261031",
    "item_timelines": "linimasa-item",
}
FORMATS = ("csv", "xlsx")
EVERY = [(name, file_format) for name in NAMES for file_format in FORMATS]
HELD = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.PERCENT: (int, float),
    Kind.DURATION: timedelta,
    Kind.MOMENT: datetime,
}
FAR = 100_000  # from the numbers of real pages
NOW = datetime(2026, 11, 2, 10, tzinfo=WITA)


@pytest.fixture
def reader(office: Newsroom, client: Client) -> Iterator[Client]:
    """A month of timings, one return in it, and three items under way; one of them is late."""
    small_month()
    StepTiming.objects.update(item_id=F("item_id") + FAR)
    with time_machine.travel(datetime(2026, 10, 5, 8, tzinfo=WITA), tick=False) as clock:
        returned = office.draft(office.classified("=1+1"))
        office.submit(returned)
        office.send_back(returned, office.webadmin, "=Judul belum sesuai isi.")
        clock.move_to(datetime(2026, 11, 2, 8, tzinfo=WITA))
        office.receive("Baru diterima")
        office.open(office.waiting_for_approval(office.draft(office.classified("Di Kabid"))))
        clock.move_to(NOW)
        client.force_login(office.kabid)
        yield client


def export(client: Client, name: str, file_format: str, **query: str) -> bytes:
    response = client.get(reverse(name), OCTOBER | {"export": file_format} | query)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def columns(name: str) -> list[Any]:
    return list(resolve(reverse(name)).func.view_class.export_columns.values())


@pytest.mark.parametrize("name", NAMES)
def test_xlsx__holds_what_each_column_promises(reader: Client, name: str) -> None:
    sheet = kit.workbook(export(reader, name, "xlsx")).worksheets[0]
    assert sheet.max_row > 1
    assert sheet.freeze_panes == "A2"
    for column, (heading, *cells) in zip(columns(name), sheet.iter_cols(), strict=True):
        assert "detik" not in heading.value
        found = [cell for cell in cells if cell.value is not None]
        assert {cell.number_format for cell in found} <= {column.kind.value}
        for cell in found:
            assert isinstance(cell.value, HELD[column.kind]), (heading.value, cell.value)
            assert cell.data_type != "f"
            assert column.kind is not Kind.DURATION or cell.value >= timedelta(0)
            assert is_date_format(cell.number_format) or not isinstance(cell.value, datetime)


@pytest.mark.parametrize("name", NAMES)
def test_csv__has_the_same_rows_and_headings(reader: Client, name: str) -> None:
    rows = kit.csv_rows(export(reader, name, "csv"))
    sheet = kit.workbook(export(reader, name, "xlsx")).worksheets[0]
    assert rows[0] == [cell.value for cell in sheet[1]]
    assert len(rows) == sheet.max_row
    for line, cells in zip(rows[1:], sheet.iter_rows(min_row=2), strict=True):
        assert [not text for text in line] == [cell.value is None for cell in cells]


def test_values__are_those_counted_by_hand(reader: Client) -> None:
    sheet = kit.workbook(export(reader, "report_compliance", "xlsx", step="5")).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    fifth = next(row for row in sheet.iter_rows(min_row=2) if row[1].value.startswith("5. "))
    found = dict(zip(head, (cell.value for cell in fifth), strict=True))
    assert found["Bagian yang sesuai mutu baku"] == 0.75
    assert found["Median"] == timedelta(minutes=30)
    assert found["Persentil ke-90"] == timedelta(hours=2, minutes=30)


def test_queue__has_time_left_or_time_overdue(reader: Client) -> None:
    head, *rows = kit.csv_rows(export(reader, "report_queue", "csv"))
    left, overdue = head.index("Sisa waktu kerja"), head.index("Lewat batas")
    assert all(bool(row[left]) is not bool(row[overdue]) for row in rows)
    by_item = {row[0]: (row[left], row[overdue]) for row in rows}
    assert by_item["Di Kabid"] == ("", "1:00:00")  # one hour from 08.00
    assert by_item["Baru diterima"] == ("5:30:00", "")  # one working day, of which 2 hours passed


def test_file__keeps_its_name_and_is_kept_by_nobody(reader: Client) -> None:
    for name, file_format in EVERY:
        response = reader.get(reverse(name), OCTOBER | {"export": file_format})
        assert f'"{NAMES[name]}.{file_format}"' in response["Content-Disposition"]
        assert "no-store" in response["Cache-Control"]


def notes(client: Client, name: str, **query: str) -> dict[str, str]:
    book = kit.workbook(export(client, name, "xlsx", **query))
    assert [sheet.title for sheet in book.worksheets][1:] == ["Keterangan"]
    return {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}


def test_notes__say_what_the_file_is(office: Newsroom, reader: Client) -> None:
    query = {
        "basis": "koreksi",
        "step": "5",
        "person": str(office.webadmin.pk),
        "result": "dinilai",
    }
    assert notes(reader, "report_timings", **query) == {
        "Laporan": "Waktu langkah",
        "Periode laporan": "1 Oktober 2026 – 31 Oktober 2026",
        "Penilaian": "setelah koreksi",
        "Saringan": f"Langkah: 5; Diselesaikan oleh: {office.webadmin}; Penilaian: dinilai",
        "Jumlah baris": "0",
        "Dibuat pada": "2 November 2026, 10.00 WITA",
        "Dibuat oleh": str(office.kabid),
    }


@pytest.mark.parametrize("name", NAMES)
def test_notes__count_the_rows_of_the_file(reader: Client, name: str) -> None:
    book = kit.workbook(export(reader, name, "xlsx"))
    told = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert told["Jumlah baris"] == str(book.worksheets[0].max_row - 1)
    assert told["Saringan"] == "–"
    assert ("Penilaian" in told) is (
        name in {"report_compliance", "report_timings", "report_workload"}
    )
    assert ("Periode laporan" in told) is (name not in {"report_queue", "item_timelines"})


def test_notes__of_the_items_say_what_was_searched(reader: Client) -> None:
    asked = {"opened_at_from": "2026-10-01", "item_type": "material", "q": "1+1"}
    told = notes(reader, "item_timelines", **asked)
    assert told["Saringan"] == ("Dimulai: 1 Oktober 2026 – semua; Jenis item: bahan; Cari: 1+1")
    assert told["Jumlah baris"] == "1"


def test_notes__of_returns_give_the_reason_in_its_own_words(reader: Client) -> None:
    line = StepTiming.objects.get(outcome="returned").closing_event
    told = notes(reader, "report_returns", reason=str(line))
    assert told["Saringan"] == "Alasan seperti pada baris buku peristiwa: =Judul belum sesuai isi."


def texts(client: Client, name: str, file_format: str) -> list[list[Any]]:
    content = export(client, name, file_format)
    if file_format == "csv":
        return list(kit.csv_rows(content))
    sheets = kit.workbook(content).worksheets
    return [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()]


def test_file__is_the_same_whatever_its_reader_speaks(office: Newsroom, reader: Client) -> None:
    indonesian = {which: texts(reader, *which) for which in EVERY}
    UserProfile.objects.update_or_create(
        user=office.kabid,
        defaults={"preferred_language": "en", "current_time_zone": "Europe/London"},
    )
    # Rows are made when the view has returned, in whatever language its thread is left.
    with override("en"), timezone.override("Europe/London"):
        english = {which: texts(reader, *which) for which in EVERY}
    assert english == indonesian


BAD = {
    "report_compliance": {"closed_at_from": "besok"},
    "report_queue": {"round": "0"},
    "report_returns": {"reason": "-5"},
    "report_timings": {"item": "page-"},
    "report_workload": {"closed_at_from": "9999-12-31"},
    "item_timelines": {"opened_at_from": "kapan"},
}


def test_filter__that_is_not_valid_exports_nothing(reader: Client) -> None:
    for name, file_format in EVERY:
        query = OCTOBER | BAD[name] | {"export": file_format}
        response = reader.get(reverse(name), query, follow=True)
        assert "Tidak ada yang diekspor" in response.content.decode(), name
        assert "export" not in response.redirect_chain[0][0]


def test_typed_text__is_never_a_formula(reader: Client) -> None:
    bad = "=1+1"
    closed(FAR + 40, 3, "late", category=bad, unit=bad, performer_id=1003, performer_name=bad)
    for which in EVERY:
        found = {cell for row in texts(reader, *which) for cell in row}
        assert "'=1+1" in found, which
        assert not any(isinstance(cell, str) and cell.startswith("=") for cell in found)


def test_export__asks_the_database_the_same_few_times(reader: Client) -> None:
    def cost(which: tuple[str, str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            export(reader, *which)
        return len(queries)

    def grow(first: int, last: int) -> None:
        for number in range(FAR + first, FAR + last):
            closed(number, 3, "late", category="Kesehatan")
            closed(number, 4, "late", outcome="returned")
            closed(number, 5, "", outcome="running", closed_at=None)

    grow(50, 52)
    for which in EVERY:
        cost(which)
    few = {which: cost(which) for which in EVERY}
    grow(52, 90)
    assert {which: cost(which) for which in EVERY} == few
    assert max(few.values()) <= 30


@pytest.mark.parametrize("name", ["report_timings", "item_timelines", "report_queue"])
def test_rows__are_read_while_the_file_leaves(reader: Client, name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(reverse(name), OCTOBER | {"export": "xlsx"})
        next(iter(response.streaming_content))
        before = len(queries)
        list(response.streaming_content)
    assert len(queries) > before
