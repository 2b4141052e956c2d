"""Reads what is public, and what drafts say, without the code that is on trial.

Rows by SQL, JSON by the standard library, bytes from the disk: nothing of
``workflow_steps.content`` or ``digest`` is used here, so that a fault in those cannot hide itself.
"""

import hashlib
import json
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

TOKEN = re.compile(r"kata\d{6}")

_OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description", "show_in_menus")
_OF_THE_NEWSROOM = (
    "summary",
    "category_id",
    "information_class_id",
    "hero_image_id",
    "hero_alt",
    "hero_caption",
    "source",
    "event_date",
    "event_place",
    "body",
    "correction",
)
TABLES: dict[str, tuple[str, ...]] = {
    "news_homepage": ("intro",),
    "news_newsindexpage": ("intro",),
    "news_newspage": _OF_THE_NEWSROOM,
    "news_announcementpage": (*_OF_THE_NEWSROOM, "documents", "valid_until"),
    "news_gallerypage": (*_OF_THE_NEWSROOM, "images"),
}
STREAMS = {"body", "documents", "images"}
FILE_KEYS = {
    "image": "image",
    "poster": "image",
    "file": "document",
    "captions": "document",
    "document": "document",
    "documents": "document",
}
FileKey = tuple[str, int]  # ("image", 3)


@dataclass(frozen=True)
class Reading:
    """What one version of a page says: every visible leaf with its place, and its files' bytes."""

    leaves: frozenset[tuple[str, Any]]
    files: frozenset[tuple[str, int, str]]

    @property
    def tokens(self) -> set[str]:
        return {token for _, value in self.leaves for token in TOKEN.findall(str(value))}

    def tokens_in(self, *fields: str) -> set[str]:
        """Tokens of the fields with these names."""
        return {
            token
            for place, value in self.leaves
            if place.split("/")[0] in fields
            for token in TOKEN.findall(str(value))
        }

    def differs_in(self, other: "Reading | None") -> list[str]:
        if other is None:
            return ["everything"]
        places = [str(leaf) for leaf in sorted(self.leaves ^ other.leaves, key=repr)]
        return places + [str(file) for file in sorted(self.files ^ other.files)]


@dataclass
class Draft:
    """The latest revision of a page."""

    revision_id: int
    reading: Reading
    go_live_at: datetime | None


@dataclass
class Eye:
    """Remembers parsed rows by their text, since most of them stay the same between two looks."""

    parsed: dict[Any, tuple[frozenset[tuple[str, Any]], frozenset[FileKey]]] = field(
        default_factory=dict
    )

    def live(self) -> dict[int, Reading]:
        """Everything that is live, whatever it is."""
        files = _bytes_of_files()
        found: dict[int, Reading] = {}
        for table, own in TABLES.items():
            names = [*_OF_EVERY_PAGE, *own]
            columns = [f"p.{name}" for name in _OF_EVERY_PAGE] + [f"t.{name}" for name in own]
            rows = _rows(
                f"SELECT p.id, {', '.join(columns)} FROM wagtailcore_page p "  # noqa: S608
                f"JOIN {table} t ON t.page_ptr_id = p.id WHERE p.live"
            )
            for pk, *values in rows:
                found[pk] = self._reading(tuple(zip(names, map(_text, values), strict=True)), files)
        return found

    @staticmethod
    def live_ids() -> set[int]:
        return {pk for (pk,) in _rows("SELECT id FROM wagtailcore_page WHERE live AND depth > 1")}

    def draft(self, page_id: int) -> Draft | None:
        rows = _rows(
            "SELECT r.id, r.content FROM wagtailcore_page p JOIN wagtailcore_revision r "
            "ON r.id = p.latest_revision_id WHERE p.id = %s",
            page_id,
        )
        return self._draft(*rows[0]) if rows else None

    def under_review(self, task_state: int) -> Draft | None:
        """The revision that a task state is about, be it the latest or not."""
        rows = _rows(
            "SELECT r.id, r.content FROM wagtailcore_taskstate s "
            "JOIN wagtailcore_revision r ON r.id = s.revision_id WHERE s.id = %s",
            task_state,
        )
        return self._draft(*rows[0]) if rows else None

    def _draft(self, revision_id: int, content: Any) -> Draft:
        data = json.loads(content) if isinstance(content, str) else content
        names = {*_OF_EVERY_PAGE, *(name for own in TABLES.values() for name in own)}
        values = tuple(
            (name, _text(data[key]))
            for name in sorted(names)
            if (key := name.removesuffix("_id")) in data
        )
        go_live_at = data.get("go_live_at")
        return Draft(
            revision_id,
            self._reading(values, _bytes_of_files()),
            datetime.fromisoformat(go_live_at) if go_live_at else None,
        )

    def _reading(self, values: tuple[tuple[str, Any], ...], files: dict[FileKey, str]) -> Reading:
        if values not in self.parsed:
            self.parsed[values] = _leaves_and_files(values)
        leaves, used = self.parsed[values]
        if used - files.keys():  # a reader sees nothing of what the library has lost
            leaves, used = _leaves_and_files(values, keep=files)
        return Reading(leaves, frozenset((*key, files[key]) for key in used))


def url_of(page_id: int) -> str | None:
    """The public address of a page below the front page; ``None`` for one outside the site."""
    (row,) = _rows(
        "SELECT p.url_path, h.url_path FROM wagtailcore_page p, wagtailcore_page h "
        "JOIN news_homepage n ON n.page_ptr_id = h.id WHERE p.id = %s",
        page_id,
    ) or [("", "-")]
    path, home = row
    return "/" + path.removeprefix(home) if path.startswith(home) else None


def tables_of_running_tasks() -> dict[int, tuple[int, str]]:
    """Page → (task state, name of the task) of every round under way."""
    rows = _rows(
        "SELECT w.object_id, s.id, t.name FROM wagtailcore_taskstate s "
        "JOIN wagtailcore_workflowstate w ON w.current_task_state_id = s.id "
        "JOIN wagtailcore_task t ON t.id = s.task_id "
        "WHERE s.status = 'in_progress' AND w.status = 'in_progress' ORDER BY s.id"
    )
    return {int(page): (state, name) for page, state, name in rows}


def _leaves(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, member in value.items():
            if key != "id":
                yield from _leaves(f"{place}/{key}", member)
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _leaves(f"{place}/{number}", member)
    elif value not in (None, "", False, 0):
        yield place, int(value) if value is True else value


def _leaves_and_files(
    values: tuple[tuple[str, Any], ...], keep: Container[FileKey] | None = None
) -> tuple[frozenset[tuple[str, Any]], frozenset[FileKey]]:
    leaves: set[tuple[str, Any]] = set()
    used: set[FileKey] = set()

    def see(key: FileKey) -> int | None:
        if keep is not None and key not in keep:
            return None
        used.add(key)
        return key[1]

    for name, value in values:
        plain = json.loads(value) if name in STREAMS and isinstance(value, str) else value
        if name in STREAMS:
            plain = _with_files(plain, see)
        if name == "hero_image_id" and value:
            plain = see(("image", int(value)))
        leaves.update(_leaves(name, plain))
    return frozenset(leaves), frozenset(used)


def _with_files(value: Any, see: Callable[[FileKey], int | None], key: str = "") -> Any:
    """The stored blocks, with whatever ``see`` makes of each reference to a file."""
    if isinstance(value, dict):
        kind = value.get("type") if "value" in value else None
        if kind == "item":
            return value | {"value": _with_files(value["value"], see, key)}
        return {
            name: _with_files(member, see, str(kind) if name == "value" else name)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [_with_files(member, see, key) for member in value]
    if isinstance(value, int) and value and key in FILE_KEYS:
        return see((FILE_KEYS[key], value))
    return value


def _bytes_of_files() -> dict[FileKey, str]:
    """Hash of the bytes that are on the disk now, of every image and document."""
    found: dict[FileKey, str] = {}
    for kind, table in (("image", "news_pressimage"), ("document", "news_pressdocument")):
        for pk, name in _rows(f"SELECT id, file FROM {table}"):  # noqa: S608
            path = Path(settings.MEDIA_ROOT) / name
            found[kind, pk] = (
                hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
                if path.exists()
                else "gone"
            )
    return found


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def _rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
