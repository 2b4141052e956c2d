"""What stands around an article: how long it is, where it can be sent, and what to read next."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.documents.forms import get_document_form
from wagtail.models import PageViewRestriction

from news import further_reading, reading_time, sharing
from news.blocks import VideoBlock
from news.models import (
    AnnouncementPage,
    GalleryPage,
    InformationPage,
    NewsCategory,
    NewsPage,
    PressDocument,
    VideoPage,
)
from workflow_steps.content import without_block_ids
from workflow_steps.digest import digest
from workflow_steps.record import put_live

from .pages_kit import document, make, picture

pytestmark = pytest.mark.once


# --- plain ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 1), (200, 1), (201, 2), (600, 3)])
def test_reading_time__is_whole_minutes_rounded_up(words: int, expected: int) -> None:
    assert reading_time.minutes(["<p>kata</p> " * words]) == expected


def test_reading_time__counts_what_is_read() -> None:
    stored = {
        "type": "callout",
        "value": {"kind": "info", "title": "Dua kata", "text": "<p>Jum'at &amp; 1.500 orang</p>"},
    }
    assert list(reading_time.texts_in(stored["value"])) == [
        "Dua kata",
        "<p>Jum'at &amp; 1.500 orang</p>",
    ]
    assert reading_time.minutes(["Jum'at 1.500 &amp; 07.30"] * 67) == 2


def test_share_links__carry_address_and_title_whatever_signs_they_have() -> None:
    links = sharing.share_links("https://kukar.test/berita/a/?b=c&d", "100% “Aman” & lancar #1")
    assert [link.name for link in links] == ["WhatsApp", "Telegram", "Facebook", "X"]
    address = "https%3A%2F%2Fkukar.test%2Fberita%2Fa%2F%3Fb%3Dc%26d"
    title = "100%25%20%E2%80%9CAman%E2%80%9D%20%26%20lancar%20%231"
    assert links[0].address == f"https://wa.me/?text={title}%0A{address}"
    assert links[1].address == f"https://t.me/share/url?url={address}&text={title}"
    assert links[2].address == f"https://www.facebook.com/sharer/sharer.php?u={address}"


# --- further reading ---------------------------------------------------------------------------


def published(title: str, hours_ago: int, page_class: Any = NewsPage, **fields: Any) -> Any:
    at = timezone.now() - timedelta(hours=hours_ago)
    return make(page_class, title, first_published_at=at, **fields)


@pytest.mark.usefixtures("newsroom")
def test_further_reading__same_topic_then_same_source_newest_first() -> None:
    health = NewsCategory.objects.get(slug="kesehatan")
    page = published("Layanan", 5, source="Dukcapil")
    other = published("Sumber sama", 1, category=health, source="Dukcapil")
    published("Lain sama sekali", 2, category=health, source="RSUD")
    same = [published(f"Topik {n}", n, page_class=GalleryPage, source="RSUD") for n in (3, 7)]
    private = published("Tertutup", 4)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make(NewsPage, "Naskah", live=False)
    make(InformationPage, "Profil")

    found = further_reading.of(page)
    assert [card.pk for card in found.related] == [same[0].pk, same[1].pk, other.pk]
    assert found.related[2].category.name == health.name
    assert (found.previous.pk, found.next.pk) == (same[1].pk, same[0].pk)
    assert further_reading.of(same[1]).previous is None


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("newsroom")
def test_article__has_byline_reading_time_share_links_and_neighbours(client: Any) -> None:
    before = published("Kabar kemarin", 20)
    page = published("Kabar & lainnya", 10, body=[("paragraph", "<p>" + "kata " * 401 + "</p>")])
    html = client.get(page.url).content.decode()
    assert "Oleh Dinas Komunikasi dan Informatika" in html
    assert "3 menit baca" in html
    assert 'href="https://wa.me/?text=Kabar%20%26%20lainnya%0Ahttp' in html
    assert html.count('rel="noopener external nofollow"') == 4
    assert f'rel="prev" href="{before.url}"' in html
    assert "Berita terkait" in html
    assert "data-copy hidden" in html  # without a script there is no button that does nothing


@pytest.mark.usefixtures("newsroom")
def test_gallery__is_a_list_of_links_to_larger_pictures(client: Any) -> None:
    shot = {"image": picture(), "alt_text": "Warga antre", "caption": "Antrean pagi"}
    page = make(GalleryPage, "Album", images=[("image", shot)] * 2)
    html = client.get(page.url).content.decode()
    larger = shot["image"].get_rendition("width-1440|format-webp|webpquality-75")
    assert html.count(f'<a class="figure__link" href="{larger.url}">') == 2
    assert html.count("js/article.js") == 1


@pytest.mark.usefixtures("newsroom")
def test_attachments_and_validity__are_told_with_their_dates(client: Any) -> None:
    file = document(file_size=2048)
    PressDocument.objects.update(created_at="2026-10-07T02:00:00Z")
    page = make(
        AnnouncementPage,
        "Jadwal",
        documents=[("document", file)],
        valid_until=timezone.localdate() - timedelta(days=1),
    )
    html = client.get(page.url).content.decode()
    assert "PDF, 2,0" in html
    assert '<time datetime="2026-10-07">diunggah 7 Oktober 2026</time>' in html
    assert "Sudah tidak berlaku." in html


@pytest.mark.usefixtures("newsroom")
def test_section__shows_the_way_to_the_page_and_what_lies_around(client: Any) -> None:
    top = make(InformationPage, "Profil")
    pages = {}
    for title, parent in (("Visi", top), ("Sejarah", top)):
        pages[title] = child(parent, title)
    pages["Lampau"] = child(pages["Sejarah"], "Lampau")
    pages["Tujuan"] = child(pages["Visi"], "Tujuan")

    html = client.get(pages["Sejarah"].url).content.decode()
    navigation = html[html.index('<nav class="section-nav"') :]
    assert f'href="{pages["Sejarah"].url}" aria-current="page"' in navigation
    order = [navigation.index(f">{title}<") for title in ("Profil", "Visi", "Sejarah", "Lampau")]
    assert order == sorted(order)
    assert ">Tujuan<" not in navigation  # one step further
    assert "section-nav" not in client.get(make(InformationPage, "Sendiri").url).content.decode()


def child(parent: Any, title: str) -> Any:
    page = InformationPage(title=title, live=False)
    parent.add_child(instance=page)
    put_live(page, "A page to read, for a test.")
    return page


# --- video --------------------------------------------------------------------------------------


def test_transcript__left_empty_changes_no_older_digest() -> None:
    block = VideoBlock()
    block.set_name("video")
    older = {"title": "Rapat", "link": "https://youtu.be/abc"}
    today = without_block_ids(block, block.get_prep_value(block.to_python(older)))
    assert "transcript" in today
    assert digest({"video": today}) == digest({"video": older})


@pytest.mark.usefixtures("newsroom")
def test_transcript__opens_below_the_video(client: Any) -> None:
    video = {"title": "Rapat", "link": "https://youtu.be/abc", "transcript": "Selamat pagi."}
    html = client.get(make(VideoPage, "Rapat", video=[("video", video)]).url).content.decode()
    assert "<p>Selamat pagi.</p>" in html[html.index("<details") : html.index("</details>")]


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize(
    ("content", "taken"),
    [(b"WEBVTT\n\n", True), (b"\xef\xbb\xbfWEBVTT\n", True), (b"1\n00:", False)],
)
def test_captions__can_be_uploaded_as_webvtt_only(content: bytes, taken: bool) -> None:
    form = get_document_form(PressDocument)(
        {"title": "Takarir", "tags": ""}, {"file": SimpleUploadedFile("takarir.vtt", content)}
    )
    assert ("file" not in form.errors) is taken
