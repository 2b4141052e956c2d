"""The office that a request is answered for: the live front page, which holds its profile."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from . import surroundings

if TYPE_CHECKING:
    from .models import HomePage

KEPT = "_newsroom_office"


def of(request: HttpRequest | None) -> "HomePage | None":
    """The front page as readers have it; None where it is not live.

    It comes with what stands around the page asked for (``surroundings``).
    """
    if request is None:
        return None
    if not hasattr(request, KEPT):
        keep(request, _live_front_page(request))
    found: HomePage | None = getattr(request, KEPT)
    return found


def keep(request: HttpRequest, home: "HomePage | None") -> None:
    """Let this request have it: in the preview of a front page, the previewed one."""
    setattr(request, KEPT, home)


def _live_front_page(request: HttpRequest) -> "HomePage | None":
    from .models import HomePage

    around = surroundings.of(request)
    home = around.home if around else None
    return home if isinstance(home, HomePage) and home.live else None


def office_name(request: HttpRequest | None) -> str:
    """The office as readers know it; what the site is called where its profile has no name."""
    office = of(request)
    if office is not None and office.office_name:
        return office.office_name
    return site_name(Site.find_for_request(request) if request else None)


def site_name(site: Site | None) -> str:
    return str((site and site.site_name) or settings.WAGTAIL_SITE_NAME)
