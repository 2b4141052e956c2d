"""The section that a page of lasting information belongs to, as a tree to find one's way in.

Open are the branches that lead to the page, and its own; what lies elsewhere is one step away.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from . import listing

TOP = 3  # depth of a section's first page: the tree's root, the front page, the section
MOST = 300  # entries; beyond that a section needs another order, not a longer list


@dataclass
class Entry:
    """One page of the section and what is shown below it."""

    page: Any
    below: list["Entry"] = field(default_factory=list)


def around(page: Page) -> list[Entry]:
    """The tree from the section's first page down; empty for a page that stands alone.

    One query.
    """
    line = _line_of(page)
    if not line:
        return []
    shown = Q(path=line[0])
    for path in line:
        shown |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
    pages = Page.objects.live().filter(shown, ~listing.restricted()).order_by("path")
    entries = _nested(list(pages.exclude(pk=page.pk)[:MOST]), page)
    return entries if len(entries) > 1 or (entries and entries[0].below) else []


def _line_of(page: Page) -> list[str]:
    """Tree paths from the top of the section, just below the front page, down to the page."""
    return [page.path[: depth * Page.steplen] for depth in range(TOP, page.depth + 1)]


def _nested(pages: list[Any], current: Page) -> list[Entry]:
    """Below its parent, or at the top where that is not public."""
    found: dict[str, Entry] = {}
    tops: list[Entry] = []
    for page in sorted([*pages, current], key=lambda page: page.path):
        entry = found[page.path] = Entry(page)
        parent = found.get(page.path[: -Page.steplen])
        (parent.below if parent else tops).append(entry)
    return tops
