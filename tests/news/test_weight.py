"""What a first view of an article costs a reader's data plan, its pictures left aside."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from news.models import NewsPage

from .pages_kit import document, every_block, make, picture

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]

KIB = 1024
# What a browser fetches by itself: not the links to go to.
FETCHED = re.compile(
    r'<(?:link[^>]+rel="(?:stylesheet|preload|icon|modulepreload)"[^>]*|script[^>]+|img[^>]+)>'
)
ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def compressed(content: bytes, name: str) -> int:
    """WOFF2 is compressed already; Brotli makes the others a tenth smaller still."""
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 6))


def read(address: str) -> bytes:
    found: Any = finders.find(address.removeprefix("/static/"))
    return Path(found).read_bytes()


def test_article__stays_within_its_budget(client: Any) -> None:
    image, file = picture(), document()
    page = make(
        NewsPage, "Layanan perahu keliling", hero_image=image, body=every_block(image, file)
    )
    html = client.get(page.url).content
    text = html.decode()
    own = {match for tag in FETCHED.findall(text) for match in ADDRESS.findall(tag)}
    fonts = {"/static/" + name for css in own if css.endswith(".css")
             for name in re.findall(r"\.\./(fonts/[^\")]+)", read(css).decode())}  # fmt: skip
    pictures = {name for css in own if css.endswith(".css")
                for name in re.findall(r"\.\./(img/[^\")]+)", read(css).decode())}  # fmt: skip
    files = {name: compressed(read(name), name) for name in own | fonts}
    scripts = sum(size for name, size in files.items() if name.endswith(".js"))
    looks = sum(size for name, size in files.items() if name.endswith((".css", ".woff2")))
    page_size = compressed(html, "html")

    assert page_size <= 14 * KIB
    assert page_size + looks <= 60 * KIB
    assert scripts <= 5 * KIB
    assert 1 + len(files) <= 6, sorted(files)
    # Only where a card has no picture of its own.
    assert pictures <= {"img/sample.svg"}
    # The font is asked for at once, and no other host is asked for anything.
    assert fonts <= own
    assert [
        tag for tag in FETCHED.findall(text) if re.search('(?:href|src)="(?:https?:)?//', tag)
    ] == []
