"""The database's own refusal to rewrite the ledger, for whoever comes past the application.

The hash chain detects; this prevents. Installed by a migration; ``remove`` exists for its
reverse and for tests that play the attacker.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "reports_workevent"
MESSAGE = "The ledger is append-only."

_INSTALL = {
    "sqlite": [
        f"""
        CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{action} BEFORE {action.upper()} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
        for action in ("update", "delete")
    ],
    "postgresql": [
        f"""
        CREATE OR REPLACE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
        """,
        f"DROP TRIGGER IF EXISTS {TABLE}_guard ON {TABLE}",
        f"""
        CREATE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()
        """,
    ],
}
_REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{action}" for action in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {TABLE}_guard ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_guard()",
    ],
}


def install(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _REMOVE)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for sql in statements.get(connection.vendor, []):
            cursor.execute(sql)
