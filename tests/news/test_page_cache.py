"""Kept answers: for readers only, and never older than the last change of what they show."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from news import kept as around
from news.models import (
    Clearance,
    InformationClass,
    InformationPage,
    NewsCategory,
    NewsPage,
    PressRendition,
)
from news.page_cache import clearances, receivers
from news.page_cache.middleware import KEPT_SECONDS
from news.renditions import LOGO
from tests.driver import Newsroom
from workflow_steps.publication import withdraw

from .pages_kit import index, make, picture, publish
from .test_front_page import arrange, urgent

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]

LISTS = ("/", "/berita/", "/berita/feed/", "/sitemap-halaman.xml")
Read = Callable[[str], tuple[str, bool]]


@pytest.fixture(autouse=True)
def memory(settings: Any) -> Any:
    """The process's memory, looked at for clearances before every request."""
    settings.CACHES = settings.CACHES | {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
        for name in ("pages", "surroundings")
    }
    settings.NEWSROOM_PAGE_CACHE_CHECK = 0
    clearances.forget()
    yield
    for name in ("pages", "surroundings"):
        caches[name].clear()
    clearances.forget()


@pytest.fixture
def read(client: Any) -> Read:
    """Text of an address, and whether it was kept: then it costs the look for clearances."""

    def answer(address: str) -> tuple[str, bool]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        return response.content.decode(), len(queries) <= 1

    return answer


def kept(read: Read, *addresses: str) -> list[str]:
    return [address for address in addresses if read(address)[1]]


def showing(read: Read, words: str, *addresses: str) -> list[str]:
    return [address for address in addresses if words in read(address)[0]]


def warm(read: Read, *addresses: str) -> None:
    for address in addresses:
        read(address)
    assert kept(read, *addresses) == list(addresses)


def test_repeat_views__are_answered_from_memory(read: Read) -> None:
    page = make(NewsPage, "Jembatan dibuka")

    first, _ = read(page.url)
    again, from_memory = read(page.url)

    assert from_memory
    assert again == first


def test_publishing__is_seen_everywhere_at_once_and_forgets_nothing_else(
    read: Read, office: Newsroom
) -> None:
    other = [make(NewsPage, f"Berita lama {number}").url for number in range(8)]
    warm(read, *LISTS, other[0])

    page = office.published()

    assert showing(read, page.slug, *LISTS) == list(LISTS)
    assert kept(read, other[0]) == [other[0]]


def test_withdrawing__takes_it_out_everywhere_at_once(
    read: Read, office: Newsroom, client: Any
) -> None:
    other = make(NewsPage, "Berita lama").url
    page = office.published()
    warm(read, *LISTS, page.url, other)

    withdraw(page, office.kabid, "Data penerima bantuan keliru dimuat.")

    assert client.get(page.url).status_code == 410
    assert showing(read, page.slug, *LISTS) == []


def test_correcting__is_seen_on_the_page_and_in_every_list(read: Read) -> None:
    page = make(NewsPage, "Jembatan dibuka")
    warm(read, "/", "/berita/", "/berita/feed/", page.url)

    page.title = "Jembatan ditutup"
    publish(page)

    seen = ("/", "/berita/", "/berita/feed/", page.url)
    assert showing(read, "Jembatan ditutup", *seen) == list(seen)


def test_renaming_and_moving__are_seen_everywhere(read: Read) -> None:
    page = make(InformationPage, "Tentang kami", show_in_menus=True)
    below = make(InformationPage, "Maklumat", show_in_menus=True)
    news = make(NewsPage, "Jembatan dibuka")
    warm(read, news.url, page.url)

    page.slug = "profil"
    publish(page)
    assert showing(read, "/profil/", news.url) == [news.url]

    warm(read, news.url)
    below.move(page, pos="last-child")
    assert showing(read, "Maklumat", news.url) == []


def test_renaming_a_category__is_seen_on_its_pages(read: Read) -> None:
    page = make(NewsPage, "Jembatan dibuka")
    warm(read, page.url)

    category = NewsCategory.objects.get(pk=page.category_id)
    category.description = "Baru"
    category.save()

    assert kept(read, page.url) == []


def test_editors__get_every_page_anew_and_no_cache_keeps_it(
    client: Any, office: Newsroom, read: Read
) -> None:
    page = make(NewsPage, "Jembatan dibuka")
    warm(read, page.url)
    client.force_login(office.pengelola)

    response = client.get(page.url)

    assert response["Cache-Control"] == "private, no-store"
    assert not read(page.url)[1]


def test_public_pages__say_what_caches_may_do(client: Any) -> None:
    page = make(NewsPage, "Jembatan dibuka")

    for address in (*LISTS, page.url, page.url):
        response = client.get(address)
        assert not response.cookies
        assert not response.has_header("Expires")
        assert set(response["Cache-Control"].split(", ")) == {
            "public",
            "max-age=0",
            "s-maxage=10",
            "stale-while-revalidate=30",
            "stale-if-error=3600",
        }
        unchanged = client.get(address, headers={"if-none-match": response["ETag"]})
        assert unchanged.status_code == 304
        assert not unchanged.content
    assert client.get("/tidak-ada/")["Cache-Control"] == "no-cache"


def test_memory__is_not_filled_by_invented_addresses(read: Read) -> None:
    address = index().url + "?acak=1"
    read(address)

    assert kept(read, address) == []


def test_page_made_from_older_rows__is_not_given_once_it_is_out_of_date(
    read: Read, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is committed while the page is being made."""
    page = make(NewsPage, "Jembatan dibuka")
    real = NewsPage.get_context

    def changed_meanwhile(self: NewsPage, *args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(NewsPage, "get_context", real)
        context = real(self, *args, **kwargs)
        page.title = "Jembatan ditutup"
        publish(page)
        return context

    monkeypatch.setattr(NewsPage, "get_context", changed_meanwhile)
    assert "Jembatan dibuka" in read(page.url)[0]

    assert "Jembatan ditutup" in read(page.url)[0]


def test_other_processes__look_again_within_the_time_set(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NEWSROOM_PAGE_CACHE_CHECK = 1
    now = time.monotonic()
    monkeypatch.setattr(clearances.time, "monotonic", lambda: now)
    before = clearances.generation("/a/")
    Clearance.objects.create(scope="/a/")  # by another process: nobody says so here

    assert clearances.generation("/a/") == before
    now += 1
    assert clearances.generation("/a/") != before
    assert clearances.generation("/b/") == before


def test_what_stands_around_a_page__is_never_older_than_what_the_page_is_kept_under(
    read: Read, office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread may put back the clearances as it read them before the withdrawal."""
    page = urgent(NewsPage, "Air naik di hulu")
    assert "Air naik di hulu" in read("/berita/arsip/")[0]
    before = clearances._current()
    withdraw(page, office.kabid, "Air sudah surut kembali.")
    answers = iter([clearances._current()])
    monkeypatch.setattr(clearances, "_current", lambda: next(answers, before))
    read("/berita/arsip/")
    monkeypatch.undo()

    assert "Air naik di hulu" not in read("/berita/arsip/")[0]


def test_page_that_a_service_leads_to__is_at_the_foot_of_every_page_once_it_is_live(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make(NewsPage, "Cara mengurus KTP", live=False)
    arrange(services=[("service", {"title": "KTP", "page": page, "icon": "link"})])
    other = make(NewsPage, "Kabar lain")
    addresses = ("/", "/berita/arsip/", "/cari/", other.url)
    assert showing(read, ">KTP</a>", *addresses) == []
    # An approval is recorded while the page is not live yet, and clears nothing by itself.
    monkeypatch.setattr(receivers, "clear_everything", lambda: None)
    publish(page)

    assert showing(read, ">KTP</a>", *addresses) == list(addresses)


def test_bad_host__is_refused_with_the_policy_on_it(client: Any) -> None:
    for address in ("/", "/?x=1"):
        response = client.get(address, headers={"host": "evil.example"})
        assert response.status_code == 400
        assert response.has_header("Content-Security-Policy")


def test_unchanged__means_the_policy_too(client: Any, settings: Any) -> None:
    first = client.get("/")["ETag"]
    caches["pages"].clear()
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": policy["DIRECTIVES"] | {"img-src": ["'none'"]}
    }
    assert client.get("/", headers={"if-none-match": first}).status_code == 200


def test_what_changes_by_itself__is_five_minutes_old_at_most() -> None:
    assert around.SECONDS + KEPT_SECONDS <= 5 * 60


def test_size_of_the_logo__when_it_is_deleted_is_made_anew_for_every_page(read: Read) -> None:
    arrange(logo=picture("Logo", (600, 200)))
    named = re.search(r'brand__logo" src="([^"]+)"', read("/")[0])
    size = PressRendition.objects.get(filter_spec=LOGO)
    assert named is not None
    assert size.url == named[1]
    size.delete()

    read("/")
    assert PressRendition.objects.filter(filter_spec=LOGO).exists()


def test_database_away__the_last_generations_count(monkeypatch: pytest.MonkeyPatch) -> None:
    before = clearances.generation("/a/")

    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(clearances, "_read", away)

    assert clearances.generation("/a/") == before


def test_urgent_information__stands_on_every_page_at_once_and_goes_from_it_at_once(
    read: Read, office: Newsroom
) -> None:
    other = make(NewsPage, "Berita lama").url
    warm(read, other)

    serta_merta = InformationClass.objects.get(code="serta_merta")
    page = make(NewsPage, "Banjir di hulu", information_class=serta_merta)
    assert showing(read, "data-notice", other) == [other]

    page.information_class = InformationClass.objects.get(code="berkala")
    publish(page)
    assert showing(read, "data-notice", other) == []
