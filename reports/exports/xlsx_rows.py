"""The rows of a sheet as SpreadsheetML, text by text: the innermost loop of a large export."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any

from .columns import Column, Kind, cells

SECONDS_A_DAY = 86_400
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zone
_MARKUP = re.compile("[&<>]")
# What Excel would read as a character by its number (ECMA-376, ST_Xstring).
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class RowWriter:
    """``looks``: the number of each column's style in the workbook. ``rows``: written so far."""

    def __init__(self, columns: Sequence[Column], looks: Sequence[str]) -> None:
        self.columns = columns
        self.rows = 0
        self.shapes = [
            _shape(letters(at), look, column.kind)
            for at, (column, look) in enumerate(zip(columns, looks, strict=True))
        ]

    def xml(self, row: Sequence[Any]) -> str:
        """The next row, below the headings; empty cells are left out."""
        self.rows += 1
        number = self.rows + 1
        return f'<row r="{number}">{"".join(self._cells(number, row))}</row>'

    def _cells(self, number: int, row: Sequence[Any]) -> Iterator[str]:
        found = cells(self.columns, row)
        for (start, middle, write, end), cell in zip(self.shapes, found, strict=True):
            if cell is not None:
                yield f"{start}{number}{middle}{write(cell)}{end}"


def _shape(letter: str, look: str, kind: Kind) -> tuple[str, str, Callable[[Any], str], str]:
    start = f'<c r="{letter}'
    if kind is Kind.TEXT:
        return start, f'" s="{look}" t="inlineStr"><is><t>', _text, "</t></is></c>"
    return start, f'" s="{look}"><v>', _WRITERS[kind], "</v></c>"


def letters(at: int) -> str:
    """The name of a column, counted from 0: A, Z, AA."""
    name = ""
    while at >= 0:
        at, letter = divmod(at, 26)
        name = chr(65 + letter) + name
        at -= 1
    return name


def _text(text: str) -> str:
    """It begins and ends with no space (``columns.printable``), so none has to be protected."""
    if _MARKUP.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _number(value: Any) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is not a number that a cell can hold.")
    return str(value)


def _day(value: date) -> str:
    if not isinstance(value, datetime):
        return str(value.toordinal() - _DAY_0.toordinal())
    since = value - _DAY_0
    return repr(since.days + since.seconds / SECONDS_A_DAY)


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.INTEGER: str,
    Kind.DECIMAL: _number,
    Kind.PERCENT: _number,
    Kind.DATE: _day,
    Kind.MOMENT: _day,
    Kind.DURATION: lambda seconds: repr(seconds / SECONDS_A_DAY),
}
