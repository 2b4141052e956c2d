"""Where a page stands: the pages above it, the menu, and whether it is open to everybody.

Wagtail asks for these one by one, two queries for each level of the tree and four more for menu,
trail and view restrictions. Here they are one query, which also brings what ``frame`` wants to know
for every page; what is the same for all pages is kept until something public changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from . import framing, kept
from .framing import ABOVE, BELOW, IN_MENU, Row

ON_THE_WAY = (ABOVE, BELOW)
OWN = (IN_MENU, *ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the tree; ``url`` is relative to the site, as ``Page.get_url`` gives it."""

    pk: int
    title: str
    slug: str
    path: str
    content_type_id: int
    live: bool
    is_alias: bool
    restricted: bool
    url: str

    def get_url(self, request: HttpRequest | None = None) -> str:
        return self.url

    def get_full_url(self, request: HttpRequest) -> str:
        return full_address(request, self.url)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``trail``: from the front page to the page asked for; ``menu``: what stands below the first.

    ``restricted``: somewhere on the way not everybody is let in, or only Wagtail can tell.
    ``framing``: the rows for ``frame``, where they were asked for.
    """

    home: Page
    root_url: str  # of the site: scheme and host
    trail: tuple[Node, ...]
    menu: tuple[Node, ...]
    restricted: bool
    framing: tuple[Row, ...] | None = None


def of(request: HttpRequest | None) -> Surroundings | None:
    """What stands around the page asked for; around the front page where none was asked for."""
    if request is None:
        return None
    known: Surroundings | None = getattr(request, "_newsroom_surroundings", None)
    if known is None and (site := Site.find_for_request(request)) is not None:
        known = look(request, site.root_page.specific, ())
    return known


def look(request: HttpRequest, home: Page, slugs: Sequence[str]) -> Surroundings:
    """Follow ``slugs`` down from the front page; ``Http404`` where the way ends."""
    from .models import HomePage

    framed = isinstance(home, HomePage)
    rows = _rows(request, home, slugs, framed=framed)
    site = Site.find_for_request(request)
    if site is not None:
        kept.keep_site(request, site)
    # The front page is the site's root; ``home.get_url`` would read all sites to say so.
    address = reverse("wagtail_serve", args=[""])
    above = {row.path for row in rows if row.role in ON_THE_WAY and row.restricted}
    trail = tuple(_way(home, slugs, rows, address))
    found = Surroundings(
        home=home,
        root_url=site.root_url if site else "",
        trail=trail,
        menu=tuple(
            _node(row, home, address) for row in rows if row.role == IN_MENU and not row.restricted
        ),
        restricted=any(node.is_alias for node in trail)
        or any(trail[-1].path.startswith(path) for path in above),
        framing=tuple(row for row in rows if row.role not in OWN) if framed else None,
    )
    request._newsroom_surroundings = found  # type: ignore[attr-defined]
    return found


def _rows(request: HttpRequest, home: Any, slugs: Sequence[str], *, framed: bool) -> list[Row]:
    """The way to the page, and what stands around every page, which may be known (``kept``)."""
    name = f"around/{home.pk}"
    around: list[Row] | None = kept.read(request, name)
    if around is not None:
        return [*around, *(framing.read([framing.way(home, slugs)]) if slugs else ())]
    parts = [framing.above(home), framing.menu(home), *(framing.parts(home) if framed else ())]
    rows = framing.read([*parts, framing.way(home, slugs)] if slugs else parts)
    kept.write(request, name, [row for row in rows if row.role != BELOW])
    return rows


def _way(home: Page, slugs: Sequence[str], rows: list[Any], address: str) -> list[Node]:
    by_slug: dict[tuple[str, str], Any] = {
        (row.path[: -home.steplen], row.slug): row for row in rows if row.role in ON_THE_WAY
    }
    by_path = {row.path: row for row in rows}
    way = [_node(by_path[home.path], home, address)]
    for slug in slugs:
        row = by_slug.get((way[-1].path, slug))
        if row is None:
            raise Http404
        way.append(_node(row, home, address))
    return way


def _node(row: Any, home: Page, address: str) -> Node:
    return Node(
        pk=row.pk,
        title=row.title,
        slug=row.slug,
        path=row.path,
        content_type_id=row.content_type_id,
        live=row.live,
        is_alias=row.alias_of_id is not None,
        restricted=row.restricted,
        url=below(home, address, row.url_path),
    )


def below(home: Page, address: str, url_path: str) -> str:
    """The address of a page under ``home``, whose own is ``address``."""
    return address + url_path[len(home.url_path) :]


def index_address(request: HttpRequest | None) -> str | None:
    """Where the list of all news is, if it is live: nearly always known from menu or trail."""
    from .models import NewsIndexPage

    around = of(request)
    if around is None:
        return None
    kind = ContentType.objects.get_for_model(NewsIndexPage).pk
    for node in (*around.menu, *around.trail):
        if node.content_type_id == kind and node.live:
            return node.url
    index = NewsIndexPage.objects.live().child_of(around.home).first()
    return index.get_url(request) if index else None


def address_of(request: HttpRequest | None, url_path: str) -> str | None:
    """The address of a page of this site by its ``url_path``; None for a page of another."""
    around = of(request)
    if around is None or not url_path.startswith(around.home.url_path):
        return None
    return below(around.home, around.trail[0].url, url_path)


def full_address(request: HttpRequest, address: str) -> str:
    """With the site's own scheme and host, as canonical addresses have it."""
    around = of(request)
    return f"{around.root_url}{address}" if around else request.build_absolute_uri(address)
