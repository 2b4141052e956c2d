"""The corners of an Office file: comments, drawings, properties, links, copies of other data."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree

from ..groups import Piece
from .reading import Problem, Reading

LARGEST_PART = 60 * 1024 * 1024
_PARTS = (
    (re.compile(r"threadedcomments|comments", re.IGNORECASE), "comments"),
    (re.compile(r"^docprops/", re.IGNORECASE), "properties"),
    (re.compile(r"pivotcache", re.IGNORECASE), "pivot"),
    (re.compile(r"externallinks", re.IGNORECASE), "external"),
    (re.compile(r"drawings|charts|diagrams", re.IGNORECASE), "drawings"),
    (re.compile(r"\.rels$", re.IGNORECASE), "links"),
)
_ENDS = {"comments": {"comment", "threadedComment"}, "pivot": {"r", "sharedItems"}}
_LINKS = ("mailto:", "tel:")
_ATTACHED = re.compile(r"/embeddings/", re.IGNORECASE)


def corners(archive: zipfile.ZipFile, reading: Reading) -> Iterator[Piece]:
    """Every part that belongs to none of the sheets or paragraphs; all of it goes to readers."""
    for entry in archive.infolist():
        if _ATTACHED.search(f"/{entry.filename}"):
            reading.note(Problem.ATTACHMENTS)
        name = next((name for pattern, name in _PARTS if pattern.search(entry.filename)), "")
        if not name or not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        if entry.file_size > LARGEST_PART:
            reading.note(Problem.INCOMPLETE)
            continue
        for text in _texts(archive, entry, name):
            if not reading.goes_on(text):
                return
            yield Piece(("part", name), text, hidden=name != "drawings")


def _texts(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[str]:
    ends = _ENDS.get(name, {"p"})
    parts: list[str] = []
    with archive.open(entry) as stream:
        for _event, element in ElementTree.iterparse(stream):
            tag = local(element)
            parts += _said(element, name)
            if tag in ends or name in {"properties", "external"}:
                yield from _joined(parts, " " if name == "pivot" else "")
                parts = []
            element.clear()
    yield from _joined(parts, " ")


def _said(element: Any, name: str) -> Iterator[str]:
    if name == "links":
        target = element.get("Target") or ""
        if target.lower().startswith(_LINKS):
            yield f"{target.partition(':')[2]} "
    elif name == "pivot" and element.get("v"):
        yield element.get("v")
    elif element.text and element.text.strip():
        yield element.text


def _joined(parts: list[str], between: str) -> Iterator[str]:
    if text := between.join(parts).strip():
        yield text


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
