"""The demo's items as written in ``content/*.toml``, and their light markup as page blocks.

A body is a run of chunks separated by empty lines: plain paragraphs, ``## heading``,
``> quotation`` with a last line ``> -- office``, ``- `` and ``1. `` lists, ``| a | b |`` tables
below a ``|+ caption``, ``! title: text`` and ``!! title: text`` call-outs, and ``[img]`` where
the next picture stands. ``{when}`` becomes the day of the event as a newspaper writes it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

Block = tuple[str, Any]


@dataclass(frozen=True)
class Shot:
    scene: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Paper:
    """A document that comes with the material."""

    extension: str
    title: str


@dataclass(frozen=True)
class Text:
    """One item: what is handed in, and what an editor makes of it."""

    key: str
    title: str
    summary: str
    category: str
    information_class: str
    source: str
    place: str
    kind: str
    shots: tuple[Shot, ...]
    papers: tuple[Paper, ...]
    body: str
    video: str
    priority: str
    declined: str
    note: str

    @property
    def becomes_page(self) -> bool:
        return bool(self.body)

    def chunks(self, when: date) -> list[str]:
        day = f"{DAYS[when.weekday()]} ({when.day}/{when.month}/{when.year})"
        return re.split(r"\n\s*\n", self.body.replace("{when}", day).strip())

    def notes(self, when: date) -> str:
        """What the contributor types: the summary and the first facts, without markup."""
        plain = [c for c in self.chunks(when)[:2] if c and c[0] not in "#>|![-1"]
        return "\n\n".join([self.summary, *(c.replace("**", "") for c in plain)])


@cache
def all_texts() -> tuple[Text, ...]:
    return tuple(_read())


def _read() -> Iterator[Text]:
    for path in sorted(CONTENT.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["item"]
        for number, entry in enumerate(entries):
            yield _text(f"{path.stem}-{number + 1:02}", entry)


def _text(key: str, entry: dict[str, Any]) -> Text:
    return Text(
        key=key,
        title=entry["title"],
        summary=entry["summary"],
        category=entry["category"],
        information_class=entry["class"],
        source=entry["source"],
        place=entry["place"],
        kind=entry.get("kind", "news"),
        shots=tuple(Shot(*shot) for shot in entry["scenes"]),
        papers=tuple(Paper(*paper.split("|", 1)) for paper in entry.get("files", ())),
        body=entry.get("body", ""),
        video=entry.get("video", ""),
        priority=entry.get("priority", "normal"),
        declined=entry.get("declined", ""),
        note=entry.get("note", ""),
    )


def blocks(text: Text, when: date) -> Iterator[Block]:
    """The body as blocks; a place for a picture comes as ``("picture", None)``."""
    for chunk in text.chunks(when):
        yield _block([line.rstrip() for line in chunk.splitlines()])


def _block(lines: list[str]) -> Block:
    first = lines[0]
    mark = first.split(" ", 1)[0]
    if mark == "##":
        block: Block = "heading", {"text": first[3:], "level": "h2"}
    elif mark == ">":
        said = " ".join(line[2:] for line in lines if not line.startswith("> --"))
        by = next((line[5:] for line in lines if line.startswith("> --")), "")
        block = "quote", {"text": said, "attribution": by}
    elif mark == "|+":
        block = "table", _table(first[3:], lines[1:])
    elif mark in ("!", "!!"):
        title, note = " ".join(lines).removeprefix(mark).strip().split(": ", 1)
        kind = "info" if mark == "!" else "warning"
        block = "callout", {"kind": kind, "title": title, "text": f"<p>{_inline(note)}</p>"}
    elif mark == "[img]":
        block = "picture", None
    else:
        block = "paragraph", _paragraph(mark, lines)
    return block


def _paragraph(mark: str, lines: list[str]) -> str:
    if mark == "-":
        return _list("ul", [line[2:] for line in lines])
    if mark == "1.":
        return _list("ol", [line.split(". ", 1)[1] for line in lines])
    return f"<p>{_inline(' '.join(lines))}</p>"


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))


def _list(tag: str, entries: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{_inline(entry)}</li>' for entry in entries)}</{tag}>"


def rows(lines: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _table(caption: str, lines: list[str]) -> dict[str, Any]:
    return {
        "data": rows(lines),
        "cell": [],
        "mergeCells": [],
        "table_caption": caption,
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }
