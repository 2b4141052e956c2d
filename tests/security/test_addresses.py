"""Readers' addresses, and links between pages, are what was initialled."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import HomePage, InformationPage
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document
from tests.news.test_public import SITEMAP_PARTS
from workflow_steps import publication
from workflow_steps.refusals import PublicationRefused, SubmissionRefused

from .routes_office import form_data

pytestmark = pytest.mark.once

BAD = "slot-gacor-maxwin"


def login(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rename(client: Client, page: Any) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(url).context["form"]) | {"body-count": "0"}
    return client.post(url, data | {"slug": BAD, "title": "Judul yang baru diketik"})


def move(client: Client, page: Any, parent: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))


@pytest.fixture
def boss(office: Newsroom) -> Client:
    return login(office.person("bos", is_superuser=True))


def section(office: Newsroom, slug: str, parent: Any = None) -> Any:
    page = InformationPage(title=slug.title(), slug=slug, live=False, owner=office.pengelola)
    (parent or HomePage.objects.get()).add_child(instance=page)
    page.save_revision(user=office.pengelola)
    return page


def live_section(office: Newsroom, slug: str, parent: Any = None) -> Any:
    page = section(office, slug, parent)
    office.complete(page)
    office.approve(office.waiting_for_approval(page))
    return office.fresh(page)


def status(url: str) -> int:
    return Client().get(url).status_code


def everything_public(*pages: Any) -> str:
    fixed = ["/", "/berita/", *SITEMAP_PARTS, "/berita/feed/"]
    addresses = [*fixed, *(page.url for page in pages)]
    return "".join(Client().get(url).content.decode() for url in addresses)


# --- a slug that is written straight to the row ------------------------------------------------


def test_withdrawn_page__keeps_its_address(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    response = rename(login(office.pengelola), page)
    assert status(page.url) == 410
    assert status(f"/berita/{BAD}/") == 404
    assert "Judul yang baru diketik" in response.content.decode()  # nothing typed is lost
    assert "tetap seperti semula" in response.content.decode()


def test_draft_above_a_live_page__keeps_its_address(office: Newsroom) -> None:
    parent = section(office, "profil")
    child = live_section(office, "visi", parent)
    rename(login(office.pengelola), parent)
    assert status(child.url) == 200
    assert BAD not in everything_public(office.fresh(child))


def test_withdrawn_list__keeps_the_addresses_of_its_news(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(office.index, office.webadmin, REASON)
    rename(login(office.pengelola), office.index)
    assert status(page.url) == 200
    assert BAD not in Client().get(SITEMAP_PARTS[0]).content.decode()


@pytest.mark.parametrize("clean", [True, False])
def test_slug__is_not_changed_by_code_either(office: Newsroom, clean: bool) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    page = office.fresh(page)
    page.slug = BAD
    with pytest.raises((ValidationError, PublicationRefused)), transaction.atomic():
        page.save(clean=clean)
    page = office.fresh(page)
    page.slug = BAD
    with pytest.raises((ValidationError, PublicationRefused)), transaction.atomic():
        page.save(clean=clean, update_fields=["slug"])


def test_slug_of_a_draft__is_free(office: Newsroom) -> None:
    page = office.draft(office.classified())
    rename(login(office.pengelola), page)
    assert office.fresh(page).slug == BAD


def test_slug_of_a_live_page__changes_with_its_approval(office: Newsroom) -> None:
    page = office.published()
    draft = page.get_latest_revision_as_object()
    draft.slug, draft.correction = "alamat-baru", "Alamat halaman diperbaiki."
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    assert office.fresh(page).url == "/berita/alamat-baru/"


# --- moving --------------------------------------------------------------------------------------


def test_live_page__is_not_moved_below_a_draft(office: Newsroom, boss: Client) -> None:
    child, parent = live_section(office, "visi"), section(office, BAD)
    move(boss, child, parent)
    assert status(child.url) == 200
    assert BAD not in everything_public(office.fresh(child))


def test_live_page__moves_below_another_live_one(office: Newsroom, boss: Client) -> None:
    child, parent = live_section(office, "visi"), live_section(office, "profil")
    move(boss, child, parent)
    assert office.fresh(child).url == "/profil/visi/"


def test_withdrawn_page__is_not_moved(office: Newsroom, boss: Client) -> None:
    child, parent = live_section(office, "visi"), live_section(office, "profil")
    publication.withdraw(child, office.webadmin, REASON)
    move(boss, child, parent)
    assert status(child.url) == 410


@pytest.mark.parametrize("state", ["waiting", "planned"])
def test_page_that_is_read_only__is_not_moved(office: Newsroom, boss: Client, state: str) -> None:
    child, parent = section(office, "visi"), live_section(office, "profil")
    office.complete(child)
    if state == "planned":
        draft = office.fresh(child).get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(days=1)
        draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(child)
    if state == "planned":
        office.approve(child)
    move(boss, child, parent)
    assert office.fresh(child).get_parent().pk == HomePage.objects.get().pk


def test_page_that_is_read_only__is_not_moved_with_its_parent(
    office: Newsroom, boss: Client
) -> None:
    parent, other = section(office, "profil"), live_section(office, "lain")
    child = section(office, "visi", parent)
    office.complete(child)
    office.waiting_for_approval(child)
    move(boss, parent, other)
    assert office.fresh(parent).get_parent().pk == HomePage.objects.get().pk


def test_move_pages__is_refused_as_well(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(office.index, office.webadmin, REASON)
    with pytest.raises(PublicationRefused):
        call_command("move_pages", HomePage.objects.get().pk, page.pk, verbosity=0)
    assert status(page.url) == 200


def test_among_its_neighbours__a_public_page_takes_another_place(
    office: Newsroom, boss: Client
) -> None:
    first, second = live_section(office, "visi"), live_section(office, "misi")
    url = reverse("wagtailadmin_pages:set_page_position", args=[second.pk])
    response = boss.post(f"{url}?position=0")
    assert response.status_code == 200
    home = HomePage.objects.get()
    order = [page.pk for page in home.get_children()]
    assert order.index(second.pk) < order.index(first.pk)


# --- links ---------------------------------------------------------------------------------------


def with_text(office: Newsroom, html: str, title: str = "A") -> Any:
    page = office.draft(office.classified(title))
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.body = [("paragraph", html)]
    draft.save_revision(user=office.pengelola)
    return page


def test_link_to_a_draft__leads_nowhere_until_that_is_public(office: Newsroom) -> None:
    draft = office.draft(office.classified("Rencana"))
    page = with_text(office, f'<p><a linktype="page" id="{draft.pk}">baca</a></p>')
    office.approve(office.waiting_for_approval(page))
    rename(login(office.pengelola), draft)
    html = Client().get(office.fresh(page).url).content.decode()
    assert ">baca</a>" in html
    assert BAD not in html
    office.approve(office.waiting_for_approval(draft))
    assert f"/berita/{BAD}/" in Client().get(office.fresh(page).url).content.decode()


@pytest.mark.parametrize("number", ["999999", "x", "-1"])
@pytest.mark.parametrize("kind", ["document", "page"])
def test_link_to_what_does_not_exist__is_refused_at_submission(
    office: Newsroom, kind: str, number: str
) -> None:
    page = with_text(office, f'<p><a linktype="{kind}" id="{number}">unduh</a></p>')
    with pytest.raises(SubmissionRefused):
        office.submit(page)


def test_link_to_a_document__is_submitted(office: Newsroom) -> None:
    page = with_text(office, f'<p><a linktype="document" id="{document().pk}">unduh</a></p>')
    office.approve(office.waiting_for_approval(page))
    assert office.fresh(page).live


# --- hiding --------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["itself", "its list"])
def test_public_page__is_not_hidden_without_a_reason(
    office: Newsroom, boss: Client, which: str
) -> None:
    page = office.published()
    target = page if which == "itself" else office.index
    url = reverse("wagtailadmin_pages:set_privacy", args=[target.pk])
    boss.post(url, {"restriction_type": "login"}, headers={"x-requested-with": "XMLHttpRequest"})
    assert status(page.url) == 200
