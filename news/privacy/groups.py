"""Finds put together by the place that an editor would look at: a paragraph, a sheet, a page."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from .finders import find
from .kinds import Kind

MOST_VALUES = 200  # of one kind in one place, each kept by itself; the rest only counted
MOST_ROWS = 5
MOST_GROUPS = 300

Unit = tuple[Any, ...]  # ("page", 3); ("sheet", "Desember"); JSON can hold it


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and where it stands."""

    unit: Unit
    text: str
    row: int | None = None
    label: str = ""  # what its column is headed with
    numeric: bool = False
    hidden: bool = False  # not to be seen by whoever opens the file


@dataclass(slots=True)
class Entry:
    """One value in one place, as often as it stands there."""

    value: str
    shown: str
    count: int = 0
    rows: list[int] = field(default_factory=list)
    hidden: bool = False

    def add(self, piece: Piece) -> None:
        self.count += 1
        self.hidden = self.hidden or piece.hidden
        if piece.row is not None and piece.row not in self.rows and len(self.rows) < MOST_ROWS:
            self.rows.append(piece.row)


@dataclass(slots=True)
class Group:
    kind: Kind
    unit: Unit
    entries: dict[str, Entry] = field(default_factory=dict)
    beyond: int = 0  # finds that are not kept one by one
    _beyond_hash: Any = field(default_factory=hashlib.sha256)

    def add(self, value: str, shown: str, piece: Piece) -> None:
        entry = self.entries.get(value)
        if entry is None and len(self.entries) >= MOST_VALUES:
            self.beyond += 1
            self._beyond_hash.update(f"{value}\n".encode())
            return
        if entry is None:
            entry = self.entries[value] = Entry(value, shown)
        entry.add(piece)

    @property
    def beyond_digest(self) -> str:
        return str(self._beyond_hash.hexdigest()) if self.beyond else ""

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it, the values included."""
        return {
            "kind": str(self.kind),
            "unit": list(self.unit),
            "entries": [asdict(entry) for entry in self.entries.values()],
            "beyond": self.beyond,
            "beyond_digest": self.beyond_digest,
        }


class Groups:
    """Filled piece by piece, so that what was found stays when the rest cannot be read."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, Unit], Group] = {}
        self.is_full = False

    def __iter__(self) -> Iterator[Group]:
        """In the order of the places."""
        return iter(self._found.values())

    def fill(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            for match in find(piece.text, piece.label, numeric=piece.numeric):
                key = (match.kind, piece.unit)
                if key not in self._found and len(self._found) >= MOST_GROUPS:
                    self.is_full = True
                    return
                group = self._found.setdefault(key, Group(*key))
                group.add(match.value, match.shown, piece)
