"""Which pages stand in which part of the front page: one query for all parts, as SQL.

As ``listing`` has it for one list at a time. The ORM took 2 ms to build each part, and a front
page has a dozen (see ``framing``, for every page).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from .page_sql import open_to_everybody

if TYPE_CHECKING:
    from .models import HomePage

# A limit is taken in a subquery, but by SQLite in no part of a union.
_PART: Final = """
    SELECT {number} AS part, id FROM (
        SELECT p.id FROM {page} p {joins}
        WHERE p.live AND {kind}
        AND p.path LIKE %s AND {is_open} {condition}
        ORDER BY p.first_published_at DESC, p.id DESC LIMIT {limit}
    ) part_{number}
"""


@dataclass(frozen=True, slots=True)
class Strip:
    """The newest pages of some types: of one category, only announcements that still apply, or
    only one page (if it is public)."""

    types: tuple[type[Page], ...]
    limit: int
    category_id: int | None = None
    current: bool = False
    only: int | None = None


def members(home: "HomePage", strips: Iterable[Strip]) -> set[tuple[int, int]]:
    """(number of the strip, page)."""
    parts = [_part(number, strip, home) for number, strip in enumerate(strips)]
    sql = " UNION ALL ".join(text for text, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parts for value in values])
        return set(cursor.fetchall())


def _part(number: int, strip: Strip, home: "HomePage") -> tuple[str, list[Any]]:
    tables = [model._meta.db_table for model in strip.types]
    needs_own = strip.category_id or strip.current
    condition, values = _condition(strip, tables)
    text = _PART.format(
        number=number,
        limit=strip.limit,
        kind=_kind(strip.types),
        joins=" ".join(f"LEFT JOIN {table} ON {table}.page_ptr_id = p.id" for table in tables)
        if needs_own
        else "",
        condition=condition,
        page=Page._meta.db_table,
        is_open=open_to_everybody("p"),
    )
    return text, [f"{home.path}%", *values]


def _kind(types: tuple[type[Page], ...]) -> str:
    """Several types as a sum, so that the date's index serves the list (``listing.published``).

    One type is a rare one here (galleries, videos, announcements), for which the walk along the
    dates would pass the whole archive: its own index serves it.
    """
    kinds = [str(kind.pk) for kind in ContentType.objects.get_for_models(*types).values()]
    if len(kinds) == 1:
        return f"p.content_type_id = {kinds[0]}"
    return f"p.content_type_id + 0 IN ({', '.join(kinds)})"


def _condition(strip: Strip, tables: list[str]) -> tuple[str, list[Any]]:
    if strip.only:
        return "AND p.id = %s", [strip.only]
    if strip.category_id:
        either = " OR ".join(f"{table}.category_id = %s" for table in tables)
        return f"AND ({either})", [strip.category_id] * len(tables)
    if strip.current:
        until = f"{tables[0]}.valid_until"
        today = connection.ops.adapt_datefield_value(timezone.localdate())
        return f"AND ({until} IS NULL OR {until} >= %s)", [today]
    return "", []
