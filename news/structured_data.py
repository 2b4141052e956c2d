"""What search engines are told in JSON-LD: only facts that the page itself shows.

Everything comes from what the page has loaded anyway; nothing here asks the database.
"""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from workflow_steps.file_labels import label

from . import frame
from .link_preview import Picture, picture_of
from .office import office_name, site_name
from .trail import trail_of

Thing = dict[str, Any]
# As in Django's ``json_script``: nothing in it can end the element it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_script(things: list[Thing]) -> SafeString:
    """A data block: browsers run nothing of it, so the policy on scripts does not concern it."""
    graph = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(graph, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


# --- the office and its site ------------------------------------------------------------------


def organization(site: Site | None, request: HttpRequest) -> Thing:
    """The office as the foot of every page shows it."""
    home = _home(site, request)
    around = frame.of(request)
    thing: Thing = {
        "@type": "GovernmentOrganization",
        "@id": f"{home}#organisasi",
        "name": office_name(request),
        "url": home,
    }
    if (profile := around.office) is not None:
        thing |= {
            "alternateName": profile.office_short_name,
            "parentOrganization": _named(profile.government_name),
            "address": " ".join(profile.address.splitlines()),
            "telephone": profile.phone,
            "email": profile.email,
            "sameAs": [row.value["address"] for row in profile.socials],
        }
    if around.logo:
        thing["logo"] = request.build_absolute_uri(around.logo.url)
    return {name: value for name, value in thing.items() if value}


def _named(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def website(site: Site | None, request: HttpRequest) -> Thing:
    home = _home(site, request)
    search = f"{request.build_absolute_uri(reverse('news:search'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{home}#situs",
        "name": site_name(site),
        "url": home,
        "inLanguage": "id-ID",
        "publisher": {"@id": f"{home}#organisasi"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _home(site: Site | None, request: HttpRequest) -> str:
    return f"{site.root_url}/" if site else request.build_absolute_uri("/")


# --- a page -----------------------------------------------------------------------------------


def things_on(page: Any, request: HttpRequest, context: dict[Any, Any]) -> list[Thing]:
    """Everything that one public page tells, by what kind of page it is."""
    from .models import HomePage, NewsIndexPage, NewsroomPage

    site = Site.find_for_request(request)
    things = [organization(site, request)]
    if isinstance(page, HomePage):
        cards = [context.get("lead"), *context.get("latest", ())]
        return [*things, website(site, request), *_list(cards, request)]
    if isinstance(page, NewsIndexPage):
        things += [*_list(context.get("cards", ()), request)]
    elif isinstance(page, NewsroomPage):
        things += _article(page, request, context)
    return [*things, *_breadcrumb(page, request)]


def _list(cards: Any, request: HttpRequest) -> list[Thing]:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": card.get_full_url(request),
            "name": card.title,
        }
        for position, card in enumerate((card for card in cards if card), start=1)
    ]
    return [{"@type": "ItemList", "itemListElement": items}] if items else []


def _breadcrumb(page: Any, request: HttpRequest) -> list[Thing]:
    trail = trail_of(page, request)
    if not trail:
        return []
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step.title,
            "item": step.get_full_url(request),
        }
        for position, step in enumerate([*trail, page], start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _modified(page: Any, context: dict[Any, Any]) -> Any:
    """When the last correction came; the same version put live again has changed nothing."""
    corrections = context.get("corrections") or []
    return (corrections[0].at if corrections else None) or page.first_published_at


def _article(page: Any, request: HttpRequest, context: dict[Any, Any]) -> list[Thing]:
    from .models import InformationPage

    address = page.get_full_url(request)
    office = {"@id": f"{_home(Site.find_for_request(request), request)}#organisasi"}
    picture = picture_of(page, request)
    thing: Thing = {
        "@type": "WebPage" if isinstance(page, InformationPage) else "NewsArticle",
        "@id": f"{address}#isi",
        "url": address,
        "mainEntityOfPage": address,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": "id-ID",
        "datePublished": _moment(page.first_published_at),
        "dateModified": _moment(_modified(page, context)),
        "author": office,
        "publisher": office,
        "articleSection": page.category.name if page.category else "",
        "image": _image(page, picture, context) if picture else None,
    }
    if isinstance(page, InformationPage):
        del thing["articleSection"]
    videos = [_video(block.value, page, picture, request) for block in getattr(page, "video", ())]
    if videos:
        thing["video"] = videos[0]
    return [{name: value for name, value in thing.items() if value}]


def _image(page: Any, picture: Picture, context: dict[Any, Any]) -> Thing:
    """Caption and credit where they stand under it: a drawn one, and a poster, has none."""
    thing: Thing = {
        "@type": "ImageObject",
        "url": picture.url,
        "contentUrl": picture.url,
        "width": picture.width,
        "height": picture.height,
    }
    if page.hero_image and not picture.drawn and not getattr(page, "video", ()):
        credit = label(context.get("file_labels") or {}, page.hero_image, "credit")
        thing |= {"caption": page.hero_caption, "creditText": credit}
    return {name: value for name, value in thing.items() if value}


def _video(value: Any, page: Any, picture: Picture | None, request: HttpRequest) -> Thing:
    file, link = value.get("file"), value.get("link")
    thing = {
        "@type": "VideoObject",
        "name": value.get("title"),
        "description": value.get("caption") or page.summary,
        "uploadDate": _moment(page.first_published_at),
        "thumbnailUrl": picture.url if picture else "",
        "contentUrl": request.build_absolute_uri(file.url) if file else "",
        "encodingFormat": value.media_type if file else "",
        "url": link or "",
    }
    return {name: given for name, given in thing.items() if given}


def _moment(moment: datetime | None) -> str:
    """In the office's own time, as the page says it."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
