"""What a reader without an account gets, and what stays hidden from them."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import AnnouncementPage, HomePage, InformationPage, NewsCategory, NewsPage
from news.provisioning.pages import provision_site
from workflow_steps import publication
from workflow_steps.record import put_live

from .pages_kit import index, make, one_of_each, picture

pytestmark = [pytest.mark.usefixtures("newsroom"), pytest.mark.once]

SITEMAP_PARTS = ["/sitemap-halaman.xml", "/sitemap-berita.xml", "/sitemap-gambar.xml"]


# Data for search engines runs nothing.
SCRIPT = (
    r'<script src="/static/js/[a-z]+\.js" defer></script>|<script type="application/ld.json">.*'
)


def read(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def hide(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_article__shows_everything_about_itself(client):
    html = read(client, one_of_each()["news"].url)

    for part in (
        "Ringkasan tentang layanan perahu keliling.",
        "Dinas Dukcapil",
        "2 November 2026",
        "WITA",
        "/berita/?kategori=pelayanan-publik",
        "Muara Kaman",
        "Informasi berkala",
        "<h2>Jadwal singgah</h2>",
        "<h3>Hulu</h3>",
        'alt="Petugas melayani warga"',
        "Kami datang ke warga.",
        "<caption>Jam pelayanan</caption>",
        '<th scope="row"',
        'href="https://youtu.be/abc"',
        "Waspada air pasang.",
    ):
        assert part in html, part


def test_every_page_type__stands_on_its_own_feet(client):
    addresses = ["/", "/berita/", "/cari/", *(page.url for page in one_of_each().values())]

    for address in addresses:
        html = read(client, address)

        assert html.count("<h1") == 1, address
        assert '<html lang="id">' in html
        scripts = re.findall(r"<script.*?</script>", html, re.DOTALL)
        assert all(re.fullmatch(SCRIPT, script, re.DOTALL) for script in scripts), (
            address,
            scripts,
        )
        assert not re.search(r"<[^>]+\sstyle=", html), address
        for tag in re.findall(r"<img[^>]+>", html):
            assert " alt=" in tag
            assert " width=" in tag
            assert " height=" in tag


def test_pictures__first_is_eager_and_others_wait(client):
    html = read(client, one_of_each()["gallery"].url)

    images = [tag for tag in re.findall(r"<img[^>]+>", html) if "srcset" in tag]
    assert "fetchpriority" in images[0]
    assert "loading" not in images[0]
    assert all('loading="lazy"' in tag for tag in images[1:])


def test_picture_whose_file_is_gone__does_not_take_the_page_down(client):
    image = picture()
    page = make(NewsPage, "Tanpa berkas", hero_image=image)
    image.file.storage.delete(image.file.name)

    read(client, page.url)


def test_draft_and_private_page__are_nowhere(client):
    draft = make(NewsPage, "Naskah terpendam", live=False)
    private = make(NewsPage, "Naskah tertutup")
    information = make(InformationPage, "Profil tertutup", show_in_menus=True)
    hide(private)
    hide(information)

    for address in ("/", "/berita/", "/berita/feed/", *SITEMAP_PARTS):
        content = read(client, address)
        for hidden in (draft, private, information):
            assert hidden.title not in content
            assert hidden.slug not in content
    assert client.get(draft.url or "/berita/naskah-terpendam/").status_code == 404
    assert client.get(private.url).status_code == 302


def test_index__pages_of_twelve(client):
    now = timezone.now()
    for number in range(14):
        make(NewsPage, f"Kabar {number:02}", first_published_at=now - timedelta(hours=number))

    first, second = read(client, "/berita/"), read(client, "/berita/?page=2")

    assert [f"Kabar {n:02}" in first for n in (0, 11, 12)] == [True, True, False]
    assert [f"Kabar {n:02}" in second for n in (11, 12, 13)] == [False, True, True]
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'aria-current="page"' in second


@pytest.mark.parametrize("number", ["99", "0", "-1", "abc", "", "9" * 5000])
def test_index__answers_an_impossible_page_number_with_a_page(client, number):
    for count in range(13):
        make(NewsPage, f"Kabar {count}")

    assert "card__title" in read(client, f"/berita/?page={number}")


def test_index__filters_by_category_over_all_types(client):
    culture = NewsCategory.objects.get(slug="kebudayaan-dan-pariwisata")
    for page in one_of_each().values():
        page.category = culture
        put_live(page, "Kategori diubah untuk uji ini.")
    make(NewsPage, "Loket baru")
    for number in range(12):
        make(NewsPage, f"Erau hari {number}", category=culture)

    html = read(client, "/berita/?kategori=kebudayaan-dan-pariwisata&page=2")

    assert "Loket baru" not in html
    assert "Festival Erau dalam gambar" in html
    assert 'href="?kategori=kebudayaan-dan-pariwisata"' in html


def test_index__unknown_category_is_not_found(client):
    read(client, "/berita/?kategori=tidak-ada", status=404)


def test_index__empty_category_says_so(client):
    assert 'class="empty"' in read(client, "/berita/?kategori=kesehatan")


def test_menu__says_where_the_reader_is(client):
    page = make(NewsPage, "Layanan perahu")
    home, article = (
        re.findall(r'href="([^"]+)" aria-current="(\w+)"', read(client, url))
        for url in ("/", page.url)
    )
    assert home == [("/", "page")]
    assert article == [("/berita/", "true")]


def test_home__names_only_announcements_that_still_apply(client):
    today = timezone.localdate()
    make(AnnouncementPage, "Masih berlaku", valid_until=today)
    make(AnnouncementPage, "Sudah lewat", valid_until=today - timedelta(days=1))
    make(AnnouncementPage, "Tanpa batas")

    html = read(client, "/")

    assert "Masih berlaku" in html
    assert "Tanpa batas" in html
    assert "Sudah lewat" not in html


def test_announcement__says_that_it_lapsed(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    page = make(AnnouncementPage, "Sudah lewat", valid_until=yesterday)

    assert "validity--lapsed" in read(client, page.url)


def test_menu__holds_live_pages_that_editors_put_there(client):
    make(InformationPage, "Profil", show_in_menus=True)
    make(InformationPage, "Belum tayang", show_in_menus=True, live=False)
    make(InformationPage, "Tidak di menu", show_in_menus=False)

    menu = re.search(r'<nav class="nav".*?</nav>', read(client, "/"), re.DOTALL)

    assert menu is not None
    assert [word in menu[0] for word in ("Berita", "Profil", "Belum tayang", "Tidak di menu")] == [
        True,
        True,
        False,
        False,
    ]


def test_breadcrumb__leads_back_to_the_front_page(client):
    parent = make(InformationPage, "Layanan")
    child = parent.add_child(instance=InformationPage(title="Akta kelahiran", live=False))
    put_live(child, "Halaman anak untuk uji ini.")

    html = read(client, child.url)

    trail = re.search(r'<nav class="breadcrumb".*?</nav>', html, re.DOTALL)
    assert trail is not None
    assert re.findall(r'href="([^"]+)"', trail[0]) == ["/", "/layanan/"]
    assert '<li aria-current="page">Akta kelahiran</li>' in trail[0]


def test_feed__gives_the_latest_twenty_newest_first(client):
    now = timezone.now()
    for number in range(22):
        moment = now - timedelta(hours=number)
        make(
            NewsPage, f"Kabar\x0b {number:02}", first_published_at=moment, last_published_at=moment
        )

    tree = ElementTree.fromstring(read(client, "/berita/feed/"))  # noqa: S314 - our own output

    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in tree.iter(f"{atom}entry")]
    assert titles == [f"Kabar  {number:02}" for number in range(20)]


def test_sitemap__lists_live_pages_with_full_addresses(client):
    page = make(NewsPage, "Kabar baru")

    assert "<loc>http://testserver/sitemap-halaman.xml</loc>" in read(client, "/sitemap.xml")
    assert f"<loc>{page.full_url}</loc>" in read(client, "/sitemap-halaman.xml")


def test_robots__closes_the_admin_and_names_the_sitemap(client):
    text = read(client, "/robots.txt")

    assert "Disallow: /admin/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_not_found__is_a_page_of_the_site(client):
    html = read(client, "/tidak-ada/", status=404)

    assert html.count("<h1") == 1
    assert 'class="nav"' in html


def test_server_error_page__needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "<h1" in render_to_string("500.html")


def test_site_without_pages__still_answers(client):
    publication.withdraw(index(), None, "Daftar berita sedang ditata ulang.")

    assert "/berita/" not in read(client, "/").replace("/berita/feed/", "")
    read(client, "/berita/", status=410)
    provision_site()
    assert HomePage.objects.count() == 1
