"""Feeds: the latest twenty with their full text, of the site, a category or an information class.

``/berita/feed/`` is Atom; the same below ``rss/`` is RSS 2.0.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import PageQuerySet, Site

from . import listing
from .feed_text import enclosures, full_text
from .full_pages import in_full
from .models import InformationClass, NewsCategory
from .office import site_name
from .xml_text import printable

LATEST = 20
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
Narrow = Callable[[PageQuerySet], PageQuerySet]


class FullAtom(Atom1Feed):
    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class FullRss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": _CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        one = {**item, "enclosures": item["enclosures"][:1]}  # RSS takes one
        super().add_item_elements(handler, one)
        handler.addQuickElement("content:encoded", item["content"])


KINDS: dict[str, type[FullAtom] | type[FullRss]] = {"atom": FullAtom, "rss": FullRss}


# --- addresses --------------------------------------------------------------------------------


@require_safe
def latest_news(request: HttpRequest, kind: str = "atom") -> HttpResponse:
    return _answer(request, kind, "", lambda pages: pages)


@require_safe
def category_news(request: HttpRequest, slug: str, kind: str = "atom") -> HttpResponse:
    category = NewsCategory.objects.filter(slug=slug).first()
    if category is None:
        raise Http404
    return _answer(
        request, kind, category.name, lambda pages: listing.having(pages, category=category)
    )


@require_safe
def class_news(request: HttpRequest, code: str, kind: str = "atom") -> HttpResponse:
    """By the class of public information, its code written as in any address: serta-merta."""
    chosen = InformationClass.objects.filter(code=code.replace("-", "_")).first()
    if chosen is None or not chosen.publishable:
        raise Http404
    return _answer(
        request, kind, chosen.name, lambda pages: listing.having(pages, information_class=chosen)
    )


# --- contents ---------------------------------------------------------------------------------


def _answer(request: HttpRequest, kind: str, subject: str, narrow: Narrow) -> HttpResponse:
    """A plain view, since Django's ``Feed`` is one object for all threads and requests."""
    site = Site.find_for_request(request)
    root = site.root_page if site else None
    office = printable(site_name(site))
    feed = KINDS[kind](
        title=printable(_title(office, subject)),
        link=root.get_full_url(request) if root else request.build_absolute_uri("/"),
        description=_("The latest news in full, as soon as it is public."),
        language="id",
        author_name=office,
        feed_url=request.build_absolute_uri(request.path),
    )
    types = listing.news_types()
    for page in in_full(narrow(listing.published(*types, under=root))[:LATEST], types):
        _add(feed, page, request, office)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _title(office: str, subject: str) -> str:
    if subject:
        return _("%(subject)s: latest news of %(site)s") % {"subject": subject, "site": office}
    return _("Latest news of %(site)s") % {"site": office}


def _add(feed: SyndicationFeed, page: Any, request: HttpRequest, office: str) -> None:
    title = page.title
    if page.awaits_initial:
        title = _("[Waiting for initial (paraf)] %(title)s") % {"title": title}
    feed.add_item(
        title=printable(title),
        link=page.get_full_url(request),
        description=escape(printable(page.summary)),
        content=full_text(page, request),
        unique_id=f"urn:uuid:{page.translation_key}",
        unique_id_is_permalink=False,
        author_name=office,
        pubdate=page.first_published_at,
        updateddate=page.last_published_at or page.first_published_at,
        categories=[printable(page.category.name)] if page.category else [],
        enclosures=enclosures(page, request),
    )
