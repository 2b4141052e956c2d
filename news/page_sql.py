"""What statements that are written as text ask about a page.

By the ORM the same is ``listing.restricted`` and ``workflow_steps.emergency.without_initial``; to
compose these for each request took ten times as long as the database takes to answer.
"""

from collections.abc import Collection
from typing import Any

from wagtail.models import Page, PageViewRestriction

from workflow_steps.models import PublicationAct


def open_to_everybody(page: str) -> str:
    """Neither ``page`` (the alias of a row of the page table) nor one above it is closed.

    ``CROSS JOIN``: SQLite then reads the few restrictions first. Once ``ANALYZE`` has run it knows
    nothing of an empty table, takes it for a large one and walks all pages for each page instead.
    """
    pages, restrictions = Page._meta.db_table, PageViewRestriction._meta.db_table
    return f"""NOT EXISTS (
        SELECT 1 FROM {restrictions} r CROSS JOIN {pages} above
        WHERE above.id = r.page_id AND above.path = SUBSTR({page}.path, 1, LENGTH(above.path))
    )"""  # noqa: S608 names of tables and an alias of ours


def awaits_initial(page: str) -> str:
    """``page`` is public without a paraf, as ``gate.open_emergency`` says it."""
    act = PublicationAct._meta.db_table
    return f"""COALESCE((
        SELECT act.kind FROM {act} act WHERE act.page_id = {page}.id ORDER BY act.id DESC LIMIT 1
    ), '') = '{PublicationAct.Kind.EMERGENCY.value}'"""  # noqa: S608 the same


def marks(values: Collection[Any]) -> str:
    """Places for values that are bound."""
    return ", ".join(["%s"] * len(values))
