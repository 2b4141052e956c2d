"""What public templates need beyond Wagtail's own tags; nothing here writes inline style."""

from typing import Any

from django import template
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest
from django.template import Context
from django.template.base import Parser, Token
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, Picture
from wagtail.models import Page, Site

from news import frame, kept, surroundings
from news.canonical import canonical_address
from news.cards import Card
from news.link_preview import Picture as LinkPicture
from news.link_preview import picture_of
from news.models import NewsCategory
from news.narrowing import Narrowing
from news.picture_sizes import StoredPicture, WholePicture, sizes_of
from news.renditions import RENDITIONS, specs_of
from news.social import PLATFORMS
from news.structured_data import as_script, things_on
from news.trail import trail_of
from news.web_addresses import dialled
from workflow_steps.file_labels import label

register = template.Library()

# What the layout gives each place, so that a phone fetches the small file.
SIZES = {
    "card": "(min-width: 60rem) 23.7rem, (min-width: 40rem) 46vw, 6.5rem",
    "tile": "(min-width: 40rem) 15rem, 46vw",
    "hero": "(min-width: 60rem) 58rem, 95vw",
    "lead": "(min-width: 60rem) 31rem, (min-width: 42rem) 57vw, 100vw",
    "figure": "(min-width: 43rem) 40rem, 92vw",
}


@register.simple_tag
def press_image(
    image: AbstractImage | StoredPicture | None, place: str, alt: str = "", *, eager: bool = False
) -> Picture | str:
    """``<picture>`` with ``srcset``, ``width`` and ``height`` for a place of ``RENDITIONS``."""
    if image is None:
        return ""
    found = sizes_of(image, RENDITIONS[place])
    renditions = _each_width_once(found)
    attributes = {"alt": alt, "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    if len({rendition.width for rendition in renditions.values()}) > 1:
        attributes["sizes"] = SIZES[place]
    return WholePicture(renditions, attributes)


def _each_width_once(renditions: dict[str, Any]) -> dict[str, Any]:
    """A small picture is never enlarged, so several of its sizes are the same."""
    kept = {(spec.partition("|")[2], r.width): spec for spec, r in reversed(renditions.items())}
    return {spec: renditions[spec] for spec in renditions if spec in kept.values()}


@register.simple_tag(takes_context=True)
def link_picture(context: dict[str, Any]) -> LinkPicture | None:
    """What goes with a link to the page being read."""
    return picture_of(context["page"], context["request"])


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> str:
    """What search engines are told about the page being read."""
    page, request = context["page"], context["request"]
    if getattr(request, "is_preview", False):
        return ""
    return as_script(things_on(page, request, context.flatten()))


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any], news: PaginatorPage | None = None) -> str:
    """The page's own address; on a list with what it is narrowed to and its number."""
    narrowing: Narrowing | None = context.get("narrowing")
    number = n if (n := getattr(news, "number", 1)) > 1 else None
    chosen = {**(narrowing.parameters if narrowing else {}), "page": number}
    return canonical_address(context["page"], context["request"], chosen)


@register.simple_tag(takes_context=True)
def press_image_url(context: dict[str, Any], image: AbstractImage | None, place: str) -> str:
    """Absolute address of a middle size, for a link preview: WebP, which every reader knows."""
    if image is None:
        return ""
    spec = specs_of(place, ["webp"])[1]
    address = sizes_of(image, [spec])[spec].url
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(address) if request else address


@register.simple_tag(takes_context=True)
def newsroom_url(context: dict[str, Any], page: Page | Card) -> str:
    """The address of a page, or of what a list shows of it (``pageurl`` takes pages only)."""
    return page.get_url(context.get("request")) or ""


@register.tag("kept")
def kept_part(parser: Parser, token: Token) -> "KeptPart":
    """``{% kept "foot" %}…{% endkept %}``: what is the same on every page (``news.kept``).

    Django's own tag would keep it for editors too, who are to get nothing that is kept.
    """
    _tag, name = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptPart(name.strip("\"'"), nodes)


class KeptPart(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        site = Site.find_for_request(request)
        name = f"html/{site.pk if site else 0}/{self.name}"
        html: SafeString | None = kept.read(request, name)
        if html is None:
            html = self.nodelist.render(context)
            kept.write(request, name, html)
        return html


@register.inclusion_tag("components/navigation.html", takes_context=True)
def main_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The front page and what editors put in the menu below it, if it is live and public."""
    around = surroundings.of(context.get("request"))
    if around is None:
        return {"items": []}
    items = [
        {"title": node.title, "url": node.url, "current": _within(context, node)}
        for node in around.menu
    ]
    return {"items": items, "at_root": _is(context, around.home)}


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any]) -> dict[str, Any]:
    """From the front page down to the page being read."""
    request: HttpRequest | None = context.get("request")
    page: Page | None = context.get("page")
    trail = trail_of(page, request)
    if page is None or trail is None:
        return {}
    links = [{"title": parent.title, "url": parent.get_url(request)} for parent in trail]
    return {"links": links, "title": page.title}


@register.simple_tag(takes_context=True)
def page_frame(context: dict[str, Any]) -> frame.Frame:
    """What stands around every page: the office, its services, what must be known at once."""
    return frame.of(context.get("request"))


@register.simple_tag
def colour_sheet_url(digits: str) -> str:
    """The address of the office's own colours; "" for those of the site."""
    brand, _, accent = digits.partition("-")
    return reverse("news:colours", args=[brand, accent]) if digits else ""


@register.filter
def for_dialling(number: str) -> str:
    return dialled(number)


@register.filter
def platform_name(platform: str) -> str:
    return PLATFORMS[platform][0] if platform in PLATFORMS else ""


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], pages: PaginatorPage) -> dict[str, Any]:
    """Links that keep the rest of the address (category, query) as it is.

    Beyond the first page they carry ``anchor``, if the list has one (``news.anchored``).
    """
    numbers = pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1)
    request = context["request"]
    return {"pages": pages, "numbers": numbers, "request": request, "anchor": context.get("anchor")}


@register.inclusion_tag("components/category_link.html", takes_context=True)
def category_link(context: dict[str, Any], category: NewsCategory) -> dict[str, Any]:
    """The category, leading to the list of all its news when that list is live."""
    address = surroundings.index_address(context.get("request"))
    return {"category": category, "index_url": address}


@register.simple_tag(takes_context=True)
def file_label(context: dict[str, Any], file: Any, name: str) -> str:
    """What the library says of a file, in the words that were initialled with the page."""
    return label(context.get("file_labels") or {}, file, name) if file else ""


@register.filter
def file_type(document: Any) -> str:
    return document.file_extension.upper()


def _is(context: dict[str, Any], place: Page) -> bool:
    """By key: the page being read is of its own type, and no ``Page``."""
    return getattr(context.get("page"), "pk", None) == place.pk


def _within(context: dict[str, Any], item: surroundings.Node) -> bool:
    page = context.get("page")
    return isinstance(page, Page) and bool(page.path) and page.path.startswith(item.path)
