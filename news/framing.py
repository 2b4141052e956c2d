"""The rows that ``surroundings`` and ``frame`` need for every page, as SQL for one query.

Not by the ORM: to build these parts took 10 ms for each page, more than all else of an article;
as text they take none. Only names of tables are put into it; values are bound.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction

from workflow_steps.sql_values import as_moment

from .page_sql import awaits_initial, marks, open_to_everybody
from .renditions import LOGO

if TYPE_CHECKING:
    from .models import HomePage

Part = tuple[str, list[Any]]

IN_MENU: Final = 1
ABOVE: Final = 2  # the front page itself, and what it stands below
BELOW: Final = 3  # may be on the way from there
URGENT: Final = 11
LINKED: Final = 12
PICTURE: Final = 13

# In the order of ``Row``.
_PAGE = """
    SELECT p.id, p.title, p.slug, p.path, p.url_path, p.content_type_id, p.live, p.alias_of_id,
        {role}, {restricted}, p.first_published_at, {awaits}
    FROM {page} p {joins}
    WHERE {condition}
"""
_URGENT_CLASS = "(SELECT id FROM {information_class} WHERE code = '{code}')"
# By the date's index: a handful of rows, however many pages there are.
_RECENT = """
    p.first_published_at >= %s AND p.path LIKE %s
    AND COALESCE({classes}) = {urgent} AND {announcement}.valid_until IS NULL
"""
_LASTING = """
    p.id IN (
        SELECT page_ptr_id FROM {announcement}
        WHERE valid_until >= %s AND information_class_id = {urgent}
    ) AND p.path LIKE %s
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


def read(parts: Iterable[Part]) -> list[Row]:
    """All parts in one query."""
    texts, values = zip(*parts, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), list(chain.from_iterable(values)))
        return [_row(*found) for found in cursor.fetchall()]


# --- where a page stands ------------------------------------------------------------------------


def above(home: Page) -> Part:
    paths = [home.path[:end] for end in range(home.steplen, len(home.path) + 1, home.steplen)]
    return _node_sql(ABOVE, f"p.path IN ({marks(paths)})"), paths


def way(home: Page, slugs: Sequence[str]) -> Part:
    """Candidates by their slugs, which have an index; addresses have none."""
    condition = f"p.slug IN ({marks(slugs)}) AND p.path LIKE %s AND p.depth > %s AND p.depth <= %s"
    values = [*slugs, f"{home.path}%", home.depth, home.depth + len(slugs)]
    return _node_sql(BELOW, condition), values


def menu(home: Page) -> Part:
    """By the types that may stand in it, which are few pages."""
    from .models import InformationPage, NewsIndexPage

    kinds = ContentType.objects.get_for_models(NewsIndexPage, InformationPage).values()
    numbers = [kind.pk for kind in kinds]
    condition = (
        f"p.content_type_id IN ({marks(numbers)}) AND p.depth = %s AND p.path LIKE %s"
        " AND p.live AND p.show_in_menus"
    )
    return _node_sql(IN_MENU, condition), [*numbers, home.depth + 1, f"{home.path}%"]


def _node_sql(role: int, condition: str) -> str:
    """Live or not, with its own restriction."""
    restrictions = PageViewRestriction._meta.db_table
    own = f"EXISTS (SELECT 1 FROM {restrictions} r WHERE r.page_id = p.id)"  # noqa: S608 ours
    return _page_sql(role, condition, restricted=own)


# --- what frames every page ---------------------------------------------------------------------


def parts(home: "HomePage") -> Iterator[Part]:
    now, below = timezone.now(), f"{home.path}%"
    since = now - timedelta(hours=home.notice_hours or home.NOTICE_HOURS)
    recent, lasting = _urgent_sql()
    yield recent, [connection.ops.adapt_datetimefield_value(since), below]
    today = connection.ops.adapt_datefield_value(timezone.localdate(now))
    yield lasting, [today, below]
    if linked := linked_pages(home):
        yield _open_sql(LINKED, f"p.id IN ({marks(linked)})"), linked
    if home.logo_id:
        rendition = get_image_model().get_rendition_model()._meta.db_table
        yield _PICTURE.format(role=PICTURE, rendition=rendition), [home.logo_id, LOGO]


def linked_pages(home: "HomePage") -> list[int]:
    """As stored: to read the values would fetch every page that is linked, in a query more."""
    return [pk for part in home.services.raw_data if (pk := part["value"].get("page"))]


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
    awaits = awaits_initial("p")
    joins = " ".join(f"LEFT JOIN {table} ON {table}.page_ptr_id = p.id" for table in tables)
    return (
        _open_sql(URGENT, _RECENT.format(**words), awaits, joins),
        _open_sql(URGENT, _LASTING.format(**words), awaits),
    )


def _open_sql(role: int, condition: str, awaits: str = "FALSE", joins: str = "") -> str:
    """Live, and open to everybody."""
    condition = f"p.live AND {open_to_everybody('p')} AND {condition}"
    return _page_sql(role, condition, awaits=awaits, joins=joins)


def _page_sql(
    role: int, condition: str, restricted: str = "FALSE", awaits: str = "FALSE", joins: str = ""
) -> str:
    return _PAGE.format(
        role=role,
        restricted=restricted,
        awaits=awaits,
        joins=joins,
        condition=condition,
        page=Page._meta.db_table,
    )


def _row(*found: Any) -> Row:
    """SQLite has neither truth values nor times of its own."""
    row = Row(*found)
    return row._replace(
        live=bool(row.live),
        restricted=bool(row.restricted),
        awaits=bool(row.awaits),
        first_published_at=as_moment(row.first_published_at),
    )
