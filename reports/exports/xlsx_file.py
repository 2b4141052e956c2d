"""XLSX with real dates, numbers and durations, written row by row into a temporary file."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from .columns import Cell, Column, Kind, cells, headings, official

SECONDS_A_DAY = 86_400
MOST_ROWS = 1_048_576 - 1  # what a sheet holds, without the headings
WIDEST = 60

Notes = Callable[[], Iterable[tuple[str, str]]]


def stream_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    notes: Notes | None = None,
) -> IO[bytes]:
    """A temporary file, ready to be read from its start and gone when it is closed.

    ``title``: name of the sheet and of the document. ``notes``: asked when the last row has been
    written; (label, text) pairs for a second sheet, such as the number of rows.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this function
    try:
        _write(file, columns, rows, title, notes)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write(
    file: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    title: str,
    notes: Notes | None,
) -> None:
    # Rows go to the disk as they come; texts stand in the sheet instead of a table in memory.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        with official():
            title = title or _("Report")
            book.set_properties({"title": title})
            sheet = book.add_worksheet(_sheet_name(title))
            names = headings(columns)
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E5E7EB", "border": 1}
        )
        look = {kind: book.add_format({"num_format": kind.value, "valign": "top"}) for kind in Kind}
        look[Kind.TEXT].set_text_wrap()
        for at, column in enumerate(columns):
            sheet.set_column(at, at, min(column.characters, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for at, name in enumerate(names):
            sheet.write_string(0, at, name, heading)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, cell in enumerate(cells(columns, row)):
                if cell is not None:
                    kind = columns[at].kind
                    _put(sheet, last, at, kind, cell, look[kind])
        sheet.autofilter(0, 0, last, len(columns) - 1)
        if notes:
            _write_notes(book, notes, heading)


def _put(sheet: Any, row: int, at: int, kind: Kind, cell: Cell, look: Any) -> None:
    if kind is Kind.TEXT:
        sheet.write_string(row, at, cell, look)
    elif isinstance(cell, date | datetime):
        sheet.write_datetime(row, at, cell, look)
    elif kind is Kind.DURATION:
        sheet.write_number(row, at, cell / SECONDS_A_DAY, look)  # type: ignore[operator]
    else:
        sheet.write_number(row, at, cell, look)


def _write_notes(book: Any, notes: Notes, heading: Any) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    with official():
        sheet = book.add_worksheet(_("Notes"))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        for at, (label, text) in enumerate(notes()):
            sheet.write_string(at, 0, label, heading)
            sheet.write_string(at, 1, text, wrapped)


def _sheet_name(title: str) -> str:
    """Excel refuses some characters, and more than 31."""
    return "".join(" " if mark in "[]:*?/\\" else mark for mark in title)[:31].strip("' ")
