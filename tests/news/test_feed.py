"""The feed can be read by every reader, whatever the office calls things."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from news.models import InformationClass, NewsCategory, NewsPage
from news.xml_text import printable
from tests.driver import REASON, Newsroom
from workflow_steps import publication
from workflow_steps.content import digest_of

from .pages_kit import document, index, make, one_of_each, picture

pytestmark = pytest.mark.once


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\ufffe", "\uffff"])
def test_feed__is_xml_whatever_things_are_called(
    office: Newsroom, client: Client, sign: str
) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title, draft.summary = f"Judul{sign}sah", f"Isi{sign}sah"
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    NewsCategory.objects.update(name=Concat("slug", Value(f"{sign}x")))
    Site.objects.update(site_name=f"Kutai{sign}Kartanegara")
    Site.clear_site_root_paths_cache()
    feed = ElementTree.fromstring(client.get("/berita/feed/").content)  # noqa: S314 - our own
    assert "Kutai Kartanegara" in "".join(feed.itertext())
    assert "Judul sah" in "".join(feed.itertext())


def test_feed__knows_that_half_a_sign_is_none() -> None:
    assert printable("a\ud800b\x00c\U0001f6f6") == "a b c\U0001f6f6"


def read_feed(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize(
    ("address", "version"), [("/berita/feed/", "atom10"), ("/berita/feed/rss/", "rss20")]
)
@pytest.mark.usefixtures("newsroom")
def test_feed__carries_the_full_text_and_files(client: Client, address: str, version: str) -> None:
    pages = one_of_each()
    link = f'<p><a linktype="page" id="{pages["gallery"].pk}">Galeri</a> &amp; <b>tebal</b></p>'
    make(NewsPage, "Bertaut & rapi", body=[("paragraph", link)], summary="Beras < 5 kg & gula")

    feed = read_feed(client, address)

    assert feed.version == version
    assert len(feed.entries) == 5
    by_title = {entry.title: entry for entry in feed.entries}
    article = by_title["Layanan perahu keliling"]
    html = article.content[-1].value
    for part in ("Jadwal singgah", "Kami datang ke warga.", "Jam pelayanan", "Foto: Humas"):
        assert part in html, part
    assert not re.search(r'(?:src|href)="/', html)
    assert not re.search(r"<script|<form| class=| style=|srcset", html)
    assert {enclosure.type for enclosure in article.enclosures} == {"image/jpeg"}
    assert int(article.enclosures[0].length) > 1000
    linked = by_title["Bertaut & rapi"]
    assert f'href="{pages["gallery"].full_url}"' in linked.content[-1].value
    assert linked.summary == "Beras &lt; 5 kg &amp; gula"
    video = by_title["Rapat persiapan banjir"]
    assert video.enclosures[0].type == "video/mp4"
    assert video.enclosures[0].href.startswith("http")


@pytest.mark.usefixtures("newsroom")
def test_feeds__of_a_category_and_of_a_class(client: Client) -> None:
    health = NewsCategory.objects.get(slug="kesehatan")
    urgent = InformationClass.objects.get(code="serta_merta")
    make(NewsPage, "Imunisasi", category=health)
    make(NewsPage, "Banjir", information_class=urgent)

    for kind in ("", "rss/"):
        of_category = read_feed(client, f"/berita/feed/kategori/kesehatan/{kind}")
        of_class = read_feed(client, f"/berita/feed/informasi/serta-merta/{kind}")
        assert [entry.title for entry in of_category.entries] == ["Imunisasi"]
        assert [entry.title for entry in of_class.entries] == ["Banjir"]
        assert health.name in of_category.feed.title
    for unknown in ("kategori/tidak-ada/", "informasi/dikecualikan/", "informasi/x/rss/"):
        assert client.get(f"/berita/feed/{unknown}").status_code == 404
    html = client.get("/berita/?kategori=kesehatan").content.decode()
    assert 'href="/berita/feed/kategori/kesehatan/"' in html
    assert 'href="/berita/feed/rss/"' in client.get("/").content.decode()


def test_feed__says_what_still_waits_for_its_initial(office: Newsroom, client: Client) -> None:
    page = office.draft(office.classified())
    page.information_class = InformationClass.objects.get(code="serta_merta")
    page.save_revision(user=office.pengelola)
    due = timezone.now() + timedelta(hours=1)
    publication.publish_in_emergency(page, office.webadmin, REASON, digest_of(page), due)

    entry = read_feed(client, "/berita/feed/").entries[0]

    assert entry.title.startswith("[Menunggu paraf] ")
    assert "Menunggu paraf." in entry.content[0].value


@pytest.mark.usefixtures("newsroom")
def test_feed__costs_the_same_however_many_pages_pictures_and_links(client: Client) -> None:
    def fill(count: int) -> int:
        for number in range(count):
            shot = {"image": picture(f"Foto {number}", size=(64, 48)), "alt_text": "Warga"}
            link = f'<p><a linktype="page" id="{index().pk}">{number}</a></p>'
            file = document(f"Surat {number}", file_size=15)
            body = [
                ("paragraph", link),
                ("image", shot),
                ("gallery", [shot]),
                ("documents", [file]),
            ]
            make(NewsPage, f"Kabar {number}", hero_image=shot["image"], body=body * 2)
        client.get("/berita/feed/")
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            client.get("/berita/feed/")
        return len(captured)

    assert fill(2) == fill(8)
