"""Links that answer: those inside at once, those outside in the background and politely."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from news.links import asking, gathered, inside, work
from news.links.found import Kind, Link, address_of, link_to, links_in
from news.models import LinkCheck, LinkReading, NewsPage, PageLink
from tests.driver import Newsroom
from workflow_steps import outbound
from workflow_steps.outbound import Answer

from . import pages_kit as kit

State, Reason = LinkCheck.State, LinkCheck.Reason
ELSEWHERE = "https://contoh.example/a"


# --- what is found in a text --------------------------------------------------------------------


def test_links_in__each_kind() -> None:
    html = (
        '<p><a linktype="page" id="3">a</a><a id="7" linktype="document">b</a>'
        '<a href="https://x.example/a?b=1&amp;c=2#d">c</a><a href="#tempat">d</a>'
        '<a href="mailto:a@b.example">e</a><a href="/berita/">f</a><a href="">g</a></p>'
    )
    assert links_in(html) == [
        Link(Kind.PAGE, "3"),
        Link(Kind.DOCUMENT, "7"),
        Link(Kind.WEB, "https://x.example/a?b=1&c=2#d"),
        Link(Kind.PLACE, "tempat"),
        Link(Kind.OTHER, "mailto:a@b.example"),
        Link(Kind.WEB, "/berita/"),
    ]
    assert address_of(link_to("https://x.example/a?b=1#d")) == "https://x.example/a?b=1"


@given(st.text(max_size=200))
def test_address_of__whatever_is_typed(text: str) -> None:
    address = address_of(link_to(text))
    assert not address or address.startswith(("http://", "https://"))
    links_in(f'<a href="{text}">{text}</a>')


# --- one address --------------------------------------------------------------------------------


class Web:
    """Answers by method and address; what is not known has no name."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str]] = []

    def __call__(self, method: str, url: str, **options: Any) -> Answer:
        assert "kukarsite" in options["headers"]["User-Agent"]
        assert 0 < options["timeout"] <= asking.SECONDS_EACH
        self.asked.append((method, url))
        answer = self.answers.get(f"{method} {url}", self.answers.get(url))
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            raise outbound.Failed("no such name")
        status, *where = answer
        return Answer(status, {"location": where[0]} if where else {}, b"")


def test_ask__a_site_that_refuses_heads_is_asked_once_more() -> None:
    web = Web(**{f"HEAD {ELSEWHERE}": (405,), f"GET {ELSEWHERE}": (200,)})
    assert asking.ask(ELSEWHERE, web) == asking.Found(State.ANSWERS, 200)
    assert [method for method, _url in web.asked] == ["HEAD", "GET"]


def test_ask__follows_by_hand_and_judges_every_hop() -> None:
    moved = {ELSEWHERE: (301, "/b"), "https://contoh.example/b": outbound.Refused("not public")}
    found = asking.ask(ELSEWHERE, Web(**moved))
    assert (found.state, found.reason) == (State.REFUSED, Reason.PRIVATE)


def test_ask__gives_up_on_a_circle() -> None:
    web = Web(**{ELSEWHERE: (302, ELSEWHERE)})
    assert asking.ask(ELSEWHERE, web).reason == Reason.REDIRECTS
    assert len(web.asked) == asking.MOST_HOPS + 1


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/a"])
def test_ask__nothing_inside_the_office_is_reached(address: str) -> None:
    """With the real opener."""
    assert asking.ask(address).state == State.REFUSED


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ((200,), State.ANSWERS, ""),
        ((403,), State.ANSWERS, ""),
        ((404,), State.BROKEN, Reason.NOT_FOUND),
        ((410,), State.BROKEN, Reason.GONE),
        ((503,), State.UNSURE, Reason.STATUS),
        (outbound.Failed("timed out"), State.UNSURE, Reason.TIMEOUT),
        (outbound.Failed("certificate not trusted: expired"), State.BROKEN, Reason.CERTIFICATE),
        (outbound.Failed("Connection refused"), State.UNSURE, Reason.NO_ANSWER),
        (None, State.UNSURE, Reason.NO_NAME),
    ],
)
def test_ask__what_answers_mean(answer: Any, state: str, reason: str) -> None:
    found = asking.ask(ELSEWHERE, Web(**{ELSEWHERE: answer}))
    assert (found.state, found.reason) == (state, reason)


# --- in the background --------------------------------------------------------------------------


@pytest.fixture
def answering(settings: Any, monkeypatch: Any) -> Callable[[asking.Found], list[str]]:
    """Say what every address answers; gives the list of those asked about."""
    settings.NEWSROOM_LINK_CHECKS = True
    asked: list[str] = []

    def answer(found: asking.Found) -> list[str]:
        def ask(address: str) -> asking.Found:
            asked.append(address)
            return found

        monkeypatch.setattr(asking, "ask", ask)
        return asked

    return answer


def linking(*addresses: str, live: bool = False) -> NewsPage:
    text = "".join(f'<p><a href="{address}">di sini</a></p>' for address in addresses)
    page: NewsPage = kit.make(
        NewsPage, f"Tautan {addresses}", body=[("paragraph", text)], live=live
    )
    if not live:
        page.save_revision()
    return page


def test_run__asks_each_address_once_within_its_hours(newsroom: None, answering: Any) -> None:
    asked = answering(asking.Found(State.ANSWERS, 200))
    linking(ELSEWHERE, "https://lain.example/")
    linking(ELSEWHERE, live=True)
    now = timezone.now()
    assert work.run(now) == 2
    assert sorted(asked) == [ELSEWHERE, "https://lain.example/"]
    assert work.run(now + timedelta(hours=1)) == 0
    assert work.run(now + timedelta(hours=25)) == 2


def test_run__knows_which_version_has_the_link(newsroom: None, answering: Any) -> None:
    answering(asking.Found(State.BROKEN, 404, Reason.NOT_FOUND))
    page = linking(ELSEWHERE, live=True)
    kit.make(NewsPage, "Tanpa", live=True)
    work.run(timezone.now())
    row = PageLink.objects.get()
    assert (row.page_id, row.in_live, row.in_draft) == (page.pk, True, True)
    draft = page.get_latest_revision_as_object()
    draft.body = []
    draft.save_revision()
    work.run(timezone.now() + timedelta(minutes=1))
    row.refresh_from_db()
    assert (row.in_live, row.in_draft) == (True, False)
    assert LinkReading.objects.count() == 2


def test_run__a_bad_hour_is_not_yet_broken(newsroom: None, answering: Any) -> None:
    answering(asking.Found(State.UNSURE, 503, Reason.STATUS))
    linking(ELSEWHERE)
    now, states = timezone.now(), []
    for day in range(3):
        work.run(now + timedelta(days=day * 2))
        states.append(LinkCheck.objects.get().state)
    assert states == [State.UNSURE, State.UNSURE, State.BROKEN]


def test_run__is_gentle_with_one_site(newsroom: None, answering: Any) -> None:
    asked = answering(asking.Found(State.ANSWERS, 200))
    linking(*(f"https://contoh.example/{n}" for n in range(8)))
    now = timezone.now()
    assert work.run(now) == work.ADDRESSES_OF_A_HOST
    assert work.run(now) == 8 - work.ADDRESSES_OF_A_HOST
    assert len(set(asked)) == 8


def test_take__only_one_of_two_gets_an_address(newsroom: None) -> None:
    row = LinkCheck.objects.create(key="k", address=ELSEWHERE)
    now = timezone.now()
    assert [work.take(row, now), work.take(row, now)] == [True, False]
    assert work.take(row, now + work.TAKEN)  # whoever took it died


def test_save__asks_about_new_addresses_only(
    newsroom: None, answering: Any, django_capture_on_commit_callbacks: Any
) -> None:
    asked = answering(asking.Found(State.ANSWERS, 200))
    with django_capture_on_commit_callbacks(execute=True):
        page = linking(ELSEWHERE)
    assert asked == [ELSEWHERE]
    with django_capture_on_commit_callbacks(execute=True) as later:
        page.save_revision()
    assert asked == [ELSEWHERE]
    assert not [one for one in later if "enqueue" in repr(one)]


def test_run__off_means_off(newsroom: None, answering: Any, settings: Any) -> None:
    asked = answering(asking.Found(State.ANSWERS, 200))
    settings.NEWSROOM_LINK_CHECKS = False
    linking(ELSEWHERE)
    assert (work.run(timezone.now()), asked) == (0, [])


# --- inside -------------------------------------------------------------------------------------


def objections(*hrefs: str | Link) -> list[str]:
    links = [href if isinstance(href, Link) else link_to(href) for href in hrefs]
    said = inside.objections_to(links)
    return [said.get(link, "") for link in links]


def test_inside__what_readers_cannot_open(newsroom: None) -> None:
    live = kit.make(NewsPage, "Yang tayang")
    draft = kit.make(NewsPage, "Yang belum", live=False)
    gone = Link(Kind.PAGE, "999999")
    to_live, to_draft = Link(Kind.PAGE, str(live.pk)), Link(Kind.PAGE, str(draft.pk))
    fine, waiting, missing = objections(to_live, to_draft, gone)
    assert fine == ""
    assert "“Yang belum” belum tayang" in waiting
    assert "tidak ada lagi" in missing


def test_inside__written_out_addresses(newsroom: None) -> None:
    page = kit.make(NewsPage, "Yang tayang")
    Redirect.objects.create(old_path="/alamat-lama", redirect_page=page)
    host = page.get_site().hostname
    fine = [
        page.url,
        f"http://{host}{page.url}",
        "/berita/?halaman=2",
        "/cari/",
        "/",
        "/alamat-lama/",
    ]
    assert objections(*fine) == [""] * len(fine)
    wrong = [f"/berita/{page.slug}-lain/", f"https://{host}/tidak-ada/", "#tempat"]
    assert all(objections(*wrong))


def test_inside__queries_do_not_grow(newsroom: None, django_assert_max_num_queries: Any) -> None:
    pages = [kit.make(NewsPage, f"Halaman {n}") for n in range(5)]
    links = [Link(Kind.PAGE, str(page.pk)) for page in pages]
    links += [link_to(f"/berita/tidak-ada-{n}/") for n in range(5)]
    with django_assert_max_num_queries(4):
        assert len(inside.objections_to(links)) == 5


# --- the report ---------------------------------------------------------------------------------


@pytest.mark.once
def test_report__broken_links_of_public_pages(
    office: Newsroom, answering: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    answering(asking.Found(State.BROKEN, 404, Reason.NOT_FOUND))
    linking(ELSEWHERE, live=True)
    linking("https://draf.example/")
    work.run(timezone.now())
    url = reverse("broken_links")
    for person, status in (
        ("kontributor", 302),
        ("pengelola", 302),
        ("kabid", 302),
        ("webadmin", 200),
    ):
        client.force_login(office.people[person])
        assert client.get(url).status_code == status, person
    html = client.get(url).content.decode()
    assert ELSEWHERE in html
    assert "Halaman itu tidak ada (404)." in html
    assert "draf.example" not in html
    assert client.get(url, {"export": "csv"}).status_code == 200
    with django_assert_max_num_queries(30) as before:
        client.get(url)
    for n in range(5):
        linking(f"https://contoh-{n}.example/", live=True)
    work.run(timezone.now() + timedelta(minutes=5))
    with django_assert_max_num_queries(len(before)):
        client.get(url)


def test_gathered__videos_link_out_too(newsroom: None) -> None:
    video = {"title": "Liputan", "link": "https://youtu.be/abc"}
    page = kit.make(NewsPage, "Video", body=[("video", video)], live=False)
    assert gathered.addresses_of(page) == ["https://youtu.be/abc"]
