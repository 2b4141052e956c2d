"""PDF page by page: its text, the fields of a form, notes, and what the file says about itself."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from ..groups import Piece
from .reading import Problem, Reading, Unreadable

MOST_PAGES = 1000
FEW_SIGNS = 20  # on a page with a picture: a stamp or a page number on a scan


def read(data: bytes, reading: Reading) -> Iterator[Piece]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Problem.ENCRYPTED)
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES:
            reading.note(Problem.INCOMPLETE)
            break
        for text in _texts(page, number, reading):
            if not reading.goes_on(text):
                return
            yield Piece(("page", number), text)
        if not reading.goes_on():
            return
    yield from (Piece(("part", name), text, hidden=True) for name, text in _beside(reader))
    if reader.attachments:
        reading.note(Problem.ATTACHMENTS)


def _texts(page: Any, number: int, reading: Reading) -> Iterator[str]:
    try:
        text = page.extract_text()
    except RecursionError:
        raise
    except Exception:  # one page that the library cannot read must not hide the others
        reading.note(Problem.INCOMPLETE)
        reading.pages.append(number)
        return
    if len(text.strip()) < FEW_SIGNS and _has_pictures(page):
        reading.note(Problem.NO_TEXT)
        reading.pages.append(number)
    yield text
    for note in page.get("/Annots") or ():
        note = note.get_object()  # noqa: PLW2901
        yield from _strings(note, "/Contents", "/V")
        action = note.get("/A")
        if action is not None:
            yield from (
                uri.partition(":")[2]
                for uri in _strings(action.get_object(), "/URI")
                if uri.lower().startswith(("mailto:", "tel:"))
            )


def _has_pictures(page: Any) -> bool:
    resources = page.get("/Resources")
    objects = resources and resources.get_object().get("/XObject")
    return bool(objects and objects.get_object())


def _strings(holder: Any, *names: str) -> Iterator[str]:
    for name in names:
        value = holder.get(name)
        value = value.get_object() if value is not None else None
        if isinstance(value, str) and value.strip():
            yield value


def _beside(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for value in (reader.metadata or {}).values():
        if isinstance(value, str):
            yield "properties", value
    for field in (reader.get_fields() or {}).values():
        if isinstance(field.value, str):
            yield "form", field.value
