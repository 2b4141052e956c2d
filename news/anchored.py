"""Pages of a list that stay what they were while new items come in at its top.

From the second page on the address carries the time of the first item that the reader saw; what
is newer is left out, so nothing is shown twice or pushed past the reader.
"""

from datetime import UTC, datetime
from typing import Any, Final

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import QueryDict
from wagtail.models import PageQuerySet

PARAMETER: Final = "sampai"
MICROSECONDS: Final = 1_000_000


def page_of(pages: PageQuerySet, per_page: int, query: QueryDict) -> PaginatorPage[Any]:
    """``pages`` newest first. A page number out of range is answered by the nearest there is."""
    until = _time(query.get(PARAMETER, ""))
    if until is not None:
        pages = pages.filter(first_published_at__lte=until)
    return Paginator(pages, per_page).get_page(query.get("page"))


def anchor(query: QueryDict, page: PaginatorPage[Any], cards: list[Any]) -> int | None:
    """What links to further pages carry; None where the first page shows nothing with a time."""
    until = _time(query.get(PARAMETER, ""))
    if until is None and page.number == 1 and cards:
        until = cards[0].first_published_at
    return _microseconds(until) if until else None


def _time(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 17):
        return None
    seconds, rest = divmod(int(text), MICROSECONDS)
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest)
    except (OverflowError, OSError, ValueError):
        return None


def _microseconds(moment: datetime) -> int:
    """In whole numbers: a float of seconds loses the last microsecond."""
    return int(moment.replace(microsecond=0).timestamp()) * MICROSECONDS + moment.microsecond
