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
from wagtail.models import Page, get_page_models

from . import cards, listing
from .cards import Card
from .page_sql import open_to_everybody

RELATED = 4
LOOKED_THROUGH = 300  # the latest publications among which related ones are sought


@dataclass(frozen=True)
class FurtherReading:
    related: Sequence[Card] = ()
    previous: Card | None = None  # the one published before
    next: Card | None = None


def of(page: Any) -> FurtherReading:
    """Two queries, however long the archive is; the pictures are for the caller to fetch."""
    places = beside(page)
    if not places:
        return FurtherReading()
    found = {card.pk: card for card in cards.read({pk for _place, pk in places})}
    placed = [(place, found[pk]) for place, pk in places if pk in found]
    neighbours = {place: card for place, card in placed if place != "related"}
    return FurtherReading([card for place, card in placed if place == "related"], **neighbours)


def beside(page: Any) -> list[tuple[str, int]]:
    """ "previous", "next" or "related", and the number of the page that stands there."""
    at = page.first_published_at
    if at is None:
        return []
    parameters = {
        "at": connection.ops.adapt_datetimefield_value(at),
        "pk": page.pk,
        "category": page.category_id,
        "source": page.source or None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(_no_news()), parameters)
        return list(cursor.fetchall())


def neighbours_of(page: Any) -> list[int]:
    """Numbers of the pages that name this one as published before or after them."""
    return [pk for place, pk in beside(page) if place != "related"]


@cache
def _sql(no_news: str) -> str:
    """The newest of the same category, then of the same source; one page before and one after.

    The types of pages are chosen by what is no news: an index on those that are would tempt
    planners away from the dates. Each type of news has its own table.
    """
    page = Page._meta.db_table
    tables = [model._meta.db_table for model in listing.news_types()]
    joins = " ".join(
        f"LEFT JOIN {table} n{number} ON n{number}.page_ptr_id = w.id"
        for number, table in enumerate(tables)
    )

    def either(column: str) -> str:
        return f"COALESCE({', '.join(f'n{number}.{column}' for number in range(len(tables)))})"

    readable = f"""
        SELECT p.id, p.first_published_at FROM {page} p
        WHERE p.live AND p.content_type_id NOT IN ({no_news})
        AND {open_to_everybody("p")}"""  # noqa: S608 names of our own tables; values are parameters
    newest = "ORDER BY first_published_at DESC, id DESC"
    return f"""
    SELECT 'previous', a.id FROM ({readable}
        AND p.first_published_at <= %(at)s AND (p.first_published_at < %(at)s OR p.id < %(pk)s)
        {newest} LIMIT 1) a
    UNION ALL
    SELECT 'next', b.id FROM ({readable}
        AND p.first_published_at >= %(at)s AND (p.first_published_at > %(at)s OR p.id > %(pk)s)
        ORDER BY first_published_at, id LIMIT 1) b
    UNION ALL
    SELECT 'related', c.id FROM (
        SELECT w.id FROM ({readable} AND p.first_published_at IS NOT NULL {newest}
            LIMIT {LOOKED_THROUGH}) w
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
