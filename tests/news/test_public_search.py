"""/cari/: forgiving about what is typed, strict about what is shown."""

from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from news.models import GalleryPage, InformationPage, NewsPage
from news.public_views import search_words

from .pages_kit import ensure_full_text_index, make

pytestmark = pytest.mark.usefixtures("newsroom")


@pytest.fixture(autouse=True)
def full_text_index(newsroom: None) -> None:
    ensure_full_text_index()


def found(client: Any, **params: Any) -> list[str]:
    response = client.get("/cari/", params)
    assert response.status_code == 200
    return [page.title for page in response.context["cards"]]


def test_search__looks_into_titles_summaries_and_bodies_of_all_types(client):
    make(NewsPage, "Jembatan dibuka", summary="Warga menyeberang.")
    make(GalleryPage, "Foto", summary="Peresmian jembatan.")
    body = [("paragraph", "<p>Dekat <b>jembatan</b> lama.</p>")]
    make(InformationPage, "Alamat kantor", summary="Lokasi.", body=body)
    make(NewsPage, "Kabar lain", summary="Tentang hal lain.")

    assert set(found(client, q="Jembatan")) == {"Jembatan dibuka", "Foto", "Alamat kantor"}


def test_search__wants_all_words(client):
    make(NewsPage, "Jembatan Loa Kulu")
    make(NewsPage, "Jembatan Anggana")

    assert found(client, q="jembatan anggana") == ["Jembatan Anggana"]


def test_search__never_shows_drafts_or_private_pages(client):
    make(NewsPage, "Jembatan rahasia", live=False)
    private = make(NewsPage, "Jembatan tertutup")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, q="jembatan") == []


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', "'; --", "a* OR (", "%", "\x00", "<script>", "NOT", "jem" * 200, "!!!"],
)
def test_search__survives_whatever_is_typed(client, query):
    make(NewsPage, "Jembatan")

    response = client.get("/cari/", {"q": query})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_search__treats_signs_as_gaps():
    assert search_words('"jum\'at" AND (SOP-2026)* _x_') == "jum at AND SOP 2026 x"


def test_search__keeps_the_query_through_its_pages(client):
    for number in range(13):
        make(NewsPage, f"Jembatan {number}")

    html = client.get("/cari/", {"q": "jembatan", "page": "2"}).content.decode()

    assert 'value="jembatan"' in html
    assert 'href="?q=jembatan"' in html
    assert len(found(client, q="jembatan", page="2")) == 1
    assert len(found(client, q="jembatan", page="99")) == 1


def test_search__says_when_nothing_was_found(client):
    html = client.get("/cari/", {"q": "takada"}).content.decode()

    assert 'role="status"' in html
    assert "takada" in html
