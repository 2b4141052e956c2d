"""What stands around every page, kept in this process until something public changes.

The page cache names the generation that counts for a request (``news.page_cache``, ADR 0012).
Requests without one, which are those of editors and previews, get everything made anew.
"""

import hashlib
from typing import Any, Final

from django.core.cache import caches
from django.http import HttpRequest
from wagtail.models import Site

CACHE: Final = "surroundings"
# What changes by itself (a banner's hours end) may be this old; a kept page adds its own time.
SECONDS: Final = 60
GENERATION: Final = "_newsroom_generation"
FOUND: Final = "_newsroom_site_was_kept"


def count_for(request: HttpRequest, generation: str) -> None:
    """Let what is kept under ``generation``, which was read before the page is made, serve."""
    setattr(request, GENERATION, generation)


def read(request: HttpRequest | None, name: str) -> Any:
    """A copy of the request's own; None where nothing is kept."""
    generation = _generation(request)
    return None if generation is None else caches[CACHE].get(f"{generation}/{name}")


def write(request: HttpRequest | None, name: str, thing: Any) -> None:
    generation = _generation(request)
    if generation is not None:
        caches[CACHE].set(f"{generation}/{name}", thing, SECONDS)


def _generation(request: HttpRequest | None) -> str | None:
    if getattr(request, "is_preview", False):
        return None
    return getattr(request, GENERATION, None)


def find_site(request: HttpRequest) -> None:
    """Put the site with its front page where Wagtail looks first (``Site.find_for_request``).

    Wagtail asks for both anew at every request, which is a third of what its own article costs.
    """
    if (site := read(request, _site_of(request))) is not None:
        request._wagtail_site = site  # type: ignore[attr-defined]
        setattr(request, FOUND, True)


def keep_site(request: HttpRequest, site: Site) -> None:
    """With the front page that was read for it, and before anything is written upon that."""
    if not hasattr(request, FOUND):
        write(request, _site_of(request), site)


def _site_of(request: HttpRequest) -> str:
    """By what Wagtail goes by; as a digest, since a visitor may send anything for a host."""
    asked = f"{request._get_raw_host()} {request.get_port()}"  # type: ignore[attr-defined]
    return f"site/{hashlib.sha256(asked.encode(errors='replace')).hexdigest()}"
