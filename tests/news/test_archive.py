"""Finding what was published earlier: narrowed lists, their pages, and the archive."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from news.models import AnnouncementPage, InformationClass, NewsCategory, NewsPage
from news.narrowing import span
from tests.driver import Newsroom

from .pages_kit import index, make

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]


def at(year: int, month: int, day: int = 15) -> datetime:
    return datetime(year, month, day, 4, tzinfo=UTC)


@pytest.fixture
def published(newsroom: None) -> None:
    health = NewsCategory.objects.get(slug="kesehatan")
    urgent = InformationClass.objects.get(code="serta_merta")
    make(NewsPage, "Oktober", first_published_at=at(2026, 10))
    make(NewsPage, "Akhir Oktober WITA", first_published_at=datetime(2026, 10, 31, 17, tzinfo=UTC))
    make(AnnouncementPage, "Klinik", category=health, first_published_at=at(2026, 9))
    make(NewsPage, "Banjir", information_class=urgent, first_published_at=at(2025, 12))
    make(NewsPage, "Air", source="Perumda Tirta Mahakam", first_published_at=at(2025, 11))


def listed(client: Any, **query: Any) -> list[str]:
    response = client.get("/berita/", query)
    assert response.status_code == 200
    return [card.title for card in response.context["cards"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tahun": "2026", "bulan": "10"}, ["Oktober"]),
        ({"tahun": "2026", "bulan": "11"}, ["Akhir Oktober WITA"]),
        ({"tahun": "2025"}, ["Banjir", "Air"]),
        ({"kategori": "kesehatan"}, ["Klinik"]),
        ({"jenis": "pengumuman"}, ["Klinik"]),
        ({"jenis": "berita", "tahun": "2025"}, ["Banjir", "Air"]),
        ({"jenis": "video"}, []),
        ({"kelas": "serta_merta"}, ["Banjir"]),
        ({"sumber": "Perumda Tirta Mahakam"}, ["Air"]),
        ({"kelas": "serta_merta", "tahun": "2026"}, []),
        ({"kategori": "kesehatan", "kelas": "berkala", "tahun": "2026", "bulan": "9"}, ["Klinik"]),
    ],
)
def test_list__is_narrowed_by_what_the_address_says(
    client: Any, published: None, query: dict[str, str], found: list[str]
) -> None:
    assert listed(client, **query) == found


@pytest.mark.parametrize(
    "query",
    [
        {"kategori": "tidak-ada"},
        {"kelas": "dikecualikan"},
        {"kelas": "x"},
        {"jenis": "x"},
        {"jenis": "informasi"},
        {"tahun": "20266"},
        {"tahun": "²026"},
        {"tahun": "-1"},
        {"tahun": "2026", "bulan": "13"},
        {"sumber": "a\x00b"},
    ],
)
def test_list__of_what_never_was__is_not_found(client: Any, query: dict[str, str]) -> None:
    assert client.get("/berita/", query).status_code == 404


def test_narrowed_list__says_by_what_and_leads_back(client: Any, published: None) -> None:
    query = {"kelas": "berkala", "tahun": "2026", "bulan": "9", "page": "2"}
    html = client.get("/berita/", query).content.decode()

    assert "Berita: Informasi berkala, September 2026</h1>" in html
    assert 'href="?tahun=2026&amp;bulan=9"' in html
    assert 'href="?kelas=berkala"' in html


def test_pages_of_a_list__stay_what_they_were_when_news_come_in(client: Any) -> None:
    for number in range(26):
        make(NewsPage, f"Berita {number:02}", first_published_at=at(2026, 1) + timedelta(number))
    first = client.get("/berita/")
    seen = [card.title for card in first.context["cards"]]
    onward = f"?page=2&sampai={first.context['anchor']}"
    assert onward.replace("&", "&amp;") in first.content.decode()

    make(NewsPage, "Baru saja", first_published_at=at(2026, 6))
    second = client.get(f"/berita/{onward}")
    further = [card.title for card in second.context["cards"]]

    assert seen + further == [f"Berita {number:02}" for number in range(25, 1, -1)]
    assert f"?page=3&amp;sampai={first.context['anchor']}" in second.content.decode()
    assert listed(client)[0] == "Baru saja"


@pytest.mark.parametrize("anchor", ["x", "-5", "9" * 40, "99999999999999999", "²", "1e9", "\x00"])
def test_pages_of_a_list__survive_a_broken_anchor(client: Any, anchor: str) -> None:
    make(NewsPage, "Berita", first_published_at=at(2026, 1))

    response = client.get("/berita/", {"page": "2", "sampai": anchor})

    assert response.status_code == (404 if anchor == "\x00" else 200)


def test_archive__counts_by_month_kind_topic_class_and_source(client: Any, published: None) -> None:
    response = client.get("/berita/arsip/")

    years = {
        year["year"]: [(item["month"].month, item["count"]) for item in year["months"]]
        for year in response.context["years"]
    }
    assert years == {2026: [(11, 1), (10, 1), (9, 1)], 2025: [(12, 1), (11, 1)]}
    named = {
        str(item["thing"]): item["count"]
        for item in (*response.context["categories"], *response.context["classes"])
    }
    kinds = {item["kind"].value: item["count"] for item in response.context["kinds"]}
    assert kinds == {"berita": 4, "pengumuman": 1}
    assert named == {
        "Pelayanan Publik": 4,
        "Kesehatan": 1,
        "Informasi berkala": 4,
        "Informasi serta-merta": 1,
    }
    assert [(item["own"], item["count"]) for item in response.context["sources"]] == [
        ("Dinas Dukcapil", 4),
        ("Perumda Tirta Mahakam", 1),
    ]
    assert 'href="/berita/?sumber=Perumda%20Tirta%20Mahakam"' in response.content.decode()


def test_archive__of_an_empty_site_says_so(client: Any) -> None:
    assert "Belum ada" in client.get("/berita/arsip/").content.decode()


@given(st.integers(1990, 2999), st.integers(1, 12))
def test_months__join_without_gap_or_overlap(year: int, month: int) -> None:
    start, end = span(year, month)
    following = (year + 1, 1) if month == 12 else (year, month + 1)

    assert span(*following)[0] == end
    assert (start.day, end.day, start.hour, end.hour) == (1, 1, 0, 0)


def test_page__never_lies_where_the_site_itself_answers(office: Newsroom, client: Any) -> None:
    """Neither by its title alone, nor by a slug that was chosen, in code or in the editor."""
    page = make(NewsPage, "Arsip")
    assert client.get(page.url).context["page"] == page

    page.slug = "feed"
    with pytest.raises(ValidationError, match="situs"):
        page.full_clean()

    client.force_login(office.pengelola)
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", index().pk])
    form = {"title": "Berkas lama", "slug": "arsip", "body-count": "0"}
    response = client.post(address, form)
    assert response.context["form"].errors["slug"]
    assert response.context["form"]["title"].value() == "Berkas lama"
