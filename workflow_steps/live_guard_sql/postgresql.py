"""PostgreSQL: one function for pages, one for what belongs to a page type."""

from typing import Any

from .common import (
    AUTHORITY,
    MESSAGE,
    PAGE,
    WAS_PUBLIC,
    is_root,
    link_column,
    page_columns,
    squeezed,
)

# Each trigger that is switched on, with the body of the function it really calls.
INSTALLED = """
    SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
"""
PAGE_FUNCTION = "newsroom_page_live_guard"
OWN_FUNCTION = "newsroom_own_live_guard"
EMPTYING_FUNCTION = "newsroom_no_truncate"


def triggers(models: list[Any]) -> list[tuple[str, str]]:
    tables = [PAGE, *(model._meta.db_table for model in models)]
    return [
        (f"{table}_{name}", table) for table in tables for name in ("live_guard", "no_truncate")
    ]


def drop(trigger: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {trigger} ON {table}"


def statements(models: list[Any]) -> list[str]:
    """Of whatever type a page is: what is no gated type never gets authority. The root is none."""
    result = [_page_function(), _own_function(), _emptying_function()]
    result.append(_trigger(PAGE, PAGE_FUNCTION, ""))
    result += [
        _trigger(model._meta.db_table, OWN_FUNCTION, f"'{link_column(model)}'") for model in models
    ]
    tables = [PAGE, *(model._meta.db_table for model in models)]
    return result + [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {EMPTYING_FUNCTION}()"
        for table in tables
    ]


def _trigger(table: str, function: str, arguments: str) -> str:
    return (
        f"CREATE TRIGGER {table}_live_guard BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}({arguments})"
    )


def _emptying_function() -> str:
    return f"""
    CREATE OR REPLACE FUNCTION {EMPTYING_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WAS_PUBLIC}'; END $$
    """


def _page_function() -> str:
    differs = " OR ".join(
        f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in page_columns()
    )
    return f"""
    CREATE OR REPLACE FUNCTION {PAGE_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        page bigint;
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF NOT OLD.live AND OLD.first_published_at IS NULL THEN RETURN OLD; END IF;
            IF {is_root("OLD")} THEN RETURN OLD; END IF;
            page := OLD.id;
        ELSE
            page := NEW.id;
            IF TG_OP = 'INSERT' THEN
                IF NOT NEW.live OR {is_root("NEW")} THEN RETURN NEW; END IF;
            ELSIF NOT (NEW.live OR OLD.live) OR ({is_root("OLD")} AND {is_root("NEW")})
                OR NOT ({is_root("OLD")} OR {differs}) THEN
                RETURN NEW;
            END IF;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM {AUTHORITY} WHERE page_id IS NULL OR page_id = page) THEN
            IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{WAS_PUBLIC}'; END IF;
            RAISE EXCEPTION '{MESSAGE}';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """


def _own_function() -> str:
    return f"""
    CREATE OR REPLACE FUNCTION {OWN_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        pages bigint[];
    BEGIN
        IF TG_OP = 'DELETE' THEN
            pages := ARRAY[(to_jsonb(OLD) ->> TG_ARGV[0])::bigint];
        ELSIF TG_OP = 'UPDATE' THEN
            IF OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
            pages := ARRAY[
                (to_jsonb(NEW) ->> TG_ARGV[0])::bigint, (to_jsonb(OLD) ->> TG_ARGV[0])::bigint
            ];
        ELSE
            pages := ARRAY[(to_jsonb(NEW) ->> TG_ARGV[0])::bigint];
        END IF;
        IF EXISTS (SELECT 1 FROM {PAGE} WHERE id = ANY(pages) AND live) AND NOT EXISTS (
            SELECT 1 FROM {AUTHORITY} WHERE page_id IS NULL OR page_id = pages[1]
        ) THEN
            IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{WAS_PUBLIC}'; END IF;
            RAISE EXCEPTION '{MESSAGE}';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """


def bodies(statements: list[str]) -> dict[str, str]:
    """Trigger → the body of its function."""
    functions, result = {}, {}
    for text in map(squeezed, statements):
        if text.startswith("CREATE OR REPLACE FUNCTION "):
            name = text.split()[4].split("(")[0]
            functions[name] = squeezed(text.split("$$")[1])
        elif text.startswith("CREATE TRIGGER "):
            function = text.split("EXECUTE FUNCTION ")[1].split("(")[0]
            result[text.split()[2]] = functions[function]
    return result
