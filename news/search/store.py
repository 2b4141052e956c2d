"""The terms of the entries, in what each database has for full text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgres, sqlite
from .words import Term

VENDORS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgres}
TABLE = "news_searchentry"
# So many results can be read through; the count is of all of them.
DEPTH = 500


class Texts(NamedTuple):
    """What of a page is looked into; a word weighs most in the title."""

    page_id: int
    title: str
    summary: str
    text: str


class Found(NamedTuple):
    """How many there are, those wanted, and the paths that are closed to the public."""

    total: int
    ids: list[int]
    closed: list[str]


@dataclass(frozen=True)
class Narrowing:
    """Which entries are considered at all, and in what order they come."""

    kind: str = ""
    category_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None
    newest_first: bool = False

    def condition(self) -> tuple[str, list[Any]]:
        """SQL after a first condition, on the table called ``e``, and its parameters."""
        wanted = (
            ("e.kind = %s", self.kind or None),
            ("e.category_id = %s", self.category_id),
            ("e.published_at >= %s", self.since),
            ("e.published_at < %s", self.before),
        )
        given = [(sql, value) for sql, value in wanted if value is not None]
        prepare = connection.ops.adapt_datetimefield_value
        values = [prepare(v) if isinstance(v, datetime) else v for _, v in given]
        return "".join(f" AND {sql}" for sql, _ in given), values


@dataclass(frozen=True)
class Slice:
    """Which of the results are wanted."""

    size: int
    start: int = 0
    narrowing: Narrowing = field(default_factory=Narrowing)


def write(texts: Iterable[Texts]) -> None:
    """Keep the terms of entries that exist, instead of what was kept of them."""
    with connection.cursor() as cursor:
        VENDORS[connection.vendor].write(cursor, list(texts))


def find(terms: list[Term], wanted: Slice) -> Found:
    """What is found, and what is closed meanwhile, in one query."""
    sql, values = VENDORS[connection.vendor].find(terms, wanted, DEPTH)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        total, ids, closed = cursor.fetchone()
    read = VENDORS[connection.vendor].read_list
    return Found(total, read(ids), read(closed))


def find_titles(terms: list[Term], size: int) -> Found:
    """The newest entries with all the terms in their title; nobody counts them."""
    sql, values = VENDORS[connection.vendor].find_titles(terms, size)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        ids, closed = cursor.fetchone()
    read = VENDORS[connection.vendor].read_list
    return Found(0, read(ids), read(closed))


def spread(words: list[str]) -> dict[str, int]:
    """In how many entries each of these words of the word list stands."""
    with connection.cursor() as cursor:
        cursor.execute(*VENDORS[connection.vendor].spread(words))
        return dict(cursor.fetchall())


def install(connection: BaseDatabaseWrapper) -> None:
    """Give the entries their full-text part; running it again changes nothing."""
    if connection.vendor not in VENDORS or TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in VENDORS[connection.vendor].INSTALL:
            cursor.execute(statement)


def register(app_config: Any) -> None:
    """By signal as well as by migration: SQLite loses triggers when it alters a table."""
    models.signals.post_migrate.connect(
        after_migrate, sender=app_config, dispatch_uid="newsroom_search"
    )


def after_migrate(using: str, **kwargs: Any) -> None:
    from django.db import connections

    install(connections[using])
