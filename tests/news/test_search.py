"""/cari/ as a newspaper's: what it finds, in which words, narrowed how, and who never appears."""

from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from news.listing import newsroom_types
from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationPage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    SearchEntry,
)
from news.models.search import KINDS
from news.search.spelling import one_slip
from workflow_steps.gate import in_force, withdrawing

from .pages_kit import make

pytestmark = pytest.mark.usefixtures("newsroom")


def found(client: Any, query: str, **params: Any) -> list[str]:
    response = client.get("/cari/", {"q": query, **params})
    assert response.status_code == 200
    return [entry.title for entry in response.context["cards"]]


def closed(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_search__knows_stems_and_beginnings_but_puts_titles_first(client):
    make(NewsPage, "Kabar pagi", body=[("paragraph", "<p>Pelayanan di jembatan.</p>")])
    make(NewsPage, "Jembatan", summary="Baru.")
    make(NewsPage, "Lain", summary="Tidak ada.")

    assert found(client, "melayani") == ["Kabar pagi"]
    assert found(client, "jembatannya") == ["Jembatan", "Kabar pagi"]
    assert found(client, "pelayanan jemb") == ["Kabar pagi"]
    assert found(client, "jemb pelayanan") == []  # only the last word may be half typed
    assert found(client, "KABAR", urut="terbaru") == ["Kabar pagi"]


def test_search__guesses_what_a_mistyped_word_meant(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make(NewsPage, "Jembatan Anggana")
        make(NewsPage, "Jembatin")
        make(NewsPage, "Jembatan Tenggarong")

    html = client.get("/cari/", {"q": "jembaatn"}).content.decode()
    assert "Maksud Anda" in html
    assert '<a href="?q=jembatan">' in html
    assert found(client, "jembaatn angana") == ["Jembatan Anggana"]
    assert found(client, "jembatin") == ["Jembatin"]  # what is there needs no guess
    assert found(client, "xjembat") == []


def test_search__has_only_what_everybody_may_read_now(client):
    page = make(NewsPage, "Jembatan")
    make(NewsPage, "Jembatan rancangan", live=False)
    draft = NewsPage.objects.get(pk=page.pk)
    draft.summary = "Belum diparaf: terowongan."
    draft.save_revision()
    assert found(client, "jembatan") == ["Jembatan"]
    assert found(client, "terowongan") == []

    restriction = closed(NewsIndexPage.objects.get())
    assert found(client, "jembatan") == []
    restriction.delete()
    assert found(client, "jembatan") == ["Jembatan"]

    page.refresh_from_db()
    with withdrawing(page.pk), in_force(page.pk):
        page.unpublish()
    assert found(client, "jembatan") == []
    assert not SearchEntry.objects.exists()


def test_search__follows_a_page_to_a_closed_place(client):
    service, section = make(InformationPage, "Layanan"), make(InformationPage, "Arsip dalam")
    closed(section)
    Page.objects.get(pk=service.pk).move(Page.objects.get(pk=section.pk), pos="last-child")
    assert found(client, "layanan") == []

    Page.objects.get(pk=service.pk).move(HomePage.objects.get(), pos="last-child")
    assert found(client, "layanan") == ["Layanan"]


def test_search__shows_nothing_that_an_entry_left_behind(client):
    """Rows changed past every signal: the pages themselves are asked again."""
    page, other = make(NewsPage, "Jembatan satu"), make(InformationPage, "Jembatan dua")
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)]
    )
    with in_force(None):
        Page.objects.filter(pk=other.pk).update(live=False)

    assert SearchEntry.objects.count() == 2
    assert found(client, "jembatan") == []
    assert client.get("/cari/saran/?q=jembatan").json() == {"titles": []}


def test_search__narrows_by_kind_category_and_date(client):
    culture = NewsCategory.objects.get(slug="kebudayaan-dan-pariwisata")
    make(NewsPage, "Erau satu", first_published_at=moment(2026, 11, 1, 23), category=culture)
    make(NewsPage, "Erau dua", first_published_at=moment(2026, 11, 2, 0))
    make(AnnouncementPage, "Erau tiga", first_published_at=moment(2026, 11, 3, 9))

    assert found(client, "erau", urut="terbaru") == ["Erau tiga", "Erau dua", "Erau satu"]
    assert found(client, "erau", jenis="pengumuman") == ["Erau tiga"]
    assert found(client, "erau", kategori=culture.slug) == ["Erau satu"]
    assert found(client, "erau", dari="2026-11-02", sampai="02/11/2026") == ["Erau dua"]
    assert found(client, "erau", dari="0001-01-01", sampai="9999-12-31", jenis="galeri") == []


def test_search__keeps_the_filters_through_its_pages_and_counts_all(client):
    for number in range(13):
        make(GalleryPage, f"Erau {number}")

    html = client.get("/cari/?q=erau&jenis=galeri&urut=terbaru&page=2").content.decode()

    assert "13 halaman" in html
    assert 'href="?q=erau&amp;jenis=galeri&amp;urut=terbaru"' in html
    assert '<option value="galeri" selected>' in html


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"dari": "31/02/2026"}, "Tanggal ini tidak terbaca"),
        ({"sampai": "kemarin\x00"}, "Tanggal ini tidak terbaca"),
        ({"dari": "2026-11-02", "sampai": "2026-11-01"}, "Hari terakhir mendahului hari pertama"),
        ({"kategori": "tak-ada"}, "Pilihan ini sudah tidak ada"),
        ({"jenis": "9" * 5000, "page": "9" * 5000}, "Pilihan ini sudah tidak ada"),
    ],
)
def test_search__says_what_is_wrong_with_a_filter_and_keeps_what_was_typed(client, params, message):
    make(NewsPage, "Erau")

    html = client.get("/cari/", {"q": "erau", **params}).content.decode()

    assert message in html
    assert "\x00" not in html
    assert 'value="erau"' in html
    for name in {"dari", "sampai"} & set(params):
        assert f'value="{params[name].strip(chr(0))}"' in html


def test_search__marks_the_words_in_a_passage_and_escapes_the_rest(client):
    text = "Kalimat lain. " * 40 + "Dekat <b>ketinting</b> &lt;i&gt; berlabuh." + " Penutup." * 40
    make(NewsPage, "Sungai <i>", summary="Kabar & sungai.", body=[("paragraph", f"<p>{text}</p>")])

    html = client.get("/cari/", {"q": "sungai ketinting"}).content.decode()

    assert "<mark>Sungai</mark> &lt;i&gt;" in html
    assert "<mark>ketinting</mark> &lt;i&gt; berlabuh." in html
    assert "… " in html
    assert "Kabar &amp; <mark>" not in html
    assert "Kabar &amp; <mark>sungai</mark>." in client.get("/cari/?q=sungai").content.decode()


def test_suggestions__are_titles_of_public_pages_and_may_be_kept_a_while(client):
    make(NewsPage, "Jembatan <b>Loa Kulu</b>")
    make(NewsPage, "Jembatan rahasia", live=False)
    make(NewsPage, "Kabar", summary="Jembatan.")

    response = client.get("/cari/saran/", {"q": "jemb"})

    assert response.json() == {"titles": ["Jembatan <b>Loa Kulu</b>"]}
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response
    for query in ("", "je", '"', "\x00", "a b c", "jem" * 500):
        assert client.get("/cari/saran/", {"q": query}).json() == {"titles": []}


def test_rebuild__finds_what_was_put_into_the_database_by_other_means(client):
    make(NewsPage, "Jembatan")
    SearchEntry.objects.all().delete()
    assert found(client, "jembatan") == []

    call_command("rebuild_search", verbosity=0)

    assert found(client, "jembatan") == ["Jembatan"]


def test_entry__has_the_words_of_the_page_and_no_others(client):
    callout = {"kind": "warning", "title": "Banjir", "text": "<p>Waspada <b>air</b> pasang.</p>"}
    heading = {"text": "Jadwal singgah", "level": "h2"}
    make(NewsPage, "Perahu", body=[("heading", heading), ("callout", callout)])

    assert SearchEntry.objects.get().text == "Jadwal singgah Banjir Waspada air pasang."


def test_kinds__name_every_type_the_newsroom_writes():
    assert set(KINDS) == {model._meta.model_name for model in newsroom_types()}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("jembaatn", "jembatan", True),
        ("jembatn", "jembatan", True),
        ("jembattan", "jembatan", True),
        ("jenbatan", "jembatan", True),
        ("ejmbatan", "jembatan", True),
        ("jembata", "jembatan", True),
        ("jembatan", "jembatan", False),
        ("jmebaatn", "jembatan", False),
        ("jembt", "jembatan", False),
    ],
)
def test_one_slip__is_one_letter_or_two_swapped(one, other, expected):
    assert one_slip(one, other) is expected
    assert one_slip(other, one) is expected


def moment(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # noqa: DTZ001


def test_excerpt__never_shows_what_was_written_past_the_newsroom(client):
    page = make(NewsPage, "Jembatan dibuka", summary="Warga menyeberang jembatan.")
    assert "menyeberang" in client.get("/cari/", {"q": "jembatan"}).content.decode()

    SearchEntry.objects.filter(pk=page.pk).update(summary="Jembatan slot gacor", text="jembatan")

    html = client.get("/cari/", {"q": "jembatan"}).content.decode()
    assert "Jembatan</mark> dibuka" in html
    assert "gacor" not in html
