"""Lists of published pages: live, open to everybody, newest first, in a fixed number of queries."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageQuerySet

from workflow_steps.emergency import without_initial

from .renditions import prefetch_renditions

if TYPE_CHECKING:
    from .models import NewsCategory

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


def published(*types: type[Page], under: Page | None = None) -> PageQuerySet:
    pages = Page.objects.live().public().type(*types).order_by(*NEWEST_FIRST)
    return pages.descendant_of(under) if under is not None else pages


def in_category(pages: PageQuerySet, category: "NewsCategory") -> PageQuerySet:
    """Each page type has its own table, so the filter is one condition per type."""
    condition = Q()
    for model in news_types():
        condition |= Q(**{f"{model._meta.model_name}__category": category})
    return pages.filter(condition)


def current_announcements(under: Page) -> PageQuerySet:
    from .models import AnnouncementPage

    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    pages = AnnouncementPage.objects.live().public().descendant_of(under).filter(lasting)
    return pages.defer_streamfields().order_by(*NEWEST_FIRST)


def as_cards(pages: PageQuerySet) -> list[Any]:
    """The pages as their own types, without their bodies, with category and picture at hand."""
    labelled = pages.annotate(awaits_initial=without_initial())
    return with_parts(list(labelled.defer_streamfields().specific()))


def cards_by_id(ids: Iterable[int]) -> list[Any]:
    """Cards in the order given, for results that arrive as plain pages."""
    order = {pk: position for position, pk in enumerate(ids)}
    return sorted(as_cards(Page.objects.filter(pk__in=order)), key=lambda page: order[page.pk])


def with_parts(pages: Iterable[Any]) -> list[Any]:
    """Fetch main images and categories of mixed page types in one query each."""
    from .models import NewsCategory, PressImage

    cards = list(pages)
    images = PressImage.objects.in_bulk({p.hero_image_id for p in cards if p.hero_image_id})
    categories = NewsCategory.objects.in_bulk({p.category_id for p in cards if p.category_id})
    for page in cards:
        page.hero_image = images.get(page.hero_image_id)
        page.category = categories.get(page.category_id)
    prefetch_renditions(images.values(), "card", "hero")
    return cards
