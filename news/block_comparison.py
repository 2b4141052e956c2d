"""Tables and choices in the comparison of two versions, as a reader sees them.

Wagtail's own (``wagtail/admin/compare.py``) shows what is stored: Python's way of writing a table,
and the code of a choice.
"""

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.compare import BlockComparison, diff_text
from wagtail.blocks import ChoiceBlock


class TextComparison(BlockComparison):
    """Compares what ``text`` makes of a value; each of its lines stays one."""

    def text(self, value: Any) -> str:
        raise NotImplementedError

    def htmlvalue(self, value: Any) -> SafeString:
        return with_lines(escape(self.text(value)))

    def htmldiff(self) -> SafeString:
        return with_lines(diff_text(self.text(self.val_a), self.text(self.val_b)).to_html())


class TableComparison(TextComparison):
    def text(self, value: Any) -> str:
        rows = (value or {}).get("data") or []
        lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
        return "\n".join(filter(None, [(value or {}).get("table_caption"), *lines]))


class ChoiceComparison(TextComparison):
    def text(self, value: Any) -> str:
        return str(dict(self.block.field.choices).get(value, value or ""))


class LabelledChoiceBlock(ChoiceBlock):
    def get_comparison_class(self) -> type[ChoiceComparison]:
        return ChoiceComparison


def with_lines(html: str) -> SafeString:
    return mark_safe(html.replace("\n", "<br>"))
