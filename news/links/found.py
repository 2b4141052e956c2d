"""The links in a text as the database holds it; plain functions, no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

MOST_SIGNS = 2000  # in an address; browsers follow longer ones, but nobody writes them


class Kind(StrEnum):
    PAGE = "page"
    DOCUMENT = "document"
    PLACE = "place"  # within the same page
    WEB = "web"
    OTHER = "other"  # mail, telephone: nobody can be asked whether they answer


@dataclass(frozen=True)
class Link:
    """``target`` is the number of a page or document, or the address."""

    kind: Kind
    target: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Link] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            given = dict(attrs)
            kind = given.get("linktype")
            if kind in (Kind.PAGE, Kind.DOCUMENT) and (number := given.get("id") or ""):
                self.found.append(Link(Kind(kind), number))
            elif href := (given.get("href") or "").strip():
                self.found.append(link_to(href))


def links_in(html: str) -> list[Link]:
    """Of a rich text in the form in which Wagtail stores it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def link_to(href: str) -> Link:
    if href.startswith("#"):
        return Link(Kind.PLACE, href[1:])
    if href.startswith(("http://", "https://", "/")) and not href.startswith("//"):
        return Link(Kind.WEB, href)
    return Link(Kind.OTHER, href)


def address_of(link: Link) -> str:
    """What to ask another site for; empty where there is nothing to ask."""
    if link.kind != Kind.WEB or link.target.startswith("/"):
        return ""
    address = urldefrag(link.target).url
    return address if len(address) <= MOST_SIGNS and host_of(address) else ""


def host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def unique(addresses: Iterator[str]) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(filter(None, addresses)))
