"""XLSX with real dates, numbers and durations that leaves the house while its rows are read.

XlsxWriter, like every writer we know of, needs the whole file before the first byte of it can go.
So it makes a workbook without rows, the frame, in a few milliseconds; the rows go between head and
tail of its sheet into a ZIP that is only ever appended to. What depends on the rows (the filter's
last row, the notes) stands behind them, and comes from a second frame made then.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from .columns import Column, official
from .csv_file import PIECE
from .xlsx_frame import SHEET, Frame
from .xlsx_rows import RowWriter

MOST_ROWS = 1_048_576 - 1  # what a sheet holds, without the headings
CONTENT_TYPES = "[Content_Types].xml"  # by which some tell the kind of file

Notes = Callable[[], Iterable[tuple[str, str]]]


class TooManyRows(ValueError):
    """A sheet has no place for them, and a file must not look whole without them."""


def stream_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    notes: Notes | None = None,
) -> Iterator[bytes]:
    """The first piece before the first row is asked for; memory of one piece, however many rows.

    ``title``: name of the sheet and of the document. ``notes``: asked when the last row has been
    written; (label, text) pairs for a second sheet, such as the number of rows.
    """
    with official():
        title = title or _("Report")
    frame = Frame(columns, title, notes=None if notes is None else ())
    pieces = _Pieces()
    # On an error these close their part of the ZIP too, but nobody is given it: the iterator
    # raises, and the server breaks the connection off.
    with ZipFile(pieces, "w", ZIP_DEFLATED) as book:
        _add(book, CONTENT_TYPES, frame.members[CONTENT_TYPES])
        yield pieces.taken()
        writer = RowWriter(columns, frame.looks)
        with book.open(SHEET, "w") as sheet:
            sheet.write(frame.head)
            for batch in _in_batches(writer, rows):
                sheet.write(batch.encode())
                if pieces.size >= PIECE:
                    yield pieces.taken()
            last_notes = None if notes is None else notes()
            frame = Frame(columns, title, rows=writer.rows, notes=last_notes)
            sheet.write(frame.tail)
        for name, content in frame.members.items():
            if name != CONTENT_TYPES:
                _add(book, name, content)
    yield pieces.taken()


def _in_batches(writer: RowWriter, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Many rows at once, so that compressing them is worthwhile."""
    batch: list[str] = []
    size = 0
    for row in rows:
        if writer.rows == MOST_ROWS:
            raise TooManyRows(f"A sheet holds {MOST_ROWS} rows. CSV holds any number.")
        batch.append(writer.xml(row))
        size += len(batch[-1])
        if size >= PIECE:
            yield "".join(batch)
            batch, size = [], 0
    yield "".join(batch)


def _add(book: ZipFile, name: str, content: bytes) -> None:
    with book.open(name, "w") as member:
        member.write(content)


class _Pieces(io.RawIOBase):
    """A file that is written to its end only: it cannot seek, so ``zipfile`` never goes back."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        self.size += len(part)
        return len(part)

    def taken(self) -> bytes:
        piece = b"".join(self.parts)
        self.parts, self.size = [], 0
        return piece
