"""What readers find where a page was withdrawn, and where they find it no more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from news.collections import PUBLIC_COLLECTION, private_collection
from news.models import InformationPage, PressDocument
from tests.driver import Newsroom
from workflow_steps import publication

from .pages_kit import document, ensure_full_text_index, make

pytestmark = pytest.mark.once

REASON = "Keterangan dari OPD sumber <b>ternyata</b> keliru."


def read(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return str(response.content.decode())


def withdraw(office: Newsroom, page: Any) -> Any:
    publication.withdraw(page, office.webadmin, REASON)
    return office.fresh(page)


def changed(office: Newsroom, page: Any, **fields: Any) -> Any:
    """A new draft, approved."""
    draft = office.fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return office.fresh(page)


@pytest.fixture
def page(office: Newsroom) -> Any:
    ensure_full_text_index()
    return office.published()


# --- 410 -----------------------------------------------------------------------------------------


def test_withdrawn_page__answers_410_with_title_date_and_reason(office, client, page):
    withdrawn = withdraw(office, page)

    response = client.get(page.url)
    html = response.content.decode()

    assert response.status_code == 410
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-cache" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert page.title in html
    assert "WITA</time>" in html
    assert "&lt;b&gt;ternyata&lt;/b&gt; keliru." in html
    assert withdrawn.summary not in html
    assert html.count("<h1") == 1
    assert "<script" not in html


def test_withdrawn_page__shows_the_title_that_was_live_not_the_draft(office, client, page):
    withdrawn = withdraw(office, page)
    withdrawn.title = "Judul rancangan yang belum disetujui"
    withdrawn.save()  # Wagtail's editor saves a page that is not live onto its row

    html = read(client, page.url, 410)

    assert page.title in html
    assert "rancangan" not in html


@pytest.mark.parametrize(("method", "status"), [("head", 410), ("options", 200)])
def test_withdrawn_page__answers_other_methods_like_any_page(office, client, page, method, status):
    withdraw(office, page)

    response = getattr(client, method)(page.url)

    assert response.status_code == status
    assert not response.content


def test_news_that_was_never_live__stays_404(office, client):
    draft = office.draft(office.classified())

    assert client.get(draft.url).status_code == 404


def test_withdrawn_page__comes_back_with_a_new_approval(office, client, page):
    withdraw(office, page)

    changed(office, page, summary="Ringkasan yang benar.")

    assert "Ringkasan yang benar." in read(client, page.url)


def test_child_of_a_withdrawn_page__is_still_read(office, client):
    parent = make(InformationPage, "Layanan")
    child = InformationPage(title="Adminduk", live=False)
    parent.add_child(instance=child)
    office.complete(child)
    changed(office, child)

    withdraw(office, parent)

    assert client.get(parent.url).status_code == 410
    assert "Adminduk" in read(client, office.fresh(child).url)


def test_front_page_withdrawn__leaves_the_rest_of_the_site(office, client, page):
    withdraw(office, page.get_ancestors().get(depth=2).specific)

    assert client.get("/").status_code == 410
    assert page.title in read(client, "/berita/")


def test_view_restriction__still_applies_to_a_withdrawn_page(office, client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    withdraw(office, page)

    assert client.get(page.url).status_code == 302
    client.force_login(office.pengelola)
    assert client.get(page.url).status_code == 410


def test_preview_of_a_withdrawn_page__shows_the_draft(office, client, page):
    withdrawn = withdraw(office, page)
    client.force_login(office.webadmin)

    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    assert withdrawn.summary in read(client, address)


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/berita/", "/berita/feed/", "/sitemap-halaman.xml", "/cari/?q=adminduk"]
)
def test_withdrawn_page__leaves_every_list_at_once(office, client, page, address):
    assert page.slug in read(client, address)

    withdraw(office, page)

    assert page.slug not in read(client, address)


def test_withdrawn_information__leaves_the_menu_and_its_parents_list(office, client):
    parent = make(InformationPage, "Perizinan usaha", show_in_menus=True)
    child = InformationPage(title="Adminduk", live=False)
    parent.add_child(instance=child)
    office.complete(child)
    changed(office, child)
    assert "Adminduk" in read(client, parent.url)

    withdraw(office, child)
    assert "Adminduk" not in read(client, parent.url)
    withdraw(office, parent)

    assert "Perizinan usaha" not in read(client, "/cari/")


def test_withdrawn_page__costs_few_queries(office, client, page):
    withdraw(office, page)
    client.get(page.url)

    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)

    assert len(queries) <= 11, len(queries)


# --- documents -----------------------------------------------------------------------------------


def is_open(client: Any, file: PressDocument) -> bool:
    file.refresh_from_db()
    opened = client.get(file.url).status_code == 200
    assert opened is (file.collection.name == PUBLIC_COLLECTION)
    return opened


@pytest.fixture
def paper() -> PressDocument:
    return document(collection=private_collection())


def with_paper(office: Newsroom, page: Any, *papers: PressDocument) -> Any:
    return changed(
        office,
        page,
        body=[("documents", list(papers))] if papers else [],
        correction=f"Berkas diganti menjadi {[paper.pk for paper in papers]}.",
    )


def test_documents_of_a_withdrawn_page__are_closed_and_opened_again(office, client, page, paper):
    with_paper(office, page, paper)
    assert is_open(client, paper)

    withdraw(office, page)
    assert not is_open(client, paper)

    changed(office, page, summary="Ringkasan yang benar.")
    assert is_open(client, paper)


def test_document_that_another_live_page_offers__stays_open(office, client, page, paper):
    other = office.published()
    with_paper(office, page, paper)
    with_paper(office, other, paper)

    withdraw(office, page)
    assert is_open(client, paper)

    withdraw(office, other)
    assert not is_open(client, paper)


def test_document_that_only_a_restricted_page_still_offers__is_closed(office, client, page, paper):
    other = office.published()
    with_paper(office, page, paper)
    with_paper(office, other, paper)
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    assert is_open(client, paper)

    withdraw(office, page)

    assert not is_open(client, paper)


def test_document_that_a_correction_takes_out__is_closed(office, client, page, paper):
    new = document("Surat yang benar", collection=private_collection())
    with_paper(office, page, paper)

    with_paper(office, page, new)

    assert not is_open(client, paper)
    assert is_open(client, new)


def test_view_restriction__closes_documents_and_lifting_it_opens_them(office, client, page, paper):
    with_paper(office, page, paper)
    parent = page.get_parent()

    restriction = PageViewRestriction.objects.create(
        page=parent, restriction_type=PageViewRestriction.LOGIN
    )
    assert not is_open(client, paper)

    restriction.delete()
    assert is_open(client, paper)


def test_document_of_another_collection__is_the_librarys_business(office, page):
    kept = private_collection().get_parent().add_child(name="Peraturan")
    paper = document(collection=kept)
    with_paper(office, page, paper)

    withdraw(office, page)

    paper.refresh_from_db()
    assert paper.collection == kept


def test_document_of_a_draft__stays_private(office, client, page, paper):
    draft = page.get_latest_revision_as_object()
    draft.body = [("documents", [paper])]
    draft.save_revision(user=office.pengelola)

    withdraw(office, page)

    assert not is_open(client, paper)
