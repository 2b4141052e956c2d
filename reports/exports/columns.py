"""The columns of an export, and what a value becomes in a spreadsheet, as text, and in words."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from workflow_steps.exports import neutralise
from workflow_steps.templatetags.office_formats import duration, number, wita_datetime

# Excel takes 32,767 characters in a cell.
LONGEST_TEXT = 32_000
# What XML 1.0 cannot carry, and other control characters; line breaks and tabs are dealt with.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Cell = str | int | Decimal | float | date | datetime | None


class Kind(Enum):
    """What a column holds: the number format of a spreadsheet."""

    TEXT = "@"
    INTEGER = "0"
    DECIMAL = "#,##0.0"
    PERCENT = "0.0%"  # of a share: 0.875 is 87.5%
    DATE = "dd/mm/yyyy"
    MOMENT = r"dd/mm/yyyy hh\.mm"
    DURATION = "[h]:mm:ss"  # of seconds


_WIDTHS = {
    Kind.TEXT: 24,
    Kind.INTEGER: 10,
    Kind.DECIMAL: 12,
    Kind.PERCENT: 10,
    Kind.DATE: 12,
    Kind.MOMENT: 17,
    Kind.DURATION: 12,
}


@dataclass(frozen=True)
class Column:
    """``width`` in characters; a kind has its own."""

    heading: str | Promise
    kind: Kind = Kind.TEXT
    width: int = 0

    @property
    def characters(self) -> int:
        return self.width or _WIDTHS[self.kind]


@contextmanager
def official() -> Iterator[None]:
    """The office's language and zone: a document does not depend on who asked for it."""
    with override(settings.LANGUAGE_CODE), timezone.override(timezone.get_default_timezone()):
        yield


def headings(columns: Sequence[Column]) -> list[str]:
    with official():
        return [str(column.heading) for column in columns]


def cells(columns: Sequence[Column], row: Sequence[Any], *, on_paper: bool = False) -> list[Cell]:
    """The row's values as a spreadsheet may hold them; ``ValueError`` if their number differs.

    ``on_paper``: nothing there runs a formula, so text is shown as it was typed.
    """
    prepare = printable if on_paper else clean
    return [_cell(column.kind, value, prepare) for column, value in zip(columns, row, strict=True)]


def _cell(kind: Kind, value: Any, prepare: Callable[[str], str]) -> Cell:
    if value is None or value == "":
        return None
    if kind is Kind.TEXT:
        return prepare(str(value)) or None
    if kind is Kind.MOMENT:
        return office_time(value)
    if kind in (Kind.INTEGER, Kind.DURATION):
        return int(value)
    return value


def office_time(moment: datetime) -> datetime:
    """In the office's zone, which a spreadsheet cannot store, to the second."""
    if timezone.is_aware(moment):
        moment = timezone.make_naive(moment, timezone.get_default_timezone())
    return moment.replace(microsecond=0)


def printable(text: str) -> str:
    """Text that every format can carry unchanged."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        text = _UNPRINTABLE.sub("", text)
    return text.strip()[:LONGEST_TEXT].rstrip()


def clean(text: str) -> str:
    """The same, and no spreadsheet runs it as a formula."""
    text = printable(text)
    return text if text[:1].isalnum() else neutralise(text)


def as_text(kind: Kind, cell: Cell) -> str:
    """The cell in plain text, the same for every reader: ``2026-11-22 14:30:00``, ``12:05:00``."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if kind is Kind.DURATION:
        minutes, seconds = divmod(int(cell), 60)  # type: ignore[arg-type]
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(cell)


def in_words(kind: Kind, cell: Cell) -> str:
    """The cell as the office writes it on paper: ``22 November 2026, 14.30 WITA``, ``87,5%``.

    Call it inside ``official()``.
    """
    return "" if cell is None else _WORDS[kind](cell)


_WORDS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.INTEGER: number,
    Kind.DECIMAL: lambda cell: number(cell, 1),
    Kind.PERCENT: lambda cell: f"{number(Decimal(str(cell)) * 100, 1)}%",
    Kind.DATE: wita_datetime,
    Kind.MOMENT: wita_datetime,
    Kind.DURATION: duration,
}
