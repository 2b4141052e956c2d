"""Lists of published pages: live, open to everybody, newest first, in a fixed number of queries."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from . import cards
from .cards import Card

NEWEST_FIRST = ("-first_published_at", "-pk")


def news_types() -> tuple[type[Page], ...]:
    """What appears under ``/berita/`` and in the feed."""
    from .models import AnnouncementPage

    return *story_types(), AnnouncementPage


def story_types() -> tuple[type[Page], ...]:
    """What the front page leads with; announcements have a place of their own there."""
    from .models import GalleryPage, NewsPage, VideoPage

    return NewsPage, GalleryPage, VideoPage


def newsroom_types() -> tuple[type[Page], ...]:
    """Everything the newsroom writes, and so everything a search may find."""
    from .models import InformationPage

    return *news_types(), InformationPage


def restricted() -> Exists:
    """For a queryset of pages: whether it, or a page above it, is not open to everybody.

    Wagtail's ``public()`` reads all restrictions in a query of its own each time. Their paths come
    from a subquery, not a join, so that they are always what is read first (``page_sql``).
    """
    path = Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path"))
    closed = PageViewRestriction.objects.annotate(closed_path=path)
    return Exists(closed.filter(closed_path=Substr(OuterRef("path"), 1, Length("closed_path"))))


def published(*types: type[Page], under: Page | None = None) -> PageQuerySet:
    """Rows of ``Page``, newest first.

    The type is asked as a sum: as a plain column SQLite takes its index, reads every page of the
    type and sorts them; so the index by date serves the list, and twelve rows are read.
    """
    kinds = ContentType.objects.get_for_models(*types).values()
    pages = Page.objects.live().annotate(kind=F("content_type_id") + 0)
    pages = pages.filter(~restricted(), kind__in=[kind.pk for kind in kinds])
    pages = pages.order_by(*NEWEST_FIRST)
    return pages.descendant_of(under) if under is not None else pages


def of_kind(pages: PageQuerySet, kind: str) -> PageQuerySet:
    """Those of a list (``published``) that are of this kind (``models.search.Kind``)."""
    from .models.search import kind_of

    types = [model for model in newsroom_types() if kind_of(model) == kind]
    kinds = ContentType.objects.get_for_models(*types).values()
    return pages.filter(kind__in=[kind.pk for kind in kinds])


def having(pages: PageQuerySet, **own: Any) -> PageQuerySet:
    """Pages whose own fields have these values, whatever their type.

    Each page type has its own table, so the filter is one condition for each.
    """
    condition = Q()
    for model in news_types():
        name = model._meta.model_name
        condition |= Q(**{f"{name}__{field}": value for field, value in own.items()})
    return pages.filter(condition)


def as_cards(pages: PageQuerySet) -> list[Card]:
    """The pages with category and picture at hand, in two queries."""
    return cards.with_pictures(cards.read(pages))
