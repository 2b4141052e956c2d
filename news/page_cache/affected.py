"""Which addresses show a page, and so what must be made anew when it changes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page

from news import listing

from . import clearances


def clear_page(page_id: int) -> None:
    """The page's own address, the lists, and what names it beside its own text."""
    page = Page.objects.filter(pk=page_id).first()
    clearances.record(clearances.EVERYTHING if page is None else _scopes(page))


def clear_everything() -> None:
    clearances.record([clearances.EVERYTHING])


def _scopes(page: Page) -> Iterator[str]:
    if not issubclass(page.specific_class, listing.news_types()):
        # Front page, list of news, information pages: they stand in the menu, in trails, in the
        # foot of every page.
        yield clearances.EVERYTHING
        return
    yield clearances.LISTS
    for shown in (page, *_beside(page)):
        yield urlsplit(shown.full_url or "").path


def _beside(page: Any) -> list[Page]:
    return []
