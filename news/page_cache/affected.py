"""Which addresses show a page, and so what must be made anew when it changes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page

from news import framing, further_reading, listing
from news.models import HomePage, InformationClass

from . import clearances


def clear_page(page: Any) -> None:
    """What a change of this page shows on.

    A first publication: its own address, the lists, and the pages before and after it. Whatever
    changes later may show as related news anywhere, and pages that are no news stand in the menu
    and the trail of every page: that clears everything. Related news of other pages learn of a
    first publication within ``KEPT_SECONDS``. What is *serta merta* stands on top of every page, a
    page that the office's services lead to at its foot.
    """
    if (
        isinstance(page, listing.news_types())
        and _is_first_publication(page)
        and not _is_urgent(page)
        and not _is_a_service(page)
    ):
        clearances.record(_shown_on(page))
    else:
        clear_everything()


def clear_everything() -> None:
    clearances.record([clearances.EVERYTHING])


def _is_first_publication(page: Any) -> bool:
    return bool(page.live and page.first_published_at == page.last_published_at)


def _is_urgent(page: Any) -> bool:
    information_class = page.information_class
    return bool(information_class and information_class.code == InformationClass.Code.SERTA_MERTA)


def _is_a_service(page: Any) -> bool:
    return any(page.pk in framing.linked_pages(home) for home in HomePage.objects.live())


def _shown_on(page: Any) -> Iterator[str]:
    yield clearances.LISTS
    beside = Page.objects.filter(pk__in=further_reading.neighbours_of(page))
    # The list it stands in: also where the office renamed it.
    for shown in (page, page.get_parent(), *beside):
        yield urlsplit(shown.full_url or "").path
