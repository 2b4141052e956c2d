"""What a feed carries of a page beside its title: the full text, and files to take along."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.feedgenerator import Enclosure

from .picture_sizes import bytes_of, sizes_of
from .renditions import RENDITIONS
from .xml_text import printable

# Whatever a feed reader needs to show the text; classes and layout are the site's own business.
KEPT = {
    *("href", "src", "poster", "alt", "width", "height", "type", "controls", "kind", "srclang"),
    *("label", "colspan", "rowspan", "scope", "datetime"),
}
ADDRESSES = ("href", "src", "poster")
SCHEMES = ("https:", "http:", "mailto:", "tel:")
DROPPED = ["script", "style", "form", "iframe", "object", "source[srcset]"]


def full_text(page: Any, request: HttpRequest) -> str:
    """The page's text as plain HTML with full addresses."""
    context = {"page": page, "file_labels": page.file_labels}
    html = render_to_string("feeds/entry.html", context, request)
    return printable(_plain(html, page.get_full_url(request)))


def _plain(html: str, address: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select(", ".join(DROPPED)):
        tag.decompose()
    for tag in soup.find_all(True):
        _keep_plain(tag, address)
    return re.sub(r"[ \t\r\n]+", " ", str(soup)).strip()


def _keep_plain(tag: Tag, address: str) -> None:
    if tag.name == "img" and tag.get("srcset"):
        tag["src"] = _middle_of(str(tag["srcset"]))
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT}
    for name in ADDRESSES:
        if name in tag.attrs:
            tag[name] = urljoin(address, str(tag[name]))
            if not str(tag[name]).startswith(SCHEMES):
                del tag[name]


def _middle_of(srcset: str) -> str:
    sizes = [candidate.split()[0] for candidate in srcset.split(",") if candidate.strip()]
    return sizes[len(sizes) // 2]


# --- files ------------------------------------------------------------------------------------


def enclosures(page: Any, request: HttpRequest) -> list[Enclosure]:
    """Uploaded videos, then the main picture: RSS takes one only, and that is the first."""
    address = page.get_full_url(request)
    found = [*_videos(page), *_main_picture(page)]
    return [Enclosure(urljoin(address, url), str(length), kind) for url, length, kind in found]


def _videos(page: Any) -> Iterator[tuple[str, int, str]]:
    for block in [*getattr(page, "video", ()), *page.body]:
        file = block.value.get("file") if block.block_type == "video" else None
        if file and (length := file.get_file_size()):
            yield file.url, length, block.value.media_type


def _main_picture(page: Any) -> Iterator[tuple[str, int, str]]:
    if page.hero_image is None:
        return
    [rendition] = sizes_of(page.hero_image, RENDITIONS["share"]).values()
    try:
        length = bytes_of(rendition)
    except (OSError, ValueError):
        return  # the file is gone; the text is still worth reading
    yield rendition.url, length, "image/jpeg"
