"""What waits, since when, by when and for whom: asked of every floor that knows a part of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..standards import StandardTimes

BATCH = 500


@dataclass(frozen=True)
class Matter:
    """One thing whose time is running; ``key`` is the same for as long as it does."""

    key: str
    kind: str  # of ``Notice.Kind``: what its people were told when it began
    step: int
    item_type: str
    item_id: int
    title: str
    url: str
    since: datetime | None
    due_at: datetime | None
    formerly: tuple[str, ...] = ()  # keys under which the same clock ran before


class Source(Protocol):
    """What one floor knows; all in a fixed number of queries for each batch."""

    def matters(self, times: StandardTimes) -> Iterator[list[Matter]]:
        """Batches of at most ``BATCH``."""

    def people(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        """By key, whose turn it is."""

    def offices(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        """By key, the groups it waits at."""

    def still(self, batch: Sequence[Matter]) -> set[str]:
        """Which of them still run, their items locked until the transaction ends.

        Items somebody is acting on at this moment are left out; their turn comes again.
        """


_sources: dict[str, Source] = {}
_overviews: list[Callable[[str, int], str]] = []


def register_source(name: str, source: Source) -> None:
    """To be called once, in an app's ``ready()``."""
    _sources[name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def register_overview(address: Callable[[str, int], str]) -> None:
    """Where somebody who has no part in an item sees how it stands (item type, key)."""
    _overviews[:] = [address]


def overview(matter: Matter) -> str:
    return _overviews[0](matter.item_type, matter.item_id) if _overviews else matter.url
