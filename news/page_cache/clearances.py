"""Until when a kept answer counts: every scope has a generation, which each clearance changes."""

import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count, Max
from django.utils import timezone

EVERYTHING: Final = "*"
LISTS: Final = "lists"
# No answer is kept as long (``middleware.KEPT_SECONDS``), so a deleted row revives none.
ROWS_KEPT: Final = timedelta(hours=1)

Generation = tuple[int, int]
NEVER: Final[Generation] = (0, 0)


class _Known:
    """The generations as this process last read them."""

    def __init__(self) -> None:
        self.generations: Mapping[str, Generation] = {}
        self.read_at: float | None = None


_known = _Known()


def record(scopes: Iterable[str]) -> None:
    """In the transaction of the change: committed together, and undone together."""
    from news.models import Clearance

    Clearance.objects.filter(at__lt=timezone.now() - ROWS_KEPT).delete()
    Clearance.objects.bulk_create(Clearance(scope=scope) for scope in sorted(set(scopes)))
    transaction.on_commit(forget)


def forget() -> None:
    """Read anew at the next request; other processes do so within ``NEWSROOM_PAGE_CACHE_CHECK``."""
    _known.read_at = None


def generation(*scopes: str) -> str:
    """What the answers for these scopes are kept under; part of their key.

    Read before the page is made: an answer made from older rows is kept under the older
    generation. Count and maximum, since a transaction with a lower number may commit later.
    """
    generations = _current()
    numbers = (generations.get(scope, NEVER) for scope in (EVERYTHING, *scopes))
    return "-".join(f"{last}.{count}" for last, count in numbers)


def of_everything(generation: str) -> str:
    """The part of it that only a clearance of everything changes."""
    return generation.partition("-")[0]


def _current() -> Mapping[str, Generation]:
    now = time.monotonic()
    read_at = _known.read_at
    if read_at is None or now - read_at >= settings.NEWSROOM_PAGE_CACHE_CHECK:
        try:
            found = _read()
        except DatabaseError:
            # Better an answer of some seconds ago than none while the database is away.
            return _known.generations
        _known.generations, _known.read_at = found, now
    return _known.generations


def _read() -> dict[str, Generation]:
    from news.models import Clearance

    rows = Clearance.objects.order_by().values_list("scope").annotate(Max("pk"), Count("pk"))
    return {scope: (last, count) for scope, last, count in rows}
