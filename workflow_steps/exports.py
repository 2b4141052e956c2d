"""Exports that are safe to open in a spreadsheet, with times as the office reads them."""

from datetime import datetime
from typing import Any

from django.utils import timezone

# A cell that starts like this is a formula to Excel and LibreOffice (OWASP "CSV injection");
# the wide forms become the plain ones in some East Asian versions.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralise(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it as a formula."""
    dangerous = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if dangerous else text


class SafeExportMixin:
    """Put before a view with Wagtail's ``SpreadsheetExportMixin``.

    Typed text stays text; times are written in the office's zone, not in UTC
    (``SpreadsheetExportMixin.custom_value_preprocess``).
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.make_naive(value).replace(microsecond=0)
        processed = super().preprocess_field_value(  # type: ignore[misc]
            field, value, export_format
        )
        return neutralise(processed) if isinstance(processed, str) else processed
