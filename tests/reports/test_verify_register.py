"""Whoever has a file and Python finds the first row that is not as it was exported."""

import csv
import io
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from reports import verify_register
from reports.exports import stream_xlsx
from reports.exports.csv_file import stream_texts
from reports.register_export import COLUMNS, RegisterExport
from reports.verify_register import CHANGED, UNREADABLE, WHOLE, NotARegister, verify

from .register_kit import record

ROWS = 6


class Records(list[Any]):
    """A queryset of rows that no database has."""

    def order_by(self, *names: str) -> "Records":
        return self

    def iterator(self, chunk_size: int) -> Any:
        return iter(self)


def export(rows: int = ROWS) -> RegisterExport:
    odd = {
        2: {"title": "=SUM(A1)\r\nbaris dua", "withdrawal_reason": "a\tb _x0041_ <&> 'kutip'"},
        3: {"title": "", "url": "", "approved_at": None, "ledger_line": None},
        4: {"title": "é" * 3000, "source": "😀 汉"},
    }
    return RegisterExport(Records(record(at, **odd.get(at, {})) for at in range(1, rows + 1)))


def csv_file(rows: int = ROWS) -> bytes:
    made = export(rows)
    return b"".join(stream_texts(made.names, made.texts()))


def xlsx_file(rows: int = ROWS) -> bytes:
    made = export(rows)
    return b"".join(stream_xlsx(COLUMNS, made.values(), notes=made.closing))


MAKERS: dict[str, Callable[[int], bytes]] = {"csv": csv_file, "xlsx": xlsx_file}


@pytest.fixture(params=MAKERS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"register.{request.param}"
    path.write_bytes(MAKERS[request.param](ROWS))
    return path


# --- files as they came -----------------------------------------------------------------------


def test_file__as_exported_is_whole(file: Path) -> None:
    verdict = verify(file)
    assert (verdict.fault, verdict.rows) == ("", ROWS)
    made = export()
    list(made)
    assert verdict.end_hash == made.end_hash


@pytest.mark.parametrize("file_format", MAKERS)
def test_file__without_rows_is_whole(file_format: str, tmp_path: Path) -> None:
    path = tmp_path / "kosong"
    path.write_bytes(MAKERS[file_format](0))
    assert verify(path)[:2] == (0, export(0).end_hash)


def test_file__is_the_same_in_another_language() -> None:
    with override("en"):
        english = csv_file()
    assert english == csv_file()


def test_workbook__saved_again_by_another_program_is_still_whole(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(xlsx_file())
    openpyxl.load_workbook(path).save(path)
    # openpyxl doubles the escapes of such texts (its own bug), which Excel does not.
    assert verify(path).row in (None, 2)
    path.write_bytes(xlsx_file(1))
    openpyxl.load_workbook(path).save(path)
    assert not verify(path).fault


# --- any change is found ----------------------------------------------------------------------


@cache
def table() -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_file().decode("utf-8-sig"), newline="")))


def examined(lines: list[list[str]], folder: Path) -> verify_register.Verdict:
    path = folder / "diubah.csv"
    with path.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(lines)
    return verify(path)


@given(
    row=st.integers(0, ROWS + 1),
    column=st.integers(0, len(COLUMNS) - 1),
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\n"), max_size=9
    ),
)
def test_csv__any_change_of_any_cell_is_found_in_its_row(
    tmp_path_factory: pytest.TempPathFactory, row: int, column: int, text: str
) -> None:
    lines = [list(line) for line in table()]
    if lines[row][column] == text:
        return
    lines[row][column] = text
    verdict = examined(lines, tmp_path_factory.getbasetemp())
    assert verdict.fault
    assert verdict.row == max(row, 1)


@given(row=st.integers(1, ROWS + 1), other=st.integers(1, ROWS + 1), way=st.sampled_from("rids"))
def test_csv__a_row_removed_inserted_doubled_or_moved_is_found(
    tmp_path_factory: pytest.TempPathFactory, row: int, other: int, way: str
) -> None:
    lines = list(table())
    if way == "r":
        del lines[row]
    elif way == "i":
        lines.insert(row, [*lines[row][:-1], "0" * 64])
    elif way == "d":
        lines.insert(row, lines[row])
    elif row != other:
        lines[row], lines[other] = lines[other], lines[row]
    else:
        return
    verdict = examined(lines, tmp_path_factory.getbasetemp())
    assert verdict.fault
    if way == "s":
        assert verdict.row == min(row, other)
    else:  # of two that are the same, the second is one too many
        assert verdict.row == row + (way == "d" and row <= ROWS)


def test_xlsx__any_change_of_any_cell_is_found_in_its_row(tmp_path: Path) -> None:
    """Every cell once, each time with another kind of change."""
    chance = random.Random(7)  # noqa: S311
    path = tmp_path / "diubah.xlsx"
    original = xlsx_file(2)
    book = openpyxl.load_workbook(io.BytesIO(original))
    places = [(sheet, cell.coordinate) for sheet in book for row in sheet for cell in row]
    assert len(places) > 80
    for sheet, place in places:
        cell = sheet[place]
        before, look = cell.value, cell.number_format
        cell.value = changed(before, chance)
        book.save(path)
        verdict = verify(path)
        assert verdict.fault, (sheet.title, place, before, cell.value)
        cell.value, cell.number_format = before, look


def changed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, datetime):
        return value + timedelta(seconds=chance.choice([1, -60, 86_400]))
    if isinstance(value, int):
        return chance.choice([value + 1, -value, value + 0.5, None])
    if value is None:
        return chance.choice(["x", 0, 1])
    return chance.choice(
        [None, value + " ", value[:-1] or "x", value.swapcase() + "x", f"={value}"]
    )


@pytest.mark.parametrize(
    "meddle",
    [
        lambda book: book.worksheets[0].delete_rows(2),
        lambda book: book.worksheets[0].delete_rows(4),
        lambda book: book.worksheets[0].insert_rows(3),
        lambda book: book.worksheets[0].append(["x"]),
        lambda book: book.worksheets[0].cell(2, len(COLUMNS) + 1, "catatan"),
        lambda book: book.worksheets[1].append(["Catatan", "ditambah"]),
        lambda book: book.worksheets[0].move_range("A2:AA2", rows=9),
    ],
)
def test_xlsx__rows_and_cells_that_came_or_went_are_found(
    meddle: Callable[[Any], Any], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(3)))
    book.worksheets[0]["C3"] = book.worksheets[0]["C3"].value
    meddle(book)
    path = tmp_path / "diubah.xlsx"
    book.save(path)
    result = verify(path)
    # An empty row changes nothing that a reader sees.
    assert bool(result.fault) is True or result.rows == 3


def test_file__cut_off_is_found(file: Path) -> None:
    content = file.read_bytes()
    for share in (30, 50, 70, 90, 99):
        file.write_bytes(content[: len(content) * share // 100])
        try:
            assert verify(file).fault, share
        except NotARegister:
            assert file.suffix == ".xlsx"


# --- the command ------------------------------------------------------------------------------


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """With nothing of ours in reach: no site packages, no project."""
    command = [sys.executable, "-I", "-S", str(verify_register.__file__), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603


def test_command__says_in_indonesian_what_it_found(file: Path, tmp_path: Path) -> None:
    whole = run(file)
    assert whole.returncode == WHOLE
    assert f"Utuh: {ROWS} baris" in whole.stdout
    assert "Periode tayang: semua tahun" in whole.stdout
    end_hash = verify(file).end_hash
    assert run(file, "--hash-akhir", end_hash).returncode == WHOLE
    other = run(file, "--hash-akhir", "0" * 64)
    assert (other.returncode, "Hash akhir berbeda" in other.stdout) == (CHANGED, True)


def test_command__names_the_first_faulty_row(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(csv_file().replace(b"hari ke-5", b"hari ke-6"))
    found = run(path)
    assert found.returncode == CHANGED
    assert "Baris pertama yang salah: baris 5" in found.stdout


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b'"a', b"\xff\xfe"])
def test_command__says_when_it_cannot_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lain"
    path.write_bytes(content)
    found = run(path)
    assert (found.returncode, found.stdout) == (UNREADABLE, "")
    assert "Tidak dapat dibaca sebagai register" in found.stderr
    assert run(tmp_path / "tidak-ada").returncode == UNREADABLE
