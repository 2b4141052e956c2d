"""What a value becomes in XLSX, CSV and PDF."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from openpyxl.utils.escape import unescape

from reports.exports import Column, Kind, render_pdf, stream_csv, stream_xlsx, table_data
from reports.exports.columns import LONGEST_TEXT
from reports.exports.csv_file import PIECE
from reports.exports.xlsx_file import TooManyRows

from . import kit

COLUMNS = [
    Column("Judul", width=40),
    Column("Langkah", Kind.INTEGER),
    Column("Lama", Kind.DURATION),
    Column("Tayang", Kind.MOMENT),
    Column("Berlaku", Kind.DATE),
    Column("Tepat waktu", Kind.PERCENT),
    Column("Rata-rata", Kind.DECIMAL),
]
ROW = [
    "Layanan adminduk",
    3,
    30 * 3600 + 65,
    datetime(2026, 11, 22, 6, 30, 12, 999, tzinfo=UTC),
    date(2026, 1, 2),
    Decimal("0.875"),
    1234.5,
]
HEAD = {
    "government": "Pemerintah Kabupaten Contoh",
    "office": "Dinas Kominfo",
    "address": "Jalan Contoh 1",
    "phone": "(0541) 1",
    "contact": "",
    "place_and_date": "Tenggarong, 24 November 2026",
    "signatory_title": "Kepala Bidang",
    "signatory_name": "Contoh, S.Kom.",
    "signatory_rank": "Pembina, IV/a",
    "signatory_nip": "19800101 200501 1 001",
}


def xlsx(rows: list[list[Any]], **options: Any) -> Any:
    return kit.workbook(b"".join(stream_xlsx(COLUMNS, rows, **options)))


def test_xlsx__holds_dates_numbers_and_durations_not_texts() -> None:
    cells = xlsx([ROW]).active[2]
    assert [cell.value for cell in cells] == [
        "Layanan adminduk",
        3,
        timedelta(hours=30, seconds=65),
        datetime(2026, 11, 22, 14, 30, 12),  # noqa: DTZ001 - spreadsheets know no zone
        datetime(2026, 1, 2),  # noqa: DTZ001
        0.875,
        1234.5,
    ]
    assert [cell.number_format for cell in cells] == [column.kind.value for column in COLUMNS]


def test_xlsx__has_a_fixed_heading_widths_and_notes() -> None:
    book = xlsx([ROW], title="Register: tayang", notes=lambda: [("Jumlah baris", "1")])
    sheet = book.worksheets[0]
    assert sheet.title == "Register  tayang"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == pytest.approx(40, abs=1)
    assert [cell.value for cell in book.worksheets[1][1]] == ["Jumlah baris", "1"]


def test_xlsx__leaves_empty_cells_empty() -> None:
    assert {cell.value for cell in xlsx([[None, None, None, None, None, "", ""]]).active[1]} == {
        column.heading for column in COLUMNS
    }


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_typed_text__is_never_a_formula(start: str) -> None:
    columns = COLUMNS[:1]
    cell = kit.workbook(b"".join(stream_xlsx(columns, [[start]]))).active["A2"]
    assert cell.data_type == "s"
    assert cell.value == f"'{start.strip()}"
    assert kit.csv_rows(b"".join(stream_csv(columns, [[start]])))[1] == [f"'{start.strip()}"]


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x1fc\ufffed",
        "x" * 50_000,
        "satu\r\ndua\rtiga",
        "_x0041_",
        "<r>x</r>",
        "a & <b> ]]> \"c\" 'd' &amp;",
    ],
)
def test_odd_text__is_the_same_in_every_format(text: str) -> None:
    book = kit.workbook(b"".join(stream_xlsx(COLUMNS[:1], [[text]])))
    value = unescape(book.active["A2"].value)  # as Excel does
    assert kit.csv_rows(b"".join(stream_csv(COLUMNS[:1], [[text]])))[1] == [value]
    assert 0 < len(value) <= LONGEST_TEXT


def test_csv__is_plain_and_the_same_in_every_language() -> None:
    with override("en"):
        content = b"".join(stream_csv(COLUMNS, [ROW]))
    assert kit.csv_rows(content) == [
        [str(column.heading) for column in COLUMNS],
        [
            "Layanan adminduk",
            "3",
            "30:01:05",
            "2026-11-22 14:30:12",
            "2026-01-02",
            "0.875",
            "1234.5",
        ],
    ]


def test_workbook__filter_print_titles_and_size_are_those_of_its_rows() -> None:
    sheet = xlsx([ROW] * 7, title="Uji").worksheets[0]
    assert sheet.dimensions == "A1:G8"
    assert sheet.auto_filter.ref == "A1:G8"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_workbook__has_the_whole_sheet_for_readers_that_trust_what_it_says_of_its_size() -> None:
    content = io.BytesIO(b"".join(stream_xlsx(COLUMNS, [ROW] * 7)))
    sheet = openpyxl.load_workbook(content, read_only=True).active
    assert len(list(sheet.iter_rows())) == 8


def test_workbook__without_rows_is_one() -> None:
    sheet = xlsx([]).worksheets[0]
    assert (sheet.dimensions, sheet.auto_filter.ref) == ("A1:G1", "A1:G1")


def test_workbook__is_recognised_by_its_first_member() -> None:
    names = zipfile.ZipFile(io.BytesIO(b"".join(stream_xlsx(COLUMNS, [ROW])))).namelist()
    assert names[0] == "[Content_Types].xml"
    assert len(names) == len(set(names))


def test_notes__are_asked_when_the_last_row_is_written() -> None:
    taken = 0

    def rows() -> Any:
        nonlocal taken
        for _ in range(3):
            taken += 1
            yield ROW

    pieces = stream_xlsx(COLUMNS, rows(), notes=lambda: [("Baris", str(taken))])
    book = kit.workbook(b"".join(pieces))
    assert book.worksheets[1]["B1"].value == "3"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_number__that_is_none_is_refused(number: Any) -> None:
    with pytest.raises(ValueError, match="number"):
        xlsx([[*ROW[:-1], number]])


STREAMS = {"csv": stream_csv, "xlsx": stream_xlsx}


@pytest.mark.parametrize("file_format", STREAMS)
def test_file__comes_in_pieces(file_format: str) -> None:
    taken = 0

    def rows() -> Any:
        nonlocal taken
        for number in range(20_000):
            taken += 1
            yield [f"{number * 7919:x}", *ROW[1:]]

    pieces = STREAMS[file_format](COLUMNS, rows())
    seen = [(len(piece), taken) for piece in pieces]
    assert len(seen) > 5
    assert max(size for size, _taken in seen) < 2 * PIECE
    steps = [later - earlier for (_, earlier), (_, later) in pairwise(seen)]
    assert max(steps) < 10_000


def test_xlsx__begins_before_the_first_row_is_there() -> None:
    def rows() -> Any:
        raise AssertionError("asked too early")
        yield

    assert next(stream_xlsx(COLUMNS, rows())).startswith(b"PK")


@pytest.mark.parametrize("file_format", STREAMS)
def test_file__that_breaks_off_does_not_end(file_format: str) -> None:
    def rows() -> Any:
        for _ in range(3_000):
            yield ROW
        raise ZeroDivisionError

    pieces: list[bytes] = []
    with pytest.raises(ZeroDivisionError):
        pieces.extend(STREAMS[file_format](COLUMNS, rows()))
    assert not zipfile.is_zipfile(io.BytesIO(b"".join(pieces)))


def test_xlsx__of_a_reader_who_left_is_given_up_quietly(recwarn: Any) -> None:
    pieces = stream_xlsx(COLUMNS, (ROW for _ in range(50_000)))
    for _ in range(3):
        next(pieces)
    pieces.close()
    assert not recwarn.list


def test_xlsx__refuses_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.exports.xlsx_file.MOST_ROWS", 3)
    assert xlsx([ROW] * 3).active.max_row == 4
    with pytest.raises(TooManyRows):
        xlsx([ROW] * 4)


def test_rows__must_fit_their_columns() -> None:
    with pytest.raises(ValueError, match="argument"):
        list(stream_csv(COLUMNS, [ROW[:-1]]))


@pytest.fixture(scope="module")
def document() -> bytes:
    data = table_data(
        "Laporan uji",
        COLUMNS,
        [ROW] * 80,
        subtitle="Triwulan I 2026",
        notes=[("Jumlah baris", "80")],
        letterhead=HEAD,
    )
    return render_pdf("table.typ", data)


def test_pdf__writes_as_the_office_does(document: bytes) -> None:
    text = kit.pdf_text(document)
    for words in (
        "PEMERINTAH KABUPATEN CONTOH",
        "Tenggarong, 24 November 2026",
        "NIP 19800101 200501 1 001",
        "22 November 2026, 14.30 WITA",
        "2 Januari 2026",
        "30 j 1 m",
        "87,5%",
        "1.234,5",
        "Halaman 1 dari",
    ):
        assert words in text, words


def test_pdf__is_tagged_named_and_carries_its_fonts(document: bytes) -> None:
    reader = kit.pdf(document)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title == "Laporan uji"
    assert root["/Lang"] == "id-ID"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part>1<" in metadata
    assert "pdfaid:part>2<" in metadata
    fonts = kit.pdf_fonts(document)
    assert fonts
    assert all(fonts.values())
    assert {name.split("+")[-1].split("-")[0] for name in fonts} == {"LiberationSans"}


def test_pdf__is_a4_repeats_its_headings_and_counts_its_pages(document: bytes) -> None:
    pages = kit.pdf(document).pages
    assert len(pages) > 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Halaman {number} dari {len(pages)}" in text
    assert "Tepat waktu" in pages[1].extract_text()


def test_pdf__shows_a_box_for_what_its_fonts_do_not_have() -> None:
    columns = COLUMNS[:1]
    data = table_data("Uji 😀", columns, [["汉 =1 “ñ” a\u0301 \u200b#box[x]"]], letterhead=HEAD)
    text = kit.pdf_text(render_pdf("table.typ", data))
    assert "□ =1 “ñ” á #box[x]" in text


def test_pdf__leaves_room_where_nobody_signs_yet() -> None:
    empty = dict.fromkeys(HEAD, "")
    text = kit.pdf_text(
        render_pdf("table.typ", table_data("Uji", COLUMNS[:1], [], letterhead=empty))
    )
    assert "(....." in text
    assert "NIP" not in text
