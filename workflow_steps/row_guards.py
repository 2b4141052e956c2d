"""The database's own refusal to rewrite what is append-only, past the application.

The hash chain detects; this prevents. Installed after every ``migrate``; ``remove`` exists for
tests that play the attacker.
"""

from collections.abc import Iterable

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
        return [
            f"""
            CREATE TRIGGER IF NOT EXISTS {table}_no_{action} BEFORE {action.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
            """
            for action in ("update", "delete")
        ]
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
        ]
    return []


def _remove(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{action}" for action in ("update", "delete")]
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_guard ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_guard()",
        ]
    return []


def _run(connection: BaseDatabaseWrapper, commands: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in commands:
            cursor.execute(sql)
