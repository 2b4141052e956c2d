"""Whether a page is open to everybody, for statements that are written as text.

The same question for querysets is ``listing.restricted``.
"""

from wagtail.models import Page, PageViewRestriction


def open_to_everybody(page: str) -> str:
    """SQL: neither ``page`` (the alias of a row of the page table) nor one above it is closed."""
    pages, restrictions = Page._meta.db_table, PageViewRestriction._meta.db_table
    return f"""NOT EXISTS (
        SELECT 1 FROM {restrictions} r JOIN {pages} above ON above.id = r.page_id
        WHERE above.path = SUBSTR({page}.path, 1, LENGTH(above.path))
    )"""  # noqa: S608 names of tables and an alias of ours
