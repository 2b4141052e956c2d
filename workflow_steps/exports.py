"""Exports that are safe to open in a spreadsheet."""

from collections import OrderedDict
from typing import Any

# A cell that starts like this is a formula to Excel and LibreOffice (OWASP "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class SafeExportMixin:
    """Put before a view with Wagtail's ``SpreadsheetExportMixin``: typed text stays text."""

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        row = super().to_row_dict(item)  # type: ignore[misc]
        for field, value in row.items():
            if isinstance(value, str):
                row[field] = neutralise(value)
        return row
