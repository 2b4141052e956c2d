"""Word documents: the text, its tables and boxes, heads and feet, notes, comments, deletions."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ..cells import Rows
from ..groups import Piece, Unit
from .package import corners
from .reading import Reading

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# Text that was deleted while changes were tracked is still in the file.
_SAID = {qn("w:t"), qn("w:delText"), qn("w:instrText")}
_GAPS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BESIDE = (
    (re.compile(r"/word/header\d*\.xml"), "header"),
    (re.compile(r"/word/footer\d*\.xml"), "footer"),
    (re.compile(r"/word/(?:footnotes|endnotes)\.xml"), "notes"),
    (re.compile(r"/word/glossary/document\.xml"), "other"),
)


def read(data: bytes, reading: Reading) -> Iterator[Piece]:
    document = Document(io.BytesIO(data))
    for piece in _all(document):
        if not reading.goes_on(piece.text):
            return
        yield piece
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from corners(archive, reading)


def _all(document: Any) -> Iterator[Piece]:
    yield from _Body().read(document.element.body)
    for part in document.part.package.iter_parts():
        for pattern, name in _BESIDE:
            if pattern.fullmatch(str(part.partname)):
                root = getattr(part, "element", None)
                root = parse_xml(part.blob) if root is None else root
                yield from (Piece(("part", name), text) for text in _paragraphs_in(root))


class _Body:
    """Counts paragraphs that say something, and tables, as an editor does who looks for them."""

    def __init__(self) -> None:
        self.paragraphs = self.tables = 0

    def read(self, parent: Any) -> Iterator[Piece]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                self.tables += 1
                yield from _table(child, ("table", self.tables))
            elif child.tag != _FALLBACK:
                yield from self.read(child)

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        texts = [text for text in _paragraphs_in(element) if text.strip()]
        if texts:
            self.paragraphs += 1
        yield from (Piece(("paragraph", self.paragraphs), text) for text in texts)


def _table(table: Any, unit: Unit) -> Iterator[Piece]:
    rows = Rows(unit)
    for number, row in enumerate(table.iter(_TR), 1):
        cells = ["\n".join(_paragraphs_in(cell)) for cell in row.iter(_TC)]
        yield from rows.read(number, cells)


def _paragraphs_in(root: Any) -> Iterator[str]:
    """Each paragraph once; one in a text box stands inside another one."""
    for paragraph in root.iter(_P):
        if not any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
            yield "".join(_said(paragraph))


def _said(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SAID:
            yield child.text or ""
        elif child.tag in _GAPS:
            yield _GAPS[child.tag]
        elif child.tag not in {_P, _FALLBACK}:
            yield from _said(child)
