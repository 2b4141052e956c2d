"""The rows that ``frame`` needs for every page, as SQL that joins the query for surroundings.

Not by the ORM: to build these parts took 8 ms for each page, more than all else of an article;
as text they take none. Only names of tables are put into it; values are bound.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from workflow_steps.models import PublicationAct

from .open_sql import open_to_everybody
from .renditions import LOGO

if TYPE_CHECKING:
    from .models import HomePage

URGENT: Final = 11
LINKED: Final = 12
PICTURE: Final = 13

# In the order of ``Row``. Whether a page waits for its paraf is what ``gate.open_emergency`` says.
_PAGE = """
    SELECT p.id, p.title, p.slug, p.path, p.url_path, p.content_type_id, p.live, p.alias_of_id,
        {role}, FALSE, p.first_published_at, {awaits}
    FROM {page} p {joins}
    WHERE p.live AND {is_open} AND {condition}
"""
_AWAITS = """
    COALESCE((SELECT act.kind FROM {act} act WHERE act.page_id = p.id ORDER BY act.id DESC LIMIT 1),
        '') = '{emergency}'
"""
_URGENT_CLASS = "(SELECT id FROM {information_class} WHERE code = '{code}')"
# By the date's index: a handful of rows, however many pages there are.
_RECENT = """
    p.first_published_at >= %s AND SUBSTR(p.path, 1, %s) = %s
    AND COALESCE({classes}) = {urgent} AND {announcement}.valid_until IS NULL
"""
_LASTING = """
    p.id IN (
        SELECT page_ptr_id FROM {announcement}
        WHERE valid_until >= %s AND information_class_id = {urgent}
    ) AND SUBSTR(p.path, 1, %s) = %s
"""
# A size in the place of a page: its file as the title, its measures as the two other numbers.
_PICTURE = """
    SELECT id, file, '', '', '', width, TRUE, height, {role}, FALSE, NULL, FALSE
    FROM {rendition} WHERE image_id = %s AND filter_spec = %s
"""


class Row(NamedTuple):
    """One row of the query for surroundings; of what is no page, see ``_PICTURE``."""

    pk: int
    title: str
    slug: str
    path: str
    url_path: str
    content_type_id: int
    live: bool
    alias_of_id: int | None
    role: int
    restricted: bool
    first_published_at: datetime | None
    awaits: bool


def query(home: "HomePage") -> tuple[str, list[Any]]:
    """Parts joined by ``UNION ALL``, and their values."""
    parts = list(_parts(home))
    return " UNION ALL ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]


def read(sql: str, values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_row(*found) for found in cursor.fetchall()]


def _parts(home: "HomePage") -> Iterator[tuple[str, list[Any]]]:
    now, below = timezone.now(), [len(home.path), home.path]
    since = now - timedelta(hours=home.notice_hours or home.NOTICE_HOURS)
    recent, lasting = _urgent_sql()
    yield recent, [connection.ops.adapt_datetimefield_value(since), *below]
    today = connection.ops.adapt_datefield_value(timezone.localdate(now))
    yield lasting, [today, *below]
    # As stored: to read the values would fetch every page that is linked, in a query more.
    linked = [pk for part in home.services.raw_data if (pk := part["value"].get("page"))]
    if linked:
        marks = ", ".join(["%s"] * len(linked))
        yield _page_sql(LINKED, f"p.id IN ({marks})"), linked
    if home.logo_id:
        rendition = get_image_model().get_rendition_model()._meta.db_table
        yield _PICTURE.format(role=PICTURE, rendition=rendition), [home.logo_id, LOGO]


@cache
def _urgent_sql() -> tuple[str, str]:
    from .listing import newsroom_types
    from .models import AnnouncementPage, InformationClass

    tables = [model._meta.db_table for model in newsroom_types()]
    words = {
        "announcement": AnnouncementPage._meta.db_table,
        "classes": ", ".join(f"{table}.information_class_id" for table in tables),
        "urgent": _URGENT_CLASS.format(
            information_class=InformationClass._meta.db_table,
            code=InformationClass.Code.SERTA_MERTA.value,
        ),
    }
    awaits = _AWAITS.format(
        act=PublicationAct._meta.db_table, emergency=PublicationAct.Kind.EMERGENCY.value
    )
    joins = " ".join(f"LEFT JOIN {table} ON {table}.page_ptr_id = p.id" for table in tables)
    return (
        _page_sql(URGENT, _RECENT.format(**words), awaits, joins),
        _page_sql(URGENT, _LASTING.format(**words), awaits),
    )


def _page_sql(role: int, condition: str, awaits: str = "FALSE", joins: str = "") -> str:
    return _PAGE.format(
        role=role,
        awaits=awaits,
        joins=joins,
        condition=condition,
        page=Page._meta.db_table,
        is_open=open_to_everybody("p"),
    )


def _row(*found: Any) -> Row:
    """SQLite has neither truth values nor times of its own."""
    row = Row(*found)
    at: Any = row.first_published_at
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    if at is not None and timezone.is_naive(at):
        at = at.replace(tzinfo=UTC)
    return row._replace(
        live=bool(row.live),
        restricted=bool(row.restricted),
        awaits=bool(row.awaits),
        first_published_at=at,
    )
