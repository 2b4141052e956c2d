"""The second wall: the database refuses to change what is public without authority (invariant 1).

A row of a gated page cannot become live, or change while it is live, in a transaction that does
not carry a row of ``TransactionAuthority`` for it (``gate.in_force``). Acts cannot be changed or
deleted at all. ``manage.py migrate`` takes SQLite's triggers away first, since SQLite rebuilds a
table to alter it and would stumble over them, and puts all of them back at its end.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from . import row_guards
from .live_guard_sql import postgresql, sqlite
from .live_guard_sql.common import squeezed

SQL = {"sqlite": sqlite, "postgresql": postgresql}


def append_only_tables() -> list[str]:
    from .append_only import AppendOnlyModel

    return sorted(
        model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)
    )


def gated_models() -> list[Any]:
    from .gate import GatedPageMixin

    return sorted(
        (model for model in apps.get_models() if issubclass(model, GatedPageMixin)),
        key=lambda model: model._meta.label_lower,
    )


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; running it again changes nothing."""
    if connection.vendor not in SQL:
        return
    tables = set(connection.introspection.table_names())
    gated = [model for model in gated_models() if model._meta.db_table in tables]
    remove_page_guards(connection)
    if gated and "workflow_steps_transactionauthority" in tables:
        with connection.cursor() as cursor:
            for statement in SQL[connection.vendor].statements(gated):
                cursor.execute(statement)
    row_guards.install(connection, [name for name in append_only_tables() if name in tables])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for rebuilding tables, and for tests that play the attacker."""
    if connection.vendor not in SQL:
        return
    remove_page_guards(connection)
    tables = set(connection.introspection.table_names())
    row_guards.remove(connection, [name for name in append_only_tables() if name in tables])


def remove_page_guards(connection: BaseDatabaseWrapper) -> None:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger, table in page_triggers(connection.vendor):
            if table in tables:
                cursor.execute(SQL[connection.vendor].drop(trigger, table))


def page_triggers(vendor: str) -> list[tuple[str, str]]:
    """(trigger, table) of every guard on pages."""
    return SQL[vendor].triggers(gated_models()) if vendor in SQL else []


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards that are not in the database as this version installs them.

    Compared are names and bodies: a trigger that was emptied guards nothing.
    """
    if connection.vendor not in SQL:
        return []
    sql = SQL[connection.vendor]
    wanted = sql.bodies(sql.statements(gated_models()))
    for table in append_only_tables():
        wanted |= sql.bodies(row_guards.statements(connection.vendor, table))
    with connection.cursor() as cursor:
        cursor.execute(sql.INSTALLED)
        installed = {name: squeezed(body) for name, body in cursor.fetchall()}
    return sorted(name for name, body in wanted.items() if installed.get(name) != body)


# --- around ``migrate`` -----------------------------------------------------------------------


def before_migrate(using: str, plan: Any = (), **kwargs: Any) -> None:
    if plan and connections[using].vendor == "sqlite":
        remove(connections[using])


def after_migrate(using: str, **kwargs: Any) -> None:
    install(connections[using])


def register(app_config: Any) -> None:
    """Once per ``migrate``: the signals come for every app, after all of them have migrated."""
    models.signals.pre_migrate.connect(
        before_migrate, sender=app_config, dispatch_uid="newsroom_guards_off"
    )
    models.signals.post_migrate.connect(
        after_migrate, sender=app_config, dispatch_uid="newsroom_guards_on"
    )
