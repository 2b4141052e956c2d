"""Which tables and columns are guarded."""

from typing import Any

from wagtail.models import Page

from ..content import content_fields

PAGE = "wagtailcore_page"
AUTHORITY = "workflow_steps_transactionauthority"
MESSAGE = "Nothing public changes without an approval (publication gate)."
WAS_PUBLIC = "What has been public stays on record (publication gate)."


def page_columns() -> list[str]:
    """Columns of every page that the public reads, or that say whether it may."""
    columns = {field.column for field in content_fields(Page)}
    return sorted(columns | {"live", "live_revision_id", "content_type_id", "alias_of_id"})


def own_columns(model: Any) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def link_column(model: Any) -> str:
    """The column that holds the page's id."""
    column: str = model._meta.pk.column
    return column


def is_root(row: str) -> str:
    """The tree's own root, which is live and shown to nobody. By its path as well: a page that
    only says ``depth = 1`` is none."""
    return f"({row}.depth = 1 AND LENGTH({row}.path) = {Page.steplen})"


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, to compare what is installed."""
    return " ".join(text.split())
