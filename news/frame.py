"""What stands around every public page: the office, its services, and what must be known at once.

Beside the front page, which the request has already (``office``), it costs no query: its rows come
with the page's surroundings. Where nothing was routed (search, error pages) it is one of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.utils import timezone

from . import framing, office, office_colours, picture_sizes, surroundings
from .renditions import LOGO

if TYPE_CHECKING:
    from .models import HomePage

KEPT: Final = "_newsroom_frame"


@dataclass(frozen=True, slots=True)
class Notice:
    """Information of the class *serta merta*, at the top of every page."""

    pk: int
    title: str
    url: str
    at: datetime | None
    awaits_initial: bool


@dataclass(frozen=True, slots=True)
class Service:
    title: str
    description: str
    url: str
    icon: str
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Logo:
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """``colours``: how the office's own stand in the style sheet's address; "" for the site's."""

    office: "HomePage | None" = None
    notice: Notice | None = None
    services: Sequence[Service] = ()
    logo: Logo | None = None
    colours: str = ""


def of(request: HttpRequest | None) -> Frame:
    if request is None:
        return Frame()
    known: Frame | None = getattr(request, KEPT, None)
    if known is None:
        home = office.of(request)
        known = Frame() if home is None else _look(home, request)
        setattr(request, KEPT, known)
    return known


def _look(home: "HomePage", request: HttpRequest) -> Frame:
    services = [part["value"] for part in home.services.raw_data]
    around = surroundings.of(request)
    came_along = around.framing if around and around.home is home else None
    rows = framing.read(framing.parts(home)) if came_along is None else came_along
    pages = {row.pk: row.url_path for row in rows if row.role == framing.LINKED}
    return Frame(
        office=home,
        notice=_notice([row for row in rows if row.role == framing.URGENT], request),
        services=list(_services(services, pages, request)),
        logo=_logo(home, [row for row in rows if row.role == framing.PICTURE]),
        colours=office_colours.digits(home.brand_colour, home.accent_colour),
    )


# --- what they say ------------------------------------------------------------------------------


def _notice(rows: list[Any], request: HttpRequest) -> Notice | None:
    if not rows:
        return None
    row = max(rows, key=lambda row: (row.first_published_at or timezone.now(), row.pk))
    address = surroundings.address_of(request, row.url_path) or "/"
    return Notice(row.pk, row.title, address, row.first_published_at, bool(row.awaits))


def _services(
    services: list[Any], pages: Mapping[int, str], request: HttpRequest
) -> Iterator[Service]:
    """Those that lead somewhere: to another site, or to a page that is public now."""
    for service in services:
        elsewhere = (service.get("address") or "").strip()
        path = pages.get(service.get("page"))
        url = elsewhere or (path and surroundings.address_of(request, path))
        if url:
            yield Service(
                title=service.get("title") or "",
                description=service.get("description") or "",
                url=url,
                icon=service.get("icon") or "link",
                elsewhere=bool(elsewhere),
            )


def _logo(home: "HomePage", rows: list[Any]) -> Logo | None:
    if not home.logo_id:
        return None
    if not rows:
        made = picture_sizes.made(home.logo, LOGO)
        return Logo(made.url, made.width, made.height) if made else None
    (row,) = rows
    return Logo(picture_sizes.address(row.title), row.content_type_id, row.alias_of_id or 0)
