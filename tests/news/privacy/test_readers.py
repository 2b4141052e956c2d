"""What is read out of files, good ones and hostile ones."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from news.privacy.examine import examine
from news.privacy.readers.reading import Reading

from .files import NIK, OTHER_NIK, locked, pdf, saved, spreadsheet, word


def niks(answer: dict[str, Any]) -> list[tuple[list[Any], str, list[int], bool]]:
    return [
        (group["unit"], entry["value"], entry["rows"], entry["hidden"])
        for group in answer["groups"]
        for entry in group["entries"]
        if group["kind"] == "nik"
    ]


# --- spreadsheets --------------------------------------------------------------------------


def test_xlsx__a_list_of_people_is_found_row_by_row() -> None:
    rows = [["Nama", "NIK"], ["Siti", NIK], ["Budi", int(OTHER_NIK)]]
    assert niks(examine("xlsx", spreadsheet(rows))) == [
        (["sheet", "Desember", False], NIK, [2], False),
        (["sheet", "Desember", False], OTHER_NIK, [3], False),
    ]


def test_xlsx__excel_keeps_fifteen_digits_and_they_are_found() -> None:
    """6402015512900003 typed into a cell of numbers is stored as …0000."""
    assert niks(examine("xlsx", spreadsheet([["Siti", 6.402015512900e15]]))) != []


def test_xlsx__headings_tell_accounts_and_telephone_numbers() -> None:
    rows = [["Nama", "No. Rekening", "No. HP"], ["Siti", "0021010001233", 81255550142]]
    answer = examine("xlsx", spreadsheet(rows))
    assert {group["kind"] for group in answer["groups"]} == {"account", "phone"}


def test_xlsx__figures_of_a_budget_are_no_finds() -> None:
    rows = [
        ["Kode rekening", "Uraian", "Pagu"],
        ["5.1.02.01.01.0024", "Alat tulis", 1250000000],
        ["5.1.02.02.01.0003", "Jasa", 81234567890],
        ["Jumlah", "", 640201551290],
    ]
    assert examine("xlsx", spreadsheet(rows))["groups"] == []


def test_xlsx__hidden_columns_are_read_and_called_hidden() -> None:
    rows = [["Nama", "NIK", "NIK lama"], ["Siti", int(NIK), int(OTHER_NIK)]]
    answer = examine("xlsx", spreadsheet(rows, hidden_columns=["C"]))
    told = {value: hidden for _unit, value, _rows, hidden in niks(answer)}
    assert told == {NIK: False, OTHER_NIK: True}


def test_xlsx__hidden_rows_and_sheets_are_read_and_called_hidden() -> None:
    row = examine("xlsx", spreadsheet([["Siti", NIK]], hidden_rows=[1]))
    sheet = examine("xlsx", spreadsheet([["Siti", NIK]], hidden=True))
    assert niks(row) == [(["sheet", "Desember", False], NIK, [1], True)]
    assert niks(sheet) == [(["sheet", "Desember", True], NIK, [1], True)]


def test_xlsx__comments_and_properties_are_read() -> None:
    answer = examine("xlsx", spreadsheet([["Siti"]], comment=f"Cek NIK {NIK}"))
    assert niks(answer) == [(["part", "comments"], NIK, [], True)]


def test_xlsx__what_a_pivot_table_keeps_is_read() -> None:
    data = added(
        spreadsheet([["Ringkasan"]]),
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="x"><r><s v="Siti"/><s v="{NIK}"/></r></pivotCacheRecords>',
    )
    assert niks(examine("xlsx", data)) == [(["part", "pivot"], NIK, [], True)]


# --- documents -----------------------------------------------------------------------------


def test_docx__paragraphs_tables_heads_and_feet() -> None:
    document = word("Daftar penerima", f"Siti {NIK[:6]}{NIK[6:]}")
    document.sections[0].header.paragraphs[0].text = f"NIK {OTHER_NIK}"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Budi", OTHER_NIK
    assert niks(examine("docx", saved(document))) == [
        (["paragraph", 2], NIK, [], False),
        (["table", 1], OTHER_NIK, [1], False),
        (["part", "header"], OTHER_NIK, [], False),
    ]


def test_docx__a_number_in_several_runs_and_one_that_was_deleted() -> None:
    document = word()
    split = document.add_paragraph()
    for part in (NIK[:5], NIK[5:9], NIK[9:]):
        split.add_run(part).bold = part.startswith("5")
    hidden = document.add_paragraph().add_run(OTHER_NIK)
    hidden.font.hidden = True
    data = saved(document)
    data = replaced(
        data, "word/document.xml", f"<w:t>{OTHER_NIK}</w:t>", f"<w:delText>{OTHER_NIK}</w:delText>"
    )
    assert [value for _unit, value, *_rest in niks(examine("docx", data))] == [NIK, OTHER_NIK]


def test_docx__comments_boxes_and_the_author() -> None:
    document = word("Pengumuman")
    document.core_properties.author = "siti.operator@gmail.com"
    run = document.add_paragraph().add_run("Lihat catatan")
    document.add_comment(run, text=f"NIK {NIK}", author="Operator", initials="OP")
    box = (
        '<w:txbxContent xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:p><w:r><w:t>NIK {OTHER_NIK}</w:t></w:r></w:p></w:txbxContent>"
    )
    data = replaced(saved(document), "word/document.xml", "<w:t>Lihat catatan</w:t>", box)
    answer = examine("docx", data)
    assert [value for _unit, value, *_rest in niks(answer)] == [OTHER_NIK, NIK]
    assert {group["kind"] for group in answer["groups"]} == {"nik", "email"}


# --- PDF and captions ----------------------------------------------------------------------


def test_pdf__pages_are_told() -> None:
    answer = examine("pdf", pdf("Pengumuman penerima bantuan sosial", f"Siti {NIK[:4]} {NIK[4:]}"))
    assert niks(answer) == [(["page", 2], NIK, [], False)]
    assert answer["problems"] == []


def test_pdf__scans_and_locked_files_say_that_nobody_looked() -> None:
    scan = examine("pdf", pdf("", "Pengumuman penerima bantuan sosial", "", picture=True))
    assert scan["problems"] == ["no_text"]
    assert scan["pages"] == [1, 3]
    assert examine("pdf", locked(pdf("Rahasia"), "buka"))["problems"] == ["encrypted"]


def test_pdf__that_anybody_can_open_is_read() -> None:
    assert niks(examine("pdf", locked(pdf(f"NIK {NIK}"), password=""))) != []


def test_captions__are_read_without_their_times() -> None:
    text = f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nNIK saya {NIK}\n"
    assert niks(examine("vtt", text.encode())) == [(["captions"], NIK, [4], False)]


# --- hostile files -------------------------------------------------------------------------


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 contoh", b"PK\x03\x04rusak", b"\x00" * 100])
def test_damaged__is_a_find_of_its_own(extension: str, data: bytes) -> None:
    assert examine(extension, data)["problems"] == ["damaged"]


def test_office_file_with_a_password__is_called_so() -> None:
    assert examine("xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600)["problems"] == ["encrypted"]


def test_entities__of_a_bomb_are_not_expanded() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    data = added(spreadsheet([["Siti", NIK]]), "docProps/bom.xml", lol)
    answer = examine("xlsx", data)
    assert answer["problems"] == ["damaged"]
    assert len(niks(answer)) == 1, "what was found before stays"


@pytest.mark.parametrize("extension", ["xlsx", "pdf"])
def test_much__is_read_in_part_and_says_so(extension: str) -> None:
    data = {
        "xlsx": lambda: spreadsheet([["x" * 50, NIK]] * 100),
        "pdf": lambda: pdf(*["Halaman dengan cukup banyak teks"] * 100),
    }[extension]()
    assert examine(extension, data, Reading(signs=2000))["problems"] == ["incomplete"]


def test_many_values__are_counted_beyond_those_that_are_kept() -> None:
    rows = [[f"64020155129{number:05}"] for number in range(1, 501)]
    [group] = examine("xlsx", spreadsheet(rows))["groups"]
    assert len(group["entries"]) == 200
    assert group["beyond"] == 300


# --- tools ---------------------------------------------------------------------------------


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return out.getvalue()


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return rewritten(data, change)


def added(data: bytes, part: str, content: str) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, content)
    return out.getvalue()
