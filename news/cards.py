"""What a list shows of a page, read in one query whatever the types of the pages are.

Wagtail's ``.specific()`` asks each type's table and builds whole pages; a list needs six facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.models import Page, PageQuerySet

from workflow_steps.emergency import without_initial

from . import surroundings
from .renditions import prefetch_renditions

# A card, or a whole page.
Shown = TypeVar("Shown", bound=Any)
# The fields that each page type keeps in its own table.
OWN = ("summary", "hero_image_id", "category_id")


class Category(NamedTuple):
    pk: int
    name: str


@dataclass(slots=True)
class Card:
    """A published page as lists show it; the names are those of the page."""

    pk: int
    title: str
    url_path: str
    first_published_at: datetime | None
    summary: str
    reader_label: str | Promise
    hero_image_id: int | None
    category_id: int | None
    awaits_initial: bool
    valid_until: date | None
    hero_image: Any = None
    category: Category | None = None

    def get_url(self, request: HttpRequest | None = None) -> str | None:
        """As ``Page.get_url``, from the address of the front page that the request knows."""
        return surroundings.address_of(request, self.url_path)

    def get_full_url(self, request: HttpRequest) -> str:
        return surroundings.full_address(request, self.get_url(request) or "/")


def read(pages: PageQuerySet) -> list[Card]:
    """Cards in the order of ``pages`` (rows of ``Page``), without their pictures.

    The type of a page says nothing about what it holds, so all types' tables are joined; each
    join is by primary key.
    """
    from .models import NewsCategory

    types = _types()
    own: dict[str, Any] = {
        f"own_{name}": Coalesce(*_in_each_type(name, types.values())) for name in OWN
    }
    category = NewsCategory.objects.filter(pk=OuterRef("own_category_id")).values("name")
    own["own_category"] = Subquery(category)
    rows = pages.annotate(awaits=without_initial(), **own).values_list(
        "pk",
        "title",
        "url_path",
        "first_published_at",
        "content_type_id",
        "awaits",
        "announcementpage__valid_until",
        *own,
        named=True,
    )
    return [_card(row, types[row.content_type_id]) for row in rows if row.content_type_id in types]


def with_pictures(cards: list[Shown]) -> list[Shown]:
    """Fetch the main images and their sizes, in one query each."""
    from .models import PressImage

    images = PressImage.objects.in_bulk(picture_ids(cards))
    put_pictures(cards, images)
    prefetch_renditions(images.values(), "card", "lead")
    return cards


def picture_ids(cards: Iterable[Any]) -> set[int]:
    return {card.hero_image_id for card in cards if card.hero_image_id is not None}


def put_pictures(cards: Iterable[Any], images: Mapping[Any, Any]) -> None:
    for card in cards:
        card.hero_image = images.get(card.hero_image_id)


def _card(row: Any, model: Any) -> Card:
    return Card(
        pk=row.pk,
        title=row.title,
        url_path=row.url_path,
        first_published_at=row.first_published_at,
        summary=row.own_summary or "",
        reader_label=model.reader_label,
        hero_image_id=row.own_hero_image_id,
        category_id=row.own_category_id,
        awaits_initial=row.awaits,
        category=Category(row.own_category_id, row.own_category) if row.own_category else None,
        valid_until=row.announcementpage__valid_until,
    )


def _types() -> dict[int, type[Page]]:
    from .listing import newsroom_types

    models = newsroom_types()
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}


def _in_each_type(name: str, models: Iterable[type[Page]]) -> list[Any]:
    """With one type ``Coalesce`` would complain; a page of no type has nothing."""
    return [F(f"{model._meta.model_name}__{name}") for model in models]
