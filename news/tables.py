"""The shape of a table's value, which Wagtail takes as it comes from the editor's browser.

Wagtail renders and indexes whatever was stored, and breaks where a list is a number. A value is a
table if ``tidied`` leaves it as it is; what was stored otherwise is read as what there is of it.
"""

import math
from typing import Any

from workflow_steps.forms import printable

LIMITS = {"rows": 500, "columns": 40, "signs": 2000}


def tidied(value: Any) -> dict[str, Any] | None:
    """The table in ``value``, without what no table has."""
    if value is None:
        return None
    members = value.items() if isinstance(value, dict) else ()
    return {name: _MEMBERS[name](member) for name, member in members if name in _MEMBERS}


def is_table(value: Any) -> bool:
    """Whether it has the shape of one; it may be empty."""
    if tidied(value) != value:
        return False
    return len({len(row) for row in (value or {}).get("data", [])}) <= 1


def is_too_large(table: dict[str, Any]) -> bool:
    rows = table.get("data", [])
    return (
        len(rows) > LIMITS["rows"]
        or any(len(row) > LIMITS["columns"] for row in rows)
        or any(len(str(cell)) > LIMITS["signs"] for row in rows for cell in row)
    )


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    is_number = isinstance(value, int | float) and math.isfinite(value)
    return value if is_number else None


def _cell(value: Any) -> Any:
    return None if isinstance(value, bool) else _scalar(value)


def _text(value: Any) -> str | None:
    return printable(value) if isinstance(value, str) else None


def _rows(value: Any) -> list[list[Any]]:
    rows = value if isinstance(value, list) else []
    return [[_cell(cell) for cell in row] for row in rows if isinstance(row, list)]


def _marks(value: Any) -> list[dict[str, Any]]:
    """What is said about single cells; a member without its numbers says nothing."""
    marks = value if isinstance(value, list) else []
    return [
        {name: _scalar(member) for name, member in mark.items()}
        for mark in marks
        if isinstance(mark, dict) and _has_numbers(mark, "row", "col")
    ]


def _merged(value: Any) -> list[dict[str, Any]]:
    return [mark for mark in _marks(value) if _has_numbers(mark, "rowspan", "colspan")]


def _has_numbers(mark: dict[str, Any], *names: str) -> bool:
    return all(type(mark.get(name)) is int for name in names)


_MEMBERS = {
    "data": _rows,
    "cell": _marks,
    "mergeCells": _merged,
    "table_caption": _text,
    "table_header_choice": _text,
    "first_row_is_table_header": _scalar,
    "first_col_is_header": _scalar,
}
