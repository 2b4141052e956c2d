"""Finds in a page and in its documents, each with its place in words an editor knows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from workflow_steps.content import MISSING_FILE, files_of

from . import privacy_examination, privacy_words
from .privacy.groups import Group, Groups, Piece
from .privacy.kinds import Kind
from .privacy.readers.reading import Problem
from .privacy_examination import fingerprint
from .privacy_text import file_words, pieces_of

MOST_SIGNS = 1_000_000  # of a page
SAMPLES = 3

Own = Collection[str]  # fingerprints of the office's own contacts


@dataclass(frozen=True)
class Finding:
    """One kind in one place. ``fingerprints`` stand for what was found there."""

    kind: Kind
    place: str
    count: int
    shown: tuple[str, ...]
    fingerprints: frozenset[str]
    field: str = ""
    block: str = ""  # its id in the editor
    document_id: int | None = None
    is_pending: bool = False  # its file has not been examined yet
    hidden: bool = False  # whoever opens the file does not see it, and gets it all the same

    @property
    def label(self) -> str:
        return str(privacy_words.KINDS[self.kind])

    @property
    def anchor(self) -> str:
        return f"block-{self.block}-section" if self.block else ""

    @property
    def warning(self) -> str:
        return str(privacy_words.HIDDEN) if self.hidden else ""

    @property
    def more(self) -> bool:
        return len(self.fingerprints) > len(self.shown)

    @property
    def advice(self) -> str:
        return str(privacy_words.ADVICE[self.kind])


def of_text(page: Any, files: list[Any], own: Own) -> Iterator[Finding]:
    """What stands in the page itself, and in the names of its files."""
    groups = Groups()
    pieces = [*pieces_of(page), *file_words(files)]
    read = _bounded(pieces)
    groups.fill(read)
    for group in groups:
        place, field, block = group.unit
        yield from _finding(_kept(group), own, place, field=field, block=block)
    if groups.is_full or len(read) < len(pieces):
        # With what is written, so that a confirmation does not stand for another text.
        whole = "\n".join(piece.text for piece in pieces)
        yield _unreadable(_("The text of the page"), Problem.INCOMPLETE, whole)


def _bounded(pieces: list[Piece]) -> list[Piece]:
    """As many as a page may have; no article comes near."""
    lengths = accumulate(len(piece.text) for piece in pieces)
    return [piece for piece, length in zip(pieces, lengths, strict=True) if length <= MOST_SIGNS]


def _kept(group: Group) -> dict[str, Any]:
    """In the form in which an examination is stored."""
    return privacy_examination.sealed_group(group.plain())


def of_documents(documents: Iterable[Any], own: Own) -> Iterator[Finding]:
    """What was found in these files; of one that nobody has examined yet, just that."""
    keys = {document: privacy_examination.key_of(document) for document in documents}
    results = privacy_examination.stored(key for key in keys.values() if key)
    for document, key in keys.items():
        if key is None:
            continue
        name = _("Document “%(name)s”") % {"name": document.filename}
        if key[0] == MISSING_FILE:
            yield _unreadable(name, Problem.DAMAGED, document.file.name, document.pk)
        elif key not in results:
            yield _unreadable(name, Problem.NOT_YET, key[0], document.pk)
        else:
            yield from _of_result(results[key], name, key[0], document.pk, own)


def _of_result(
    result: dict[str, Any], name: str, sha256: str, document_id: int, own: Own
) -> Iterator[Finding]:
    for group in result["groups"]:
        place = f"{name}, {privacy_words.place_in_file(group['unit'])}"
        yield from _finding(group, own, place, document_id=document_id)
    for problem in result["problems"]:
        pages = result["pages"] if problem in {Problem.NO_TEXT, Problem.INCOMPLETE} else []
        place = f"{name}, {privacy_words.pages_in_words(pages)}" if pages else name
        yield _unreadable(place, Problem(problem), sha256, document_id)


def _finding(group: dict[str, Any], own: Own, place: str, **more: Any) -> Iterator[Finding]:
    """None where only the office's own contacts stand."""
    entries = [entry for entry in group["entries"] if entry["fingerprint"] not in own]
    if not entries and not group["beyond"]:
        return
    rows = sorted({row for entry in entries for row in entry["rows"]})
    fingerprints = {entry["fingerprint"] for entry in entries}
    if group["beyond"]:
        fingerprints.add(group["beyond_digest"])
    yield Finding(
        Kind(group["kind"]),
        f"{place}, {privacy_words.rows_in_words(rows)}" if rows else place,
        sum(entry["count"] for entry in entries) + group["beyond"],
        tuple(entry["shown"] for entry in entries[:SAMPLES]),
        frozenset(fingerprints),
        hidden=any(entry["hidden"] for entry in entries),
        **more,
    )


def _unreadable(place: str, problem: Problem, what: str, document_id: int | None = None) -> Finding:
    print_ = fingerprint(Kind.UNREADABLE, f"{problem}:{what}")
    shown = (str(privacy_words.PROBLEMS[problem]),)
    return Finding(
        Kind.UNREADABLE,
        place,
        1,
        shown,
        frozenset([print_]),
        document_id=document_id,
        is_pending=problem == Problem.NOT_YET,
    )


def documents_in(files: Iterable[Any]) -> list[Any]:
    return [item for item in files if hasattr(item, "file_extension")]


__all__ = ["Finding", "documents_in", "files_of", "of_documents", "of_text"]
