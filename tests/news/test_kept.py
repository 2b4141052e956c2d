"""What stands around every page is kept for readers, and never older than what is public."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from news.models import HomePage
from news.page_cache import clearances

from .pages_kit import one_of_each, publish
from .test_front_page import arrange, urgent
from .test_office import PROFILE

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]


@pytest.fixture(autouse=True)
def surroundings(settings: Any) -> Any:
    """Kept, while pages themselves are made anew for every request."""
    settings.CACHES = settings.CACHES | {
        "surroundings": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    settings.NEWSROOM_PAGE_CACHE_CHECK = 0
    clearances.forget()
    caches["surroundings"].clear()
    yield
    caches["surroundings"].clear()
    clearances.forget()


@pytest.fixture
def read(client: Any) -> Callable[..., tuple[str, int]]:
    def answer(address: str, who: Any = None) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            html = (who or client).get(address).content.decode()
        return html, len(queries)

    return answer


def everything() -> list[str]:
    pages = one_of_each()
    arrange(**PROFILE)
    urgent(type(pages["news"]), "Air naik di hulu")
    return ["/", "/berita/", "/berita/arsip/", "/cari/?q=layanan", "/tidak-ada/"] + [
        page.url for page in pages.values()
    ]


def test_pages__are_the_same_with_what_others_left_and_cost_fewer_queries(read):
    addresses = everything()
    cold = {}
    for address in addresses:
        caches["surroundings"].clear()
        Site.clear_site_root_paths_cache()
        cold[address] = read(address)
    # Each page now finds what the one before it left, in either direction.
    for address in (*addresses, *reversed(addresses)):
        html, queries = read(address)
        assert without_time(html) == without_time(cold[address][0]), address
        assert queries < cold[address][1], address


def test_change_of_the_office__is_on_every_page_at_once(read):
    addresses = everything()
    for address in addresses:
        read(address)
    home = HomePage.objects.get()
    home.office_name = "Dinas Baru"
    publish(home)
    assert [address for address in addresses if "Dinas Baru" not in read(address)[0]] == []


def test_editors__get_nothing_that_is_kept(client, admin_client):
    def asks_for_the_site(who: Any) -> bool:
        with CaptureQueriesContext(connection) as queries:
            who.get("/berita/")
        return any('FROM "wagtailcore_site"' in query["sql"] for query in queries)

    assert [asks_for_the_site(who) for who in (client, client)] == [True, False]
    assert [asks_for_the_site(who) for who in (admin_client, admin_client)] == [True, True]


def test_one_host__gets_nothing_of_the_site_of_another(read, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    home = HomePage.objects.get()
    home.office_name = ""  # then the site's own name stands in the head
    publish(home)
    Site.objects.update(site_name="Situs Ini")
    Site.objects.create(hostname="lain.example", site_name="Situs Lain", root_page=home)
    for _ in range(2):
        here = read("/")[0]
        there = client.get("/", headers={"host": "lain.example"}).content.decode()
        assert 'rel="canonical" href="http://lain.example/"' in there
        assert '<span class="brand__full">Situs Lain</span>' in there
        assert '<span class="brand__full">Situs Ini</span>' in here
        assert "lain.example" not in here


def without_time(html: str) -> str:
    """A drawn share picture's address and the like are the same; only "now" may differ."""
    return re.sub(r"\d{2}[.:]\d{2}[.:]\d{2}", "", html)
