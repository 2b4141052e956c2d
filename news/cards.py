"""What a list shows of a page, read in one query whatever the types of the pages are.

Wagtail's ``.specific()`` asks each type's table and builds whole pages; a list needs six facts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.models import Page, PageQuerySet

from workflow_steps.sql_values import as_day, as_moment

from . import picture_sizes, surroundings
from .page_sql import awaits_initial, marks
from .renditions import specs_for


class _Row(NamedTuple):
    """In the order of ``_sql``."""

    pk: int
    title: str
    url_path: str
    first_published_at: Any
    content_type_id: int
    awaits: Any
    valid_until: Any
    summary: str | None
    hero_image_id: int | None
    category_id: int | None
    category: str | None


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


def read(pages: PageQuerySet | Collection[int]) -> list[Card]:
    """Newest first, without their pictures; of some numbers, or of a queryset's rows.

    The type of a page says nothing about what it holds, so all types' tables are joined; each
    join is by primary key.
    """
    try:
        chosen, values = _chosen(pages)
    except EmptyResultSet:
        return []
    types = _types()
    with connection.cursor() as cursor:
        cursor.execute(_sql().format(chosen=chosen), values)
        rows = [_Row(*found) for found in cursor.fetchall()]
    return [_card(row, types[row.content_type_id]) for row in rows if row.content_type_id in types]


def _chosen(pages: PageQuerySet | Collection[int]) -> tuple[str, list[Any]]:
    if isinstance(pages, PageQuerySet):
        sql, values = pages.values("pk").query.sql_with_params()
        return sql, list(values)
    if not pages:
        raise EmptyResultSet
    return marks(pages), list(pages)


@cache
def _sql() -> str:
    """By the ORM the same took 4 ms to compose, for each list again."""
    from .listing import newsroom_types
    from .models import AnnouncementPage, NewsCategory

    tables = [model._meta.db_table for model in newsroom_types()]

    def own(column: str) -> str:
        return f"COALESCE({', '.join(f'{table}.{column}' for table in tables)})"

    joins = " ".join(f"LEFT JOIN {table} ON {table}.page_ptr_id = p.id" for table in tables)
    return f"""
        SELECT p.id, p.title, p.url_path, p.first_published_at, p.content_type_id,
            {awaits_initial("p")}, {AnnouncementPage._meta.db_table}.valid_until,
            {own("summary")}, {own("hero_image_id")}, category.id, category.name
        FROM {Page._meta.db_table} p {joins}
        LEFT JOIN {NewsCategory._meta.db_table} category ON category.id = {own("category_id")}
        WHERE p.id IN ({{chosen}}) ORDER BY p.first_published_at DESC, p.id DESC
    """  # noqa: S608 names of tables of ours


def with_pictures(cards: list[Card]) -> list[Card]:
    """Fetch the sizes of the main images, in one query."""
    put_pictures(cards, picture_sizes.read(picture_ids(cards), specs_for(("card", "lead"))))
    return cards


def picture_ids(cards: Iterable[Any]) -> set[int]:
    return {card.hero_image_id for card in cards if card.hero_image_id is not None}


def put_pictures(cards: Iterable[Any], images: Mapping[Any, Any]) -> None:
    for card in cards:
        card.hero_image = images.get(card.hero_image_id)


def _card(row: _Row, model: Any) -> Card:
    return Card(
        pk=row.pk,
        title=row.title,
        url_path=row.url_path,
        first_published_at=as_moment(row.first_published_at),
        summary=row.summary or "",
        reader_label=model.reader_label,
        hero_image_id=row.hero_image_id,
        category_id=row.category_id,
        awaits_initial=bool(row.awaits),
        category=Category(row.category_id, row.category or "") if row.category_id else None,
        valid_until=as_day(row.valid_until),
    )


def _types() -> dict[int, type[Page]]:
    from .listing import newsroom_types

    models = newsroom_types()
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}
