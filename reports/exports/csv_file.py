"""CSV as Excel and LibreOffice open it, one piece at a time."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .columns import Column, as_text, cells, headings

PIECE = 64 * 1024
# Without it Excel takes UTF-8 for the machine's old code page.
BYTE_ORDER_MARK = "\ufeff"


def stream_csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with the headings first; memory of one piece, whatever the number of rows."""
    texts = (
        [as_text(column.kind, cell) for column, cell in zip(columns, found, strict=True)]
        for found in (cells(columns, row) for row in rows)
    )
    yield from stream_texts(headings(columns), texts)


def stream_texts(first: Sequence[str], texts: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same of rows that are text already."""
    buffer = io.StringIO(newline="")
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow(first)
    for row in texts:
        writer.writerow(row)
        if buffer.tell() >= PIECE:
            yield _taken_from(buffer)
    yield _taken_from(buffer)


def _taken_from(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece
