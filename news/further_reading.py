"""Where an article leads on to: related news, and what was published before and after it.

What it costs must not grow with the archive: each part begins with a walk along the index on the
date of publication, which ends after a fixed number of steps. In SQL of our own, since every
article asks: composing the same by the ORM took ten times as long as the database (6 ms).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, PageViewRestriction, get_page_models

from workflow_steps.emergency import without_initial

from . import listing

RELATED = 4
LOOKED_THROUGH = 300  # the latest publications among which related ones are sought


@dataclass(frozen=True)
class FurtherReading:
    related: Sequence[Any] = ()
    previous: Any = None  # the one published before
    next: Any = None


def of(page: Any) -> FurtherReading:
    """Three queries, however long the archive is; sizes of pictures are for the caller to fetch."""
    found = _look(page)
    pages = _pages([row.pk for row in found])
    placed = [(row, pages[row.pk]) for row in found if row.pk in pages]
    neighbours = {row.place: other for row, other in placed if row.place != "related"}
    related = [(row, other) for row, other in placed if row.place == "related"]
    return FurtherReading(_as_cards(related), **neighbours)


@dataclass(frozen=True)
class _Row:
    place: str
    pk: int
    picture: int | None
    category_name: str | None


def _look(page: Any) -> list[_Row]:
    at = page.first_published_at
    if at is None:
        return []
    moment = connection.ops.adapt_datetimefield_value(at)
    places = {
        "at": moment,
        "pk": page.pk,
        "category": page.category_id,
        "source": page.source or None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(_no_news()), places)
        return [_Row(*row) for row in cursor.fetchall()]


@cache
def _sql(no_news: str) -> str:
    """The newest of the same category, then of the same source; one page before and one after.

    The types of pages are chosen by what is no news: an index on those that are would tempt
    planners away from the dates. Each type of news has its own table.
    """
    page = Page._meta.db_table
    tables = [model._meta.db_table for model in listing.news_types()]
    category = listing.news_types()[0]._meta.get_field("category").related_model
    joins = " ".join(
        f"LEFT JOIN {table} n{number} ON n{number}.page_ptr_id = w.id"
        for number, table in enumerate(tables)
    )

    def either(column: str) -> str:
        return f"COALESCE({', '.join(f'n{number}.{column}' for number in range(len(tables)))})"

    readable = f"""
        SELECT p.id, p.first_published_at FROM {page} p
        WHERE p.live AND p.content_type_id NOT IN ({no_news})
        AND NOT EXISTS (
            SELECT 1 FROM {PageViewRestriction._meta.db_table} r JOIN {page} rp ON rp.id = r.page_id
            WHERE SUBSTR(p.path, 1, LENGTH(rp.path)) = rp.path
        )"""  # noqa: S608 names of our own tables; values are parameters
    newest = "ORDER BY first_published_at DESC, id DESC"
    return f"""
    SELECT 'previous', a.id, CAST(NULL AS bigint), CAST(NULL AS varchar) FROM ({readable}
        AND p.first_published_at <= %(at)s AND (p.first_published_at < %(at)s OR p.id < %(pk)s)
        {newest} LIMIT 1) a
    UNION ALL
    SELECT 'next', b.id, NULL, NULL FROM ({readable}
        AND p.first_published_at >= %(at)s AND (p.first_published_at > %(at)s OR p.id > %(pk)s)
        ORDER BY first_published_at, id LIMIT 1) b
    UNION ALL
    SELECT 'related', c.id, c.picture, c.name FROM (
        SELECT w.id, {either("hero_image_id")} AS picture,
            (SELECT name FROM {category._meta.db_table} WHERE id = {either("category_id")}) AS name
        FROM ({readable} AND p.first_published_at IS NOT NULL {newest} LIMIT {LOOKED_THROUGH}) w
        {joins}
        WHERE w.id <> %(pk)s AND ({either("category_id")} = %(category)s
            OR {either("source")} = %(source)s)
        ORDER BY CASE WHEN {either("category_id")} = %(category)s THEN 0 ELSE 1 END,
            w.first_published_at DESC, w.id DESC LIMIT {RELATED}) c
    """  # noqa: S608 the same


def _no_news() -> str:
    """Numbers of the types of pages that stand nowhere in this list."""
    others = set(get_page_models()) - set(listing.news_types())
    kinds = ContentType.objects.get_for_models(*others).values()
    return ", ".join(str(kind.pk) for kind in sorted(kinds, key=lambda kind: kind.pk))


def _pages(ids: Sequence[int]) -> dict[int, Any]:
    if not ids:
        return {}
    pages = Page.objects.filter(pk__in=ids).order_by().annotate(awaits_initial=without_initial())
    return {page.pk: page for page in pages}


def _as_cards(found: Sequence[tuple[_Row, Any]]) -> list[Any]:
    """With what ``components/card.html`` shows, of pages that are not of their own type."""
    from .models import NewsCategory, PressImage

    wanted = {row.picture for row, _page in found if row.picture}
    images = PressImage.objects.in_bulk(wanted) if wanted else {}
    for row, page in found:
        page.hero_image = images.get(row.picture)
        page.category = NewsCategory(name=row.category_name) if row.category_name else None
        page.reader_label = getattr(page.specific_class, "reader_label", "")
    return [page for _row, page in found]
