"""What search engines and link previews are told, read as they read it."""

import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from PIL import Image
from wagtail.models import Site

from news.corrections import corrections_of
from news.models import InformationPage, NewsPage
from news.share_drawing import Words, draw

from .pages_kit import make, one_of_each, publish

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]

# What Google's rich results ask for, and what we promise beyond it.
REQUIRED = {
    "GovernmentOrganization": {"@id", "name", "url"},
    "Organization": {"name"},
    "WebSite": {"@id", "name", "url", "publisher", "potentialAction"},
    "NewsArticle": {"headline", "description", "datePublished", "dateModified", "author"}
    | {"publisher", "image", "articleSection", "mainEntityOfPage"},
    "WebPage": {"headline", "datePublished", "image", "publisher"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "ImageObject": {"url", "width", "height"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate", "contentUrl"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
}


class Head(HTMLParser):
    """The head's links, properties and data blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.feed(html)
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        [self.data] = [json.loads(block) for block in blocks]
        self.things = {thing["@type"]: thing for thing in self.data["@graph"]}

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta[name] = given.get("content", "")
        elif tag == "link":
            self.links[given["rel"]] = given["href"]


def head(client: Any, address: str) -> Head:
    return Head(client.get(address).content.decode())


def check(thing: Any) -> None:
    """Every thing in it has what it must have, and nothing is empty or relative."""
    if isinstance(thing, list):
        for part in thing:
            check(part)
    elif isinstance(thing, dict):
        kind = thing.get("@type")
        if kind:
            assert REQUIRED[kind] <= set(thing), (kind, REQUIRED[kind] - set(thing))
        for name, value in thing.items():
            assert value not in ("", None, [], {}), name
            if name in ("url", "item", "contentUrl", "thumbnailUrl", "@id", "urlTemplate"):
                assert str(value).startswith("http"), (name, value)
            check(value)


def test_every_page__tells_complete_facts(client: Any) -> None:
    pages = one_of_each()
    kinds = {
        "/": {"GovernmentOrganization", "WebSite", "ItemList"},
        "/berita/": {"GovernmentOrganization", "ItemList", "BreadcrumbList"},
        pages["information"].url: {"GovernmentOrganization", "WebPage", "BreadcrumbList"},
    }
    for name in ("news", "gallery", "video", "announcement"):
        kinds[pages[name].url] = {"GovernmentOrganization", "NewsArticle", "BreadcrumbList"}

    for address, expected in kinds.items():
        found = head(client, address)
        assert set(found.things) == expected, address
        check(found.data["@graph"])
    video = head(client, pages["video"].url).things["NewsArticle"]["video"]
    assert video["encodingFormat"] == "video/mp4"
    image = head(client, pages["news"].url).things["NewsArticle"]["image"]
    assert image["creditText"] == "Humas Kukar"
    assert (image["width"], image["height"]) == (1200, 630)


def test_article__has_a_complete_preview(client: Any) -> None:
    page = one_of_each()["news"]

    meta = head(client, page.url).meta

    assert meta["og:title"] == page.title
    assert meta["og:description"] == meta["description"] == page.summary
    assert meta["og:url"] == page.full_url
    assert meta["og:locale"] == "id_ID"
    assert meta["og:image:width"] == "1200"
    assert meta["og:image:alt"] == "Petugas melayani warga"
    assert meta["article:section"] == page.category.name
    assert meta["article:published_time"].endswith("+08:00")
    assert "article:modified_time" not in meta
    assert meta["twitter:card"] == "summary_large_image"


def test_title__cannot_end_the_data_block(client: Any) -> None:
    title = "</script><script>alert(1)</script> & <!--"
    page = make(NewsPage, title)

    found = head(client, page.url)

    assert found.things["NewsArticle"]["headline"] == title
    assert found.meta["og:title"] == title


def test_canonical__is_one_address_for_one_content(client: Any) -> None:
    for number in range(13):
        make(NewsPage, f"Kabar {number}")
    root = Site.objects.get().root_url
    expected = {
        "/?utm_source=wa": "/",
        "/berita/?page=1&x=y": "/berita/",
        "/berita/?page=2": "/berita/?page=2",
        "/berita/?page=99": "/berita/?page=2",
        "/berita/?utm=1&page=2&kategori=pelayanan-publik": (
            "/berita/?kategori=pelayanan-publik&page=2"
        ),
        "/berita/?utm=1&bulan=11&tahun=2026&kelas=berkala": (
            "/berita/?kelas=berkala&tahun=2026&bulan=11"
        ),
        "/berita/kabar-3/?fbclid=1": "/berita/kabar-3/",
    }
    for address, own in expected.items():
        assert head(client, address).links["canonical"] == root + own


def test_search__is_in_no_search_engine_with_anybodys_words_but_may_be_fetched_to_say_so(client):
    for question in ("?q=a", "?q=slot+gacor", "?q=!", "?jenis=berita"):
        assert 'name="robots" content="noindex"' in client.get(f"/cari/{question}").content.decode()
    assert "noindex" not in client.get("/cari/").content.decode()
    assert "/cari/" not in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("address", ["/", "/berita/", "/berita/arsip/", "/cari/"])
def test_pages__are_described(client, address):
    assert '<meta name="description" content="' in client.get(address).content.decode()


# --- the drawn picture ------------------------------------------------------------------------


def share_address(client: Any, page: Any) -> str:
    return head(client, page.url).meta["og:image"].removeprefix("http://testserver")


def test_page_without_a_picture__is_shared_with_one_that_is_drawn(client: Any) -> None:
    page = make(NewsPage, "Layanan perahu keliling kembali singgah di Muara Kaman")
    address = share_address(client, page)

    response = client.get(address)

    assert response.status_code == 200
    assert "max-age=31536000" in response["Cache-Control"]
    assert "immutable" in response["Cache-Control"]
    with Image.open(io.BytesIO(response.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(response.content) < 100_000
    for wrong in (f"/bagikan/{page.pk}-{'0' * 20}.png", f"/bagikan/{'9' * 30}-{'0' * 20}.png"):
        assert client.get(wrong).status_code == 404


def test_new_title__gives_the_drawn_picture_a_new_address(client: Any) -> None:
    page = make(InformationPage, "Profil")
    before = share_address(client, page)
    page.title, page.correction = "Profil dinas", "Judul dilengkapi."
    publish(page)

    after = share_address(client, InformationPage.objects.get(pk=page.pk))

    assert after != before
    told = head(client, page.url)
    changed = told.meta["article:modified_time"]
    (correction,) = corrections_of(page)
    assert datetime.fromisoformat(changed) == correction.at.replace(microsecond=0)
    assert told.things["WebPage"]["dateModified"][:19] == changed[:19]
    assert client.get(before).status_code == 404
    draft = make(InformationPage, "Belum tayang", live=False)
    digest = before.rsplit("-", 1)[1]
    assert client.get(f"/bagikan/{draft.pk}-{digest}").status_code == 404


def test_drawn_picture__takes_any_title() -> None:
    for title in ("W" * 255, "新闻 🚤 \x00\u2028 uji", "", "kata " * 51):
        assert draw(Words(title, title, "2 November 2026")).startswith(b"\x89PNG")
