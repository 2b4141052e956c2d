"""Links within the site: whether readers can follow them, known at once."""

from collections.abc import Iterable
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from .found import Kind, Link, host_of, path_of


def objections_to(links: Iterable[Link]) -> dict[Link, str]:
    """Why a link leads readers nowhere; three queries at most, however many links."""
    several = list(dict.fromkeys(links))
    return {**_to_pages(several), **_to_places(several), **_to_own_addresses(several)}


def _to_pages(links: list[Link]) -> dict[Link, str]:
    wanted = [x for x in links if x.kind == Kind.PAGE and x.target.isdecimal()]
    if not wanted:
        return {}
    rows = Page.objects.filter(pk__in=[link.target for link in wanted])
    pages = {str(page.pk): page for page in rows}
    said = {link: _about(pages.get(link.target)) for link in wanted}
    return {link: sentence for link, sentence in said.items() if sentence}


def _about(page: Page | None) -> str:
    if page is None:
        return _("The page that this link led to is no longer there.")
    if page.live:
        return ""
    if page.first_published_at:
        told = _("“%(title)s” was withdrawn: readers find no more than the reason there.")
    else:
        told = _("“%(title)s” is not public yet: readers see no link until it is.")
    return told % {"title": page.get_admin_display_title()}


def _to_places(links: list[Link]) -> dict[Link, str]:
    told = _("“#%(place)s” leads to no place: pages of this site have none with a name.")
    return {
        link: told % {"place": link.target}
        for link in links
        if link.kind == Kind.PLACE and link.target
    }


def _to_own_addresses(links: list[Link]) -> dict[Link, str]:
    """Addresses of this site that were written out instead of chosen."""
    web = [link for link in links if link.kind == Kind.WEB]
    hosts = own_hosts() if web else {}
    own: list[tuple[Link, str, Any]] = []
    for link in web:
        host = host_of(link.target)
        site = hosts.get(host) if host else next(iter(hosts.values()), None)
        if site and _is_served_by_pages(path_of(link.target)):
            own.append((link, path_of(link.target), site))
    if not own:
        return {}
    wanted = {_url_path(path, site) for _link, path, site in own}
    there = set(Page.objects.live().filter(url_path__in=wanted).values_list("url_path", flat=True))
    missing = [one for one in own if _url_path(one[1], one[2]) not in there]
    led_on = _redirected([path for _link, path, _site in missing])
    told = _("There is no public page at %(address)s. Choose the page itself instead.")
    return {
        link: told % {"address": link.target} for link, path, _site in missing if path not in led_on
    }


def own_hosts() -> dict[str, Any]:
    """Host → site, the default one first."""
    sites = Site.objects.select_related("root_page").order_by("-is_default_site")
    return {site.hostname.lower(): site for site in sites}


def _is_served_by_pages(path: str) -> bool:
    try:
        return resolve(path or "/").url_name == "wagtail_serve"
    except Resolver404:
        return False


def _url_path(path: str, site: Any) -> str:
    inside = path.strip("/")
    root: str = site.root_page.url_path
    return f"{root}{inside}/" if inside else root


def _redirected(paths: list[str]) -> set[str]:
    if not paths:
        return set()
    normal = {Redirect.normalise_path(path): path for path in paths}
    old = Redirect.objects.filter(old_path__in=normal).values_list("old_path", flat=True)
    return {normal[path] for path in old}
