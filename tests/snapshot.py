"""Put the provisioned newsroom back as rows, instead of provisioning it for every test.

``setup_newsroom`` takes some 800 queries. The first test that wants a newsroom runs it and keeps
what it changed, table by table; later tests of the same process get those rows. A flush (after a
transactional test) gives content types new numbers: then the snapshot is taken again.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.db import connection
from wagtail.models import Site

from workflow_steps.gate import in_force

# SQLite's full-text tables follow the index by triggers that bulk rows upset; the standing pages
# are in no search of ours.
LEFT_OUT = ("django_migrations", "wagtailsearch_", "workflow_steps_transactionauthority")

Rows = list[tuple[Any, ...]]
_snapshots: dict[Any, dict[str, tuple[list[str], Rows]]] = {}


def restore_or_make(make: Callable[[], None]) -> None:
    """The state that ``make`` leaves, from the snapshot if there is one for this database."""
    if (
        not connection.in_atomic_block
    ):  # a transactional test: rare, and rows would commit one by one
        make()
        return
    key = _fingerprint()
    if key in _snapshots:
        with in_force(None):  # the database lets nothing go live without
            for table, (columns, rows) in _snapshots[key].items():
                _replace(table, columns, rows)
        Site.clear_site_root_paths_cache()
        return
    before = _all_tables()
    make()
    _snapshots[key] = {
        table: content for table, content in _all_tables().items() if content != before[table]
    }


def _fingerprint() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, app_label, model FROM django_content_type ORDER BY id")
        types = tuple(cursor.fetchall())
        cursor.execute("SELECT COUNT(*), MIN(id), MAX(id) FROM auth_permission")
        permissions = cursor.fetchone()
        cursor.execute("SELECT id, slug, numchild FROM wagtailcore_page ORDER BY id")
        pages = tuple(cursor.fetchall())
        cursor.execute("SELECT id, name FROM auth_group ORDER BY id")
        groups = tuple(cursor.fetchall())
    return types, permissions, pages, groups


def _all_tables() -> dict[str, tuple[list[str], Rows]]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return {table: _read(table) for table in tables if not table.startswith(LEFT_OUT)}


def _read(table: str) -> tuple[list[str], Rows]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        columns = [column[0] for column in cursor.description or ()]
        return columns, sorted(cursor.fetchall(), key=repr)


def _replace(table: str, columns: list[str], rows: Rows) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})",  # noqa: S608
            [tuple(map(_storable, row)) for row in rows],
        )


def _storable(value: Any) -> Any:
    """SQLite reads dates and times as objects and wants them back as text, as Django writes it."""
    if connection.vendor == "sqlite" and isinstance(value, date | time):
        return str(value)
    return value
