"""Where a page stands on the site: asked once, for the trail on the page and for search engines."""

from typing import Any

from django.http import HttpRequest

from . import surroundings


def trail_of(page: Any, request: HttpRequest | None) -> list[Any] | None:
    """The live pages above it from the front page down; none for what is no page of this site."""
    around = surroundings.of(request)
    if page is None or around is None or not getattr(page, "path", ""):
        return None
    if around.trail[-1].pk == page.pk:
        return [node for node in around.trail[:-1] if node.live]
    # A preview: no way led here.
    if not hasattr(page, "_trail"):
        above = page.get_ancestors().filter(depth__gte=around.home.depth).live()
        page._trail = list(above)
    trail: list[Any] = page._trail
    return trail
