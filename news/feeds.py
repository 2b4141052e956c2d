"""``/berita/feed/``: the latest twenty, for feed readers and for other offices' sites."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from . import listing

LATEST = 20
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def latest_news(request: HttpRequest) -> HttpResponse:
    """A plain view, since Django's ``Feed`` is one object for all threads and requests."""
    site = Site.find_for_request(request)
    root = site.root_page if site else None
    name = (site and site.site_name) or settings.WAGTAIL_SITE_NAME
    feed = Atom1Feed(
        title=_printable(_("Latest news of %(site)s") % {"site": name}),
        link=request.build_absolute_uri("/"),
        description="",
        language="id",
        feed_url=request.build_absolute_uri(request.path),
    )
    for page in listing.as_pages(listing.published(*listing.news_types(), under=root)[:LATEST]):
        feed.add_item(
            title=_printable(page.title),
            link=page.get_full_url(request),
            description=_printable(page.summary),
            unique_id=f"urn:uuid:{page.translation_key}",
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            categories=[_printable(page.category.name)] if page.category else [],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _printable(text: str) -> str:
    """Text pasted from a word processor can hold characters that XML forbids."""
    return _NOT_IN_XML.sub(" ", text)
