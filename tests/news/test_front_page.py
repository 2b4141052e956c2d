"""The front page in the editor's order, its lead story, and the banner above every page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationClass,
    InformationPage,
    NewsCategory,
    NewsPage,
    VideoPage,
)
from workflow_steps.content import digest_of
from workflow_steps.publication import publish_in_emergency, withdraw

from .pages_kit import make, publish

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]


def arrange(**fields: Any) -> HomePage:
    home = HomePage.objects.get()
    for name, value in fields.items():
        setattr(home, name, value)
    publish(home)
    return home


def read(client: Any, address: str = "/", status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def part(html: str, heading: str) -> str:
    """From a section's heading to the next one."""
    before, _, after = html.partition(f">{heading}</h2>")
    assert after, (heading, before[-2000:])
    return after.partition("<h2")[0]


def urgent(page_class: Any, title: str, **fields: Any) -> Any:
    serta_merta = InformationClass.objects.get(code="serta_merta")
    return make(page_class, title, information_class=serta_merta, **fields)


SERVICE = {"title": "SP4N-LAPOR!", "address": "https://www.lapor.go.id/", "icon": "complaint"}


# --- sections ------------------------------------------------------------------------------


def test_sections__stand_in_the_editors_order_and_hold_what_they_say(client):
    make(GalleryPage, "Erau dalam gambar")
    make(VideoPage, "Panen raya")
    make(AnnouncementPage, "Air padam")
    health = NewsCategory.objects.get(slug="kesehatan")
    for number in range(5):
        make(NewsPage, f"Posyandu {number}", category=health)
    make(NewsPage, "Loket baru")
    arrange(
        services=[("service", SERVICE)],
        sections=[
            ("videos", {"heading": "Tontonan", "count": "3"}),
            ("category", {"category": "kesehatan", "count": "4"}),
            ("category", {"category": "sudah-dihapus", "count": "3"}),
            ("category", {"category": "pendidikan", "count": "3"}),
            ("galleries", {"count": "3"}),
            ("services", {}),
            ("announcements", {"count": "3"}),
        ],
    )

    html = read(client)

    headings = ["Tontonan", "Kesehatan", "Galeri", "Layanan", "Pengumuman"]
    places = [html.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)
    assert "Panen raya" in part(html, "Tontonan")
    assert part(html, "Kesehatan").count("Posyandu") == 4
    assert "/berita/?kategori=kesehatan" in part(html, "Kesehatan")
    assert "Erau dalam gambar" in part(html, "Galeri")
    assert 'href="https://www.lapor.go.id/"' in part(html, "Layanan")
    assert "Air padam" in part(html, "Pengumuman")
    assert ">Pendidikan</h2>" not in html
    for heading, all_of, title in (
        ("Tontonan", "Semua video", "Panen raya"),
        ("Galeri", "Semua galeri", "Erau dalam gambar"),
        ("Pengumuman", "Semua pengumuman", "Air padam"),
    ):
        link = re.search(rf'href="([^"]+)">{all_of}<', part(html, heading))
        assert link is not None
        everything = client.get(link[1]).context["cards"]
        assert [card.title for card in everything] == [title]


def test_unarranged_front_page__shows_announcements_and_services(client):
    make(AnnouncementPage, "Air padam")
    arrange(services=[("service", SERVICE)], sections=[])

    html = read(client)

    assert "Air padam" in part(html, "Pengumuman")
    assert "SP4N-LAPOR!" in part(html, "Layanan")


def test_service__without_address_or_with_a_hidden_page_is_not_shown(client):
    about = make(InformationPage, "Tentang kami")
    draft = make(InformationPage, "Naskah", live=False)
    arrange(
        services=[
            ("service", {"title": "Belum ada alamat", "icon": "link"}),
            ("service", {"title": "Naskah dulu", "page": draft, "icon": "link"}),
            ("service", {"title": "Profil kami", "page": about, "icon": "link"}),
        ]
    )

    html = read(client, "/berita/")

    assert "Belum ada alamat" not in html
    assert "Naskah dulu" not in html
    assert f'<a href="{about.url}">Profil kami</a>' in html


# --- the lead story ----------------------------------------------------------------------------


def test_lead__is_the_newest_until_one_is_pinned_and_again_when_that_is_gone(client, office):
    pinned = make(NewsPage, "Yang disematkan")
    for number in range(8):
        make(NewsPage, f"Kabar {number}")

    def lead() -> str:
        return part(read(client), "Berita utama")

    assert "Kabar 7" in lead()
    arrange(lead_page=pinned)
    assert "Yang disematkan" in lead()
    assert "Yang disematkan" not in part(read(client), "Berita terbaru")
    withdraw(pinned, office.kabid, "Keliru dimuat pada beranda.")
    assert "Kabar 7" in lead()


def test_pinned_draft__is_ignored_and_may_be_deleted(client):
    draft = make(NewsPage, "Naskah rahasia", live=False)
    home = arrange(lead_page=draft)

    assert "Naskah rahasia" not in read(client)
    draft.delete()
    assert client.get("/").status_code == 200
    assert home.get_latest_revision_as_object().lead_page_id is None


# --- the banner ---------------------------------------------------------------------------------


def test_banner__stands_on_every_page_but_its_own(client):
    other = make(NewsPage, "Loket baru")
    page = urgent(NewsPage, "Banjir di hulu")
    when = f"{timezone.localtime(page.first_published_at):%H.%M} WITA"

    for address in ("/", "/berita/", "/cari/", other.url):
        html = read(client, address)
        assert f'data-notice="{page.pk}" open' in html, address
        assert f'<a href="{page.url}">Banjir di hulu</a>' in html, address
        assert when in html[html.index("data-notice") : html.index("</time>")], address
    assert "data-notice" in read(client, "/tidak-ada/", status=404)
    assert "data-notice" not in read(client, page.url)


def test_banner__ends_with_the_hours_or_with_the_announcements_last_day(client):
    today, now = timezone.localdate(), timezone.now()
    urgent(NewsPage, "Kemarin lusa", first_published_at=now - timedelta(hours=50))
    urgent(AnnouncementPage, "Sudah lewat", valid_until=today - timedelta(days=1))
    assert "Kemarin lusa" in part(read(client), "Berita utama")
    assert ">Kemarin lusa</a> <time" in read(client, "/cari/")

    arrange(notice_hours=48)
    assert "data-notice" not in read(client)

    old = now - timedelta(days=30)
    urgent(AnnouncementPage, "Masih berlaku", valid_until=today, first_published_at=old)
    assert ">Masih berlaku</a> <time" in read(client)


def test_banner__says_that_the_paraf_is_still_to_come(client, office):
    page = office.draft(office.classified())
    page.information_class = InformationClass.objects.get(code="serta_merta")
    page.save_revision(user=office.pengelola)
    due = timezone.now() + timedelta(hours=1)
    reason = "Air naik cepat, warga harus tahu sekarang."
    publish_in_emergency(page, office.webadmin, reason, digest_of(page), due)

    html = read(client, "/cari/")

    assert "Menunggu paraf" in html[html.index("data-notice") : html.index("<header")]
