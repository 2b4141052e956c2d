"""All of a workbook but its rows, made by XlsxWriter: looks, widths, filter, print, notes."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from .columns import Column, Kind, headings, official

WIDEST = 60
SHEET = "xl/worksheets/sheet1.xml"
# The first row below the headings: an empty cell for each column, which tells its style.
_SAMPLE = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_STYLE = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"/>')
# How large the sheet is would have to be said before its rows; it need not be.
_SIZE = re.compile(rb'<dimension ref="[^"]*"/>')


class Frame:
    """The parts of a workbook that has this many rows below its headings.

    ``notes``: (label, text) pairs of a second sheet; there is none if they are ``None``. Frames
    that differ in ``rows`` and ``notes`` agree in everything that stands before the rows.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        title: str,
        *,
        rows: int = 0,
        notes: Iterable[tuple[str, str]] | None = None,
    ) -> None:
        with zipfile.ZipFile(_workbook(columns, title, rows, notes)) as book:
            self.members = {name: book.read(name) for name in book.namelist()}
        sheet = _SIZE.sub(b"", self.members.pop(SHEET))
        self.head, sample, self.tail = _split(sheet)
        self.looks = [number.decode() for number in _STYLE.findall(sample)]


def _split(sheet: bytes) -> tuple[bytes, bytes, bytes]:
    sample = _SAMPLE.search(sheet)
    if sample is None:
        raise ValueError("XlsxWriter wrote this sheet in a way that is not known here.")
    return sheet[: sample.start()], sample.group(), sheet[sample.end() :]


def _workbook(
    columns: Sequence[Column],
    title: str,
    rows: int,
    notes: Iterable[tuple[str, str]] | None,
) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E5E7EB", "border": 1}
        )
        sheet = book.add_worksheet(_sheet_name(title))
        look = {kind: book.add_format({"num_format": kind.value, "valign": "top"}) for kind in Kind}
        look[Kind.TEXT].set_text_wrap()
        for at, (column, name) in enumerate(zip(columns, headings(columns), strict=True)):
            sheet.set_column(at, at, min(column.characters, WIDEST))
            sheet.write_string(0, at, name, heading)
            sheet.write_blank(1, at, None, look[column.kind])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, rows, len(columns) - 1)
        if notes is not None:
            _write_notes(book, notes, heading)
    file.seek(0)
    return file


def _write_notes(book: Any, notes: Iterable[tuple[str, str]], heading: Any) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    with official():
        sheet = book.add_worksheet(_("Notes"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for at, (label, text) in enumerate(notes):
        sheet.write_string(at, 0, label, heading)
        sheet.write_string(at, 1, text, wrapped)


def _sheet_name(title: str) -> str:
    """Excel refuses some characters, and more than 31."""
    return "".join(" " if mark in "[]:*?/\\" else mark for mark in title)[:31].strip("' ")
