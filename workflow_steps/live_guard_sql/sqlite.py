"""SQLite: one trigger per table and action, columns spelled out."""

from typing import Any

from .common import (
    AUTHORITY,
    MESSAGE,
    PAGE,
    WAS_PUBLIC,
    is_root,
    link_column,
    own_columns,
    page_columns,
    squeezed,
)

INSTALLED = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"

ACTIONS = ("insert", "update", "delete")


def triggers(models: list[Any]) -> list[tuple[str, str]]:
    tables = [PAGE, *(model._meta.db_table for model in models)]
    return [(f"{table}_live_{action}", table) for table in tables for action in ACTIONS]


def drop(trigger: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {trigger}"


def statements(models: list[Any]) -> list[str]:
    """Of whatever type a page is: what is no gated type never gets authority. The root is none."""
    result = [
        _trigger(
            PAGE,
            "insert",
            f"((NEW.live AND NOT {is_root('NEW')}) OR {_in_the_way('')}) AND {_none('NEW.id')}",
        ),
        _trigger(
            PAGE,
            "update",
            f"(((NEW.live OR OLD.live) AND NOT ({is_root('OLD')} AND {is_root('NEW')}) "
            f"AND ({is_root('OLD')} OR {_differs(page_columns())})) "
            f"OR {_in_the_way('id IS NOT OLD.id AND ')}) AND {_none('NEW.id')}",
        ),
        _trigger(
            PAGE,
            "delete",
            f"(OLD.live OR OLD.first_published_at IS NOT NULL) AND NOT {is_root('OLD')} "
            f"AND {_none('OLD.id')}",
        ),
    ]
    for model in models:
        table, link = model._meta.db_table, link_column(model)
        result += [
            _trigger(table, "insert", f"{_live('NEW', link)} AND {_none(f'NEW.{link}')}"),
            _trigger(
                table,
                "update",
                f"({_differs(own_columns(model))}) AND ({_live('NEW', link)} OR "
                f"{_live('OLD', link)}) AND {_none(f'NEW.{link}')}",
            ),
            _trigger(table, "delete", f"{_live('OLD', link)} AND {_none(f'OLD.{link}')}"),
        ]
    return result


def _trigger(table: str, action: str, condition: str) -> str:
    message = WAS_PUBLIC if action == "delete" else MESSAGE
    return (
        f"CREATE TRIGGER {table}_live_{action} BEFORE {action.upper()} ON {table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _in_the_way(other: str) -> str:
    """A public page whose number or place the row would take: "OR REPLACE" deletes it, without
    any trigger for deletion."""
    return (
        f"EXISTS (SELECT 1 FROM {PAGE} WHERE {other}(id = NEW.id OR path = NEW.path) "
        "AND depth > 1 AND (live OR first_published_at IS NOT NULL))"
    )


def _differs(columns: list[str]) -> str:
    return " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)


def _live(row: str, link: str) -> str:
    return f"COALESCE((SELECT live FROM {PAGE} WHERE id = {row}.{link}), 0)"


def _none(page: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM {AUTHORITY} WHERE page_id IS NULL OR page_id = {page})"


def bodies(statements: list[str]) -> dict[str, str]:
    """Trigger → its text, as SQLite keeps it."""
    texts = [squeezed(text).replace("IF NOT EXISTS ", "") for text in statements]
    return {text.split()[2]: text for text in texts if text.startswith("CREATE TRIGGER")}
