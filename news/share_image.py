"""The picture that stands for a page without one when its link is shared: its title, drawn.

Its address carries a digest of the words on it, so a new title has a new address and whoever kept
the old picture may keep it for ever.
"""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from . import listing
from .office import site_name
from .share_drawing import SIZE, Words, draw

__all__ = ["SIZE", "address", "share_image"]

LOOKS = 1  # counts up when the drawing changes, so that every address does
WEEK = 7 * 24 * 3600
YEAR = 365 * 24 * 3600


def address(page: Any, request: HttpRequest | None) -> str:
    words = _words(page, Site.find_for_request(request))
    return reverse("news:share_image", args=[page.pk, _digest(words)])


@require_safe
def share_image(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    site = Site.find_for_request(request)
    page = Page.objects.live().public().filter(pk=pk).first()
    words = _words(page, site) if page else None
    if words is None or digest != _digest(words):
        raise Http404
    key = f"share-image-{digest}"
    picture = cache.get(key)
    if picture is None:
        picture = draw(words)
        cache.set(key, picture, WEEK)
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


def _words(page: Any, site: Site | None) -> Words:
    day = ""
    if page.first_published_at and issubclass(page.specific_class, listing.news_types()):
        with translation.override("id"):
            day = date_format(timezone.localtime(page.first_published_at), "j F Y")
    return Words(title=page.title, office=site_name(site), day=day)


def _digest(words: Words) -> str:
    text = json.dumps([LOOKS, words.title, words.office, words.day])
    return hashlib.sha256(text.encode()).hexdigest()[:20]
