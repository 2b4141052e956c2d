"""A page that is renamed or moved, with its paraf, is still found at its old address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from news.models import InformationPage, NewsPage
from tests.driver import REASON, Newsroom
from workflow_steps import publication
from workflow_steps.record import put_live

from .pages_kit import make, publish

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]


Rename = Callable[[Any, str], None]


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Rename:
    """Wagtail tells of a new slug once it is committed."""

    def to(page: Any, slug: str) -> None:
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            publish(page)

    return to


def section(slug: str, parent: Any = None) -> Any:
    if parent is None:
        return make(InformationPage, slug.title(), slug=slug)
    page = parent.add_child(instance=InformationPage(title=slug.title(), slug=slug, live=False))
    put_live(page, "Halaman anak untuk uji ini.")
    return page


def leads_to(address: str) -> tuple[int, str]:
    response = Client().get(address)
    return response.status_code, getattr(response, "url", "")


def test_renamed_page__through_the_approval_leads_on(
    office: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.published()
    before = page.url
    draft = page.get_latest_revision_as_object()
    draft.slug, draft.correction = "alamat-baru", "Alamat halaman diperbaiki."
    draft.save_revision(user=office.pengelola)
    assert leads_to(before)[0] == 200  # until it is initialled

    with django_capture_on_commit_callbacks(execute=True):
        office.approve(office.waiting_for_approval(page))

    assert leads_to(before) == (301, "/berita/alamat-baru/")
    assert leads_to(f"{before}?utm_source=wa") == (301, "/berita/alamat-baru/")


def test_renamed_again_and_again__every_address_leads_straight_to_the_page(rename: Rename) -> None:
    page = make(NewsPage, "Kabar", slug="satu")
    for slug in ("dua", "tiga"):
        rename(page, slug)

    assert leads_to("/berita/satu/") == (301, "/berita/tiga/")
    assert leads_to("/berita/dua/") == (301, "/berita/tiga/")

    rename(page, "satu")

    assert leads_to("/berita/satu/")[0] == 200
    assert leads_to("/berita/tiga/") == (301, "/berita/satu/")


def test_renamed_section__takes_the_pages_below_along(rename: Rename) -> None:
    parent = section("profil")
    child = section("visi", parent)
    gone = section("misi", parent)
    publication.withdraw(gone, None, REASON)

    rename(parent, "tentang")

    assert leads_to(child.url) == (301, "/tentang/visi/")
    # What was withdrawn still says so, whichever of its addresses is known.
    assert leads_to(gone.url) == (301, "/tentang/misi/")
    assert leads_to("/tentang/misi/")[0] == 410


def test_moved_page__leads_on_with_what_is_below() -> None:
    page, target = section("layanan"), section("profil")
    child = section("akta", page)

    gone = section("ktp", page)
    publication.withdraw(gone, None, REASON)

    page.move(InformationPage.objects.get(pk=target.pk), pos="last-child")

    assert leads_to("/layanan/") == (301, "/profil/layanan/")
    assert leads_to("/layanan/ktp/") == (301, "/profil/layanan/ktp/")
    assert leads_to(child.url) == (301, "/profil/layanan/akta/")


def test_new_page_at_an_old_address__wins(rename: Rename) -> None:
    rename(make(NewsPage, "Kabar", slug="banjir"), "banjir-2025")
    assert Redirect.objects.filter(old_path="/berita/banjir").exists()

    make(NewsPage, "Banjir tahun ini", slug="banjir")

    assert leads_to("/berita/banjir/")[0] == 200


def test_redirects__are_edited_by_nobody_of_the_newsroom(office: Newsroom) -> None:
    """They lead anywhere, and no paraf stands before them: only a superuser may."""
    people = (office.kontributor, office.pengelola, office.webadmin, office.kabid)
    for person in people:
        for action in ("add", "change", "delete"):
            assert not person.has_perm(f"wagtailredirects.{action}_redirect")
        client = Client()
        client.force_login(person)
        assert client.get("/admin/redirects/").status_code == 302
