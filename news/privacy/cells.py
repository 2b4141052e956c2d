"""Rows of a table as pieces of text; a column is known by what it is headed with."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from .accounts import is_called_account
from .groups import Piece, Unit
from .identity import is_called_identity

_LABEL = re.compile(r"\b(?:telp|telepon|hp|handphone|ponsel|wa|whats ?app|kontak)\b", re.IGNORECASE)
LONGEST_LABEL = 60
_BETWEEN_CELLS = " | "


class Rows:
    """Reads one table from its first row to its last, and remembers the headings."""

    def __init__(self, unit: Unit, *, hidden_columns: Collection[int] = ()) -> None:
        self.unit, self.hidden_columns = unit, hidden_columns
        self.labels: dict[int, str] = {}

    def read(self, number: int, cells: Sequence[Any], *, hidden: bool = False) -> Iterator[Piece]:
        """Cells that are numbers, or stand below a heading, by themselves; the rest as a line."""
        line: list[str] = []
        line_hidden = hidden
        for column, cell in enumerate(cells):
            text = written(cell)
            if not text:
                continue
            self._learn(column, text)
            numeric = isinstance(cell, int | float)
            label = self.labels.get(column, "")
            away = hidden or column in self.hidden_columns
            if numeric or (label and any(sign.isdecimal() for sign in text)):
                yield Piece(self.unit, text, number, label, numeric, away)
            else:
                line.append(text)
                line_hidden = line_hidden or away
        if line:
            boxes = len(line) >= 16 and all(len(text) == 1 for text in line)
            yield Piece(
                self.unit, ("" if boxes else _BETWEEN_CELLS).join(line), number, hidden=line_hidden
            )

    def _learn(self, column: int, text: str) -> None:
        if len(text) > LONGEST_LABEL or sum(sign.isdecimal() for sign in text) > 4:
            return
        if is_called_account(text) or is_called_identity(text) or _LABEL.search(text):
            self.labels[column] = text


def written(cell: Any) -> str:
    """A number as its digits: a spreadsheet keeps a NIK as 6.4e15."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
