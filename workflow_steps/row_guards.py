"""The database's own refusal to rewrite what is append-only, past the application.

The hash chain detects; this prevents. Installed after every ``migrate``; ``remove`` exists for
tests that play the attacker.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "This table is append-only."


def install(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    for table in tables:
        _run(connection, statements(connection.vendor, table))


def remove(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    for table in tables:
        _run(connection, _remove(connection.vendor, table))


def statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        rewriting = [
            f"""
            CREATE TRIGGER IF NOT EXISTS {table}_no_{action} BEFORE {action.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
            """
            for action in ("update", "delete")
        ]
        # "INSERT OR REPLACE" deletes what is in the way without a trigger for deletion.
        replacing = f"""
            CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same(table)})
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
            """  # noqa: S608 - names of tables and columns only
        return [*rewriting, replacing]
    if vendor == "postgresql":
        return [
            f"""
            CREATE OR REPLACE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
            """,
            f"DROP TRIGGER IF EXISTS {table}_guard ON {table}",
            f"""
            CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_guard()
            """,
            f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
            f"""
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()
            """,
        ]
    return []


def _same(table: str) -> str:
    """That a new row would take the place of one: by its key, or by other unique columns."""
    opts = next(model for model in apps.get_models() if model._meta.db_table == table)._meta
    columns_of = {field.name: field.column for field in opts.local_concrete_fields}
    keys = [[field.column] for field in opts.local_concrete_fields if field.unique]
    for constraint in opts.total_unique_constraints:
        keys.append([columns_of[name] for name in constraint.fields])
    return " OR ".join(
        " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) for columns in keys
    )


def _remove(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        actions = ("update", "delete", "replace")
        return [f"DROP TRIGGER IF EXISTS {table}_no_{action}" for action in actions]
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_guard ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_guard()",
        ]
    return []


def _run(connection: BaseDatabaseWrapper, commands: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in commands:
            cursor.execute(sql)
