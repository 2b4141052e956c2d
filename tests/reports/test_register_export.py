"""The register as a file: what stands in it, who may have it, and that it is on record."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.users.models import UserProfile

from reports.exports import pdf
from reports.models import Letterhead, PublicationRecord, WorkEvent
from reports.register_export import COLUMNS, RegisterExport
from tests.driver import Newsroom

from .exports import kit
from .register_kit import fill, record

pytestmark = pytest.mark.once

REGISTER = "/admin/reports/register/"
SCRIPT = f"{REGISTER}verify_register.py"
READERS = {"webadmin", "kabid", "admin"}
FORMATS = ("xlsx", "csv", "pdf")
YEAR = {"published_at_from": "2026-01-01", "published_at_to": "2026-12-31"}


def content(response: Any) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)
    return bytes(response.content)


@pytest.fixture
def reader(office: Newsroom, client: Client) -> Client:
    client.force_login(office.kabid)
    return client


def sheet(reader: Client, **query: str) -> list[tuple[Any, ...]]:
    book = kit.workbook(content(reader.get(REGISTER, query | {"export": "xlsx"})))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid", "admin"])
def test_export__is_for_the_readers_of_the_register(
    office: Newsroom, client: Client, name: str, file_format: str
) -> None:
    office.people["admin"] = office.person("admin", is_superuser=True)
    fill(2)
    client.force_login(office.people[name])
    response = client.get(REGISTER, {"export": file_format})
    assert (response.status_code == 200) is (name in READERS)
    exported = WorkEvent.objects.filter(kind=WorkEvent.Kind.REGISTER_EXPORTED)
    if name in READERS:
        assert content(response)
        assert response["Content-Disposition"].endswith(f'.{file_format}"')
        assert exported.count() == 1
    else:
        assert not exported.exists()
    assert (client.get(SCRIPT).status_code == 200) is (name in READERS)


def test_xlsx__has_real_values_in_the_order_of_the_register(reader: Client) -> None:
    fill(3)
    record(4, year=2025, title="=1+1").save()
    book = kit.workbook(content(reader.get(REGISTER, {"export": "xlsx"})))
    rows = list(book.worksheets[0].iter_rows())
    headings = [cell.value for cell in rows[0]]
    assert headings[:3] == ["Nomor", "Tahun", "Judul"]
    assert [row[0].value for row in rows[1:]] == [4, 1, 2, 3]
    assert rows[1][2].value == "'=1+1"
    live = rows[2][headings.index("Tayang sejak")]
    assert live.value == datetime(2026, 1, 5, 12, 30)  # noqa: DTZ001
    assert live.number_format == r"dd/mm/yyyy hh\.mm"
    assert rows[2][headings.index("Baris buku peristiwa")].value == 10
    assert book.worksheets[0].freeze_panes == "A2"
    assert len(headings) == len(COLUMNS) == len(set(headings))


def test_export__is_narrowed_like_the_screen_and_says_so(reader: Client) -> None:
    fill(2)
    record(3, page_type="galeri").save()
    record(4, year=2025, published_at=datetime.fromisoformat("2025-05-05T00:00Z")).save()
    assert len(sheet(reader, **YEAR)) == 4
    assert [row[3] for row in sheet(reader, **YEAR, page_type="galeri")[1:]] == ["galeri"]
    line = WorkEvent.objects.get(sequence=WorkEvent.objects.count())
    assert line.data | {"end_hash": ""} == {
        "format": "xlsx",
        "from": "2026-01-01",
        "until": "2026-12-31",
        "filter": "Jenis halaman: galeri",
        "rows": 1,
        "end_hash": "",
    }
    assert line.item_title == "Register tayang: 1 Januari 2026 – 31 Desember 2026"
    assert line.digest == line.data["end_hash"]
    assert line.actor_name


def test_export__of_a_nonsensical_period_shows_the_screen(reader: Client) -> None:
    response = reader.get(REGISTER, {"published_at_from": "kapan", "export": "csv"})
    assert response.status_code == 302
    assert "export" not in response.url
    assert not WorkEvent.objects.filter(kind=WorkEvent.Kind.REGISTER_EXPORTED).exists()


def test_end_hash__is_the_same_in_every_format_and_language(
    office: Newsroom, reader: Client
) -> None:
    fill(3)
    found = {}
    for language in ("id-id", "en"):
        UserProfile.objects.update_or_create(
            user=office.kabid, defaults={"preferred_language": language}
        )
        for file_format in FORMATS:
            content(reader.get(REGISTER, YEAR | {"export": file_format}))
            line = WorkEvent.objects.order_by("-sequence")[0]
            found[language, file_format] = line.data["end_hash"]
    assert len(set(found.values())) == 1


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_file__that_breaks_off_is_not_on_record(reader: Client, file_format: str) -> None:
    fill(2_000)
    response = reader.get(REGISTER, {"export": file_format})
    assert next(iter(response.streaming_content))
    for close in response._resource_closers:  # what the server does when the reader is gone
        close()
    assert not WorkEvent.objects.filter(kind=WorkEvent.Kind.REGISTER_EXPORTED).exists()


# What both databases must say alike; ``RegisterExport`` itself is measured by the benchmark.
KNOWN_END = "c74daed51607a37dcaafb8546e21bd04baac431f0b9d7a7fac38342e21171ad6"


def test_rows__are_the_same_on_either_database(newsroom: None) -> None:
    fill(3, title="Étape “kutip” 😀", corrections=[CORRECTION])
    export = RegisterExport(PublicationRecord.objects.all())
    rows = list(export.texts())
    assert rows[0][:5] == ["1", "2026", "Étape “kutip” 😀", "berita", "Tidak"]
    assert export.end_hash == KNOWN_END


CORRECTION = {
    "at": "2026-02-03T01:15:00+00:00",
    "text": "Jumlah peserta 40, bukan 400.",
    "number": "0009/2026",
}


# --- on paper ---------------------------------------------------------------------------------


@pytest.fixture
def paper(office: Newsroom, reader: Client) -> bytes:
    head = Letterhead.of_default_site()
    head.address, head.place = "Jalan Contoh 1", "Tenggarong"
    head.signatory_title, head.signatory_name = "Kepala Bidang Aptika", "Contoh, S.Kom."
    head.signatory_nip = "19800101 200501 1 001"
    head.save()
    fill(30)
    record(31, approver_capacity="plt", acting_for="Kabid Lama", is_update=True).save()
    record(
        32,
        withdrawn_at=datetime.fromisoformat("2026-03-01T02:00Z"),
        withdrawn_by="Administrator Web",
        withdrawal_reason="Acara dibatalkan panitia.",
        corrections=[CORRECTION],
        title="Ditarik 😀 = #let",
    ).save()
    record(
        33, approver="", approver_capacity="", approved_at=None, emergency_reason="Banjir"
    ).save()
    return content(reader.get(REGISTER, YEAR | {"export": "pdf"}))


def test_pdf__says_everything_about_a_line(paper: bytes) -> None:
    text = kit.pdf_text(paper)
    line = WorkEvent.objects.get(kind=WorkEvent.Kind.REGISTER_EXPORTED)
    for words in (
        "DINAS KOMUNIKASI DAN INFORMATIKA",
        "Periode tayang: 1 Januari 2026 – 31 Desember 2026",
        "0001/2026",
        "Plt. Kabid Aptika a.n. Kabid Lama",
        "1 Maret 2026, 10.00 WITA",
        "Acara dibatalkan panitia.",
        "3 Februari 2026, 09.15 WITA (0009/2026): Jumlah peserta 40, bukan 400.",
        "Ditarik □ = #let",
        "Tayang darurat: Banjir",
        "belum diparaf",
        "NIP 19800101 200501 1 001",
        "Jumlah baris: 33",
    ):
        assert words in text, words
    assert line.data["end_hash"] in text.replace(" ", "")


def test_pdf__is_an_accessible_document_with_its_own_fonts(paper: bytes) -> None:
    reader = kit.pdf(paper)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title == "Register tayang"
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("id-ID", True)
    assert "pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert all(kit.pdf_fonts(paper).values())
    pages = len(reader.pages)
    assert f"Halaman {pages} dari {pages}" in reader.pages[-1].extract_text()


def test_pdf__has_no_page_without_ink(paper: bytes) -> None:
    for picture in kit.pictures(paper):
        darkest: Any = picture.convert("L").getextrema()[0]
        assert darkest < 128


def test_pdf__that_could_not_be_made_is_not_on_record(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "TYPESET", Path("tidak-ada.py"))
    with pytest.raises(pdf.DocumentError):
        reader.get(REGISTER, {"export": "pdf"})
    assert not WorkEvent.objects.filter(kind=WorkEvent.Kind.REGISTER_EXPORTED).exists()


def test_pdf__of_nothing_says_so(reader: Client) -> None:
    text = kit.pdf_text(content(reader.get(REGISTER, {"export": "pdf"})))
    assert "Tidak ada yang tayang pada periode ini." in text


def test_pdf__that_would_be_too_long_is_refused_with_the_way_out(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.register.MOST_ROWS_ON_PAPER", 2)
    fill(3)
    response = reader.get(REGISTER, YEAR | {"export": "pdf"}, follow=True)
    assert re.search(r"PDF memuat paling banyak 2\s+baris", response.content.decode())
    assert "published_at_from=2026-01-01" in response.redirect_chain[0][0]
    assert reader.get(REGISTER, YEAR | {"export": "csv"}).status_code == 200


# --- the screen -------------------------------------------------------------------------------


def test_screen__shows_withdrawal_and_corrections_and_offers_files(reader: Client) -> None:
    record(
        1,
        withdrawn_at=datetime.fromisoformat("2026-03-01T02:00Z"),
        withdrawal_reason="Acara dibatalkan.",
        corrections=[CORRECTION],
    ).save()
    html = reader.get(REGISTER, YEAR).content.decode()
    for words in (
        "Acara dibatalkan.",
        "1 Maret 2026, 10.00 WITA, sistem, pada akhir masa tayang",
        "Jumlah peserta 40, bukan 400.",
        "9f86d081884c<",
        "/admin/reports/linimasa/page/1001/",
        "Bulan ini",
        "Semester lalu",
    ):
        assert words in html, words
    for file_format in FORMATS:
        assert f"export={file_format}" in html
    assert "English" not in html


def test_screen__costs_the_same_when_it_grows(reader: Client) -> None:
    def cost() -> int:
        reader.get(REGISTER)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(REGISTER).status_code == 200
        return len(queries)

    fill(2)
    few = cost()
    fill_more = [record(number) for number in range(3, 43)]
    PublicationRecord.objects.bulk_create(fill_more)
    assert cost() == few


def test_export__asks_the_database_the_same_few_times(reader: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            content(reader.get(REGISTER, {"export": "xlsx"}))
        return len(queries)

    fill(2)
    cost()
    few = cost()
    PublicationRecord.objects.bulk_create([record(number) for number in range(3, 203)])
    assert cost() == few
    assert few <= 20


def test_history__of_an_item_is_open_to_the_same_people(office: Newsroom, client: Client) -> None:
    page = office.published()
    client.force_login(office.kabid)
    html = client.get(REGISTER).content.decode()
    url = f"/admin/reports/linimasa/page/{page.pk}/"
    assert url in html
    assert client.get(url).status_code == 200
