"""Spreadsheets: every sheet, row and column, whether it is shown or hidden."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree
from openpyxl import load_workbook

from ..cells import Rows
from ..groups import Piece
from .package import LARGEST_PART, corners, local
from .reading import Reading

MOST_COLUMNS = 1000


def read(data: bytes, reading: Reading) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Values as they were last computed: what a formula says is not what a reader sees.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                yield from _sheet(sheet, archive, reading)
        finally:
            book.close()
        yield from corners(archive, reading)


def _sheet(sheet: Any, archive: zipfile.ZipFile, reading: Reading) -> Iterator[Piece]:
    secret = sheet.sheet_state != "visible"
    unit = ("sheet", str(sheet.title), secret)
    hidden, columns = (set(), set()) if secret else _hidden(sheet, archive)
    rows = Rows(unit, hidden_columns=columns)
    yield Piece(unit, str(sheet.title), hidden=secret)
    sheet.reset_dimensions()  # a file may claim any size
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
        if not any(cell is not None for cell in cells):
            if number % 1000 == 0 and not reading.goes_on():
                return
            continue
        for piece in rows.read(number, cells, hidden=secret or number in hidden):
            if not reading.goes_on(piece.text):
                return
            yield piece


def _hidden(sheet: Any, archive: zipfile.ZipFile) -> tuple[set[int], set[int]]:
    """Rows from 1, columns from 0; openpyxl's read-only sheets do not tell."""
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if path not in archive.namelist() or archive.getinfo(path).file_size > LARGEST_PART:
        return set(), set()
    rows: set[int] = set()
    columns: set[int] = set()
    with archive.open(path) as stream:
        for _event, element in ElementTree.iterparse(stream):
            name = local(element)
            if name == "row":
                if _is_hidden(element) and str(element.get("r")).isdecimal():
                    rows.add(int(element.get("r")))
                element.clear()
            elif name == "col" and _is_hidden(element):
                columns.update(_columns(element))
    return rows, columns


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") in {"1", "true"}


def _columns(element: Any) -> range:
    """A ``<col>`` stands for all from ``min`` to ``max``, which count from 1."""
    first, last = str(element.get("min")), str(element.get("max"))
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first) - 1, min(int(last), MOST_COLUMNS))
