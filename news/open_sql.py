"""Whether a page is open to everybody, for statements that are written as text.

The same question for querysets is ``listing.restricted``.
"""

from wagtail.models import Page, PageViewRestriction


def open_to_everybody(page: str) -> str:
    """SQL: neither ``page`` (the alias of a row of the page table) nor one above it is closed.

    ``CROSS JOIN``: SQLite then reads the few restrictions first. Once ``ANALYZE`` has run it knows
    nothing of an empty table, takes it for a large one and walks all pages for each page instead.
    """
    pages, restrictions = Page._meta.db_table, PageViewRestriction._meta.db_table
    return f"""NOT EXISTS (
        SELECT 1 FROM {restrictions} r CROSS JOIN {pages} above
        WHERE above.id = r.page_id AND above.path = SUBSTR({page}.path, 1, LENGTH(above.path))
    )"""  # noqa: S608 names of tables and an alias of ours
