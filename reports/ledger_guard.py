"""The database's own refusal to rewrite the ledger, for whoever comes past the application."""

from django.db.backends.base.base import BaseDatabaseWrapper

from workflow_steps import row_guards

TABLE = "reports_workevent"


def install(connection: BaseDatabaseWrapper) -> None:
    row_guards.install(connection, [TABLE])


def remove(connection: BaseDatabaseWrapper) -> None:
    row_guards.remove(connection, [TABLE])
