"""What public templates need beyond Wagtail's own tags; nothing here writes inline style."""

from typing import Any

from django import template
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest
from wagtail.images.models import AbstractImage, ResponsiveImage
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import Page, Site

from news.models import NewsCategory, NewsIndexPage
from news.renditions import RENDITIONS
from workflow_steps.file_labels import label

register = template.Library()

# What the layout gives each place, so that a phone fetches the small file.
SIZES = {
    "card": "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 100vw",
    "tile": "(min-width: 40rem) 15rem, 45vw",
    "hero": "(min-width: 60rem) 58rem, 100vw",
    "figure": "(min-width: 48rem) 44rem, 100vw",
}


@register.simple_tag
def press_image(
    image: AbstractImage | None, place: str, alt: str = "", *, eager: bool = False
) -> ResponsiveImage | str:
    """``<img>`` with ``srcset``, ``width`` and ``height`` for a place named in ``RENDITIONS``."""
    if image is None:
        return ""
    renditions = get_renditions_or_not_found(image, RENDITIONS[place])
    attributes = {"alt": alt, "sizes": SIZES[place], "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    return ResponsiveImage(renditions, attributes)


@register.simple_tag(takes_context=True)
def press_image_url(context: dict[str, Any], image: AbstractImage | None, place: str) -> str:
    """Absolute address of a middle size, for a link preview."""
    if image is None:
        return ""
    renditions = get_renditions_or_not_found(image, RENDITIONS[place])
    address = renditions[RENDITIONS[place][1]].url
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(address) if request else address


@register.inclusion_tag("components/navigation.html", takes_context=True)
def main_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The front page and what editors put in the menu below it, if it is live and public."""
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request)
    root = site.root_page if site else None
    items = [
        {"title": item.title, "url": item.get_url(request), "current": _within(context, item)}
        for item in (root.get_children().live().public().in_menu() if root else [])
    ]
    return {"items": items, "at_root": root is not None and context.get("page") == root}


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any]) -> dict[str, Any]:
    """From the front page down to the page being read."""
    request: HttpRequest | None = context.get("request")
    page: Page | None = context.get("page")
    site = Site.find_for_request(request)
    if page is None or site is None or not page.path:
        return {}
    trail = page.get_ancestors().filter(depth__gte=site.root_page.depth).live()
    links = [{"title": parent.title, "url": parent.get_url(request)} for parent in trail]
    return {"links": links, "title": page.title}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], pages: PaginatorPage) -> dict[str, Any]:
    """Links that keep the rest of the address (category, query) as it is."""
    numbers = pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1)
    return {"pages": pages, "numbers": numbers, "request": context["request"]}


@register.inclusion_tag("components/category_link.html", takes_context=True)
def category_link(context: dict[str, Any], category: NewsCategory) -> dict[str, Any]:
    """The category, leading to the list of all its news when that list is live."""
    index = NewsIndexPage.objects.live().first()
    address = index.get_url(context.get("request")) if index else None
    return {"category": category, "index_url": address}


@register.simple_tag(takes_context=True)
def file_label(context: dict[str, Any], file: Any, name: str) -> str:
    """What the library says of a file, in the words that were initialled with the page."""
    return label(context.get("file_labels") or {}, file, name) if file else ""


@register.filter
def file_type(document: Any) -> str:
    return document.file_extension.upper()


def _within(context: dict[str, Any], item: Page) -> bool:
    page = context.get("page")
    return isinstance(page, Page) and bool(page.path) and page.path.startswith(item.path)
