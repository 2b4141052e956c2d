"""Drafts may be incomplete, submissions may not; and what goes live brings its files along."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.collections import PUBLIC_COLLECTION, private_collection
from news.listing import newsroom_types
from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationClass,
    InformationPage,
    NewsIndexPage,
    NewsPage,
    VideoPage,
)
from workflow_steps.gate import GatedPageMixin

from .pages_kit import document, every_block, index, make, one_of_each, picture, publish

pytestmark = [pytest.mark.usefixtures("newsroom"), pytest.mark.once]

COMPLETE = {"hero_alt", "hero_image", "source", "summary", "category", "information_class"}


def form_data(page: Any, **changes: Any) -> dict[str, Any]:
    """What the browser posts for a page, with an empty body unless told otherwise."""
    streams = {
        name: streamfield([])
        for name in ("body", "images", "video", "documents")
        if hasattr(page, name)
    }
    plain = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "category": page.category_id or "",
        "information_class": page.information_class_id or "",
        "hero_image": page.hero_image_id or "",
        "hero_alt": page.hero_alt,
        "hero_caption": "",
        "source": page.source,
        "event_date": "",
        "event_place": "",
        "comments": inline_formset([]),
    }
    return nested_form_data({**plain, **streams, **changes})


def edit(client: Any, page: Page, **changes: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_data(page, **changes))


def latest(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.fixture
def writer(make_user: Any, client: Any) -> Any:
    """The browser of a Pengelola Website."""
    client.force_login(make_user("Pengelola Website", username="penulis"))
    return client


@pytest.fixture
def bare(newsroom: None) -> NewsPage:
    """A draft with a title and nothing else."""
    page = NewsPage(title="Perahu layanan", live=False)
    index().add_child(instance=page)
    page.save_revision()
    return page


@pytest.mark.parametrize(
    "page_class", [NewsPage, GalleryPage, VideoPage, AnnouncementPage, InformationPage]
)
def test_draft__needs_nothing_but_a_title(page_class):
    parent = HomePage.objects.get() if page_class is InformationPage else index()
    page = page_class(title="Kosong", live=False)

    parent.add_child(instance=page)
    page.save_revision()

    assert page_class.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Kosong"


def test_missing_for_submission__names_each_gap_in_a_sentence(bare):
    assert len(bare.missing_for_submission()) == len(COMPLETE)
    assert all(sentence.endswith(".") for sentence in bare.missing_for_submission())


@pytest.mark.parametrize("field", sorted(COMPLETE))
def test_missing_for_submission__finds_a_single_gap(field):
    page = make(NewsPage, "Lengkap", hero_image=picture(), live=False)
    assert page.missing_for_submission() == []

    setattr(page, field, None if field.endswith(("image", "class", "category")) else "  ")

    assert len(page.missing_for_submission()) == 1


def test_missing_for_submission__refuses_exempt_information():
    exempt = InformationClass.objects.get(code="dikecualikan")
    page = make(NewsPage, "Rahasia", hero_image=picture(), information_class=exempt, live=False)

    [sentence] = page.missing_for_submission()

    assert "dikecualikan" in sentence


def test_gallery_and_video__want_what_they_are_about():
    shot = {"image": picture(), "alt_text": "Warga"}
    clip = {"title": "Rapat", "link": "https://youtu.be/abc"}
    for page_class, part, block in (
        (GalleryPage, "images", ("image", shot)),
        (VideoPage, "video", ("video", clip)),
    ):
        page = make(page_class, "Tanpa isi", hero_image=picture(), live=False)
        assert len(page.missing_for_submission()) == 1

        setattr(page, part, [block])
        assert page.missing_for_submission() == []

        setattr(page, part, [])
        page.body = [block]
        assert page.missing_for_submission() == []


def test_standing_pages__are_gated_and_always_complete():
    for page in (HomePage.objects.get(), NewsIndexPage.objects.get()):
        assert isinstance(page, GatedPageMixin)
        assert page.missing_for_submission() == []


def test_tree__puts_each_type_where_it_belongs():
    def children(parent: type[Page]) -> set[type[Page]]:
        return {model for model in parent.allowed_subpage_models() if model is not Page}

    assert children(HomePage) == {NewsIndexPage, InformationPage}
    assert children(NewsIndexPage) == {NewsPage, GalleryPage, VideoPage, AnnouncementPage}
    assert children(InformationPage) == {InformationPage}
    assert all(children(model) == set() for model in newsroom_types()[:4])


def test_save_draft__accepts_gaps_through_the_form(writer, bare):
    response = edit(writer, bare, summary="Baru ringkasannya.")

    assert response.status_code == 302
    assert latest(bare).summary == "Baru ringkasannya."


def test_create_draft__accepts_gaps_through_the_form(writer):
    address = reverse("wagtailadmin_pages:add", args=["news", "gallerypage", index().pk])
    blank = GalleryPage(title="Album Erau", slug="album-erau")

    response = writer.post(address, form_data(blank))

    assert response.status_code == 302
    assert not GalleryPage.objects.get(slug="album-erau").live


def test_submit__shows_every_gap_at_its_field_and_keeps_what_was_typed(writer, bare):
    body = streamfield([("paragraph", rich_text("<p>Teks yang sudah diketik.</p>"))])

    response = edit(writer, bare, source="Dinas Dukcapil", body=body, **{"action-submit": "1"})

    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == COMPLETE - {"source"}
    html = response.content.decode()
    assert 'value="Dinas Dukcapil"' in html
    assert "Teks yang sudah diketik." in html
    assert not WorkflowState.objects.exists()


def test_submit__refuses_exempt_information_at_its_field(writer):
    page = make(NewsPage, "Rahasia", hero_image=picture(), live=False)
    page.save_revision()
    exempt = InformationClass.objects.get(code="dikecualikan")

    response = edit(writer, page, information_class=exempt.pk, **{"action-submit": "1"})

    assert list(response.context["form"].errors) == ["information_class"]
    assert not WorkflowState.objects.exists()


def test_submit__takes_a_complete_page_into_the_workflow(writer):
    page = make(NewsPage, "Lengkap", hero_image=picture(), live=False)
    page.save_revision()

    response = edit(writer, page, **{"action-submit": "1"})

    assert response.status_code == 302
    assert WorkflowState.objects.get().content_object.pk == page.pk


def test_submit__says_whom_it_waits_for_or_that_nobody_can_decide(writer, make_user):
    def told(page):
        edit(writer, page, **{"action-submit": "1"})
        return [str(message) for message in get_messages(writer.get("/admin/").wsgi_request)]

    first, second = (
        make(NewsPage, title, hero_image=picture(), live=False) for title in ("Satu", "Dua")
    )
    for page in (first, second):
        page.save_revision()
    assert any("Tidak ada yang dapat memutuskan" in text for text in told(first))
    make_user("Web Administrator", username="rini", first_name="Rini")
    assert any("Sekarang menunggu Rini, sampai" in text for text in told(second))


def test_submit__describes_the_main_image_from_the_library(writer):
    image = picture(description="Perahu di Mahakam")
    page = make(NewsPage, "Lengkap", hero_image=image, hero_alt="", live=False)
    page.save_revision()

    assert edit(writer, page, **{"action-submit": "1"}).status_code == 302
    assert latest(page).hero_alt == "Perahu di Mahakam"


def test_submit__checks_the_blocks_of_the_body_too(writer):
    page = make(NewsPage, "Lengkap", hero_image=picture(), live=False)
    page.save_revision()
    clip = {"title": "Rapat", "link": "", "file": "", "captions": "", "poster": "", "caption": ""}
    body = streamfield([("video", clip)])

    assert edit(writer, page, body=body).status_code == 302
    response = edit(writer, page, body=body, **{"action-submit": "1"})

    assert list(response.context["form"].errors) == ["body"]


def test_submit__asks_a_gallery_for_pictures(writer):
    page = make(GalleryPage, "Album", hero_image=picture(), live=False)
    page.save_revision()

    response = edit(writer, page, **{"action-submit": "1"})

    assert list(response.context["form"].errors) == ["images"]


def test_edit_view__opens_for_every_type_with_all_its_blocks(writer):
    for page in one_of_each().values():
        response = writer.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

        assert response.status_code == 200
        required = {name for name, f in response.context["form"].fields.items() if f.required}
        assert required >= COMPLETE - {"hero_alt"} | {"title"}
        assert "comments" in response.context["form"].formsets


def test_preview__of_a_bare_draft_works(writer, bare):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[bare.pk])

    assert writer.post(address, form_data(bare)).json()["is_valid"]
    assert "Perahu layanan" in writer.get(address).content.decode()


@pytest.mark.parametrize("where", ["documents", "video", "link", "announcement"])
def test_publication__opens_the_documents_a_page_offers(client, where):
    file = document("Rekaman", "rekaman.mp4", collection=private_collection())
    link = f'<p><a linktype="document" id="{file.pk}">Surat</a></p>'
    parts = {
        "documents": {"body": [("documents", [file])]},
        "video": {"body": [("video", {"title": "Rapat", "file": file})]},
        "link": {"body": [("paragraph", link)]},
        "announcement": {"documents": [("document", file)]},
    }
    page_class = AnnouncementPage if where == "announcement" else NewsPage
    page = make(page_class, "Berita", live=False, **parts[where])
    assert client.get(file.url).status_code == 302

    publish(page)

    file.refresh_from_db()
    assert file.collection.name == PUBLIC_COLLECTION
    assert client.get(file.url).status_code == 200


def test_publication__leaves_other_documents_where_they_are():
    used, unused = (document(name, collection=private_collection()) for name in ("Satu", "Dua"))
    page = make(NewsPage, "Berita", live=False, body=[("documents", [used])])

    publish(page)

    unused.refresh_from_db()
    assert unused.collection == private_collection()


def test_publication__of_a_private_page_opens_nothing():
    file = document(collection=private_collection())
    page = make(NewsPage, "Berita", live=False, body=[("documents", [file])])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    publish(page)

    file.refresh_from_db()
    assert file.collection == private_collection()


def test_private_collection__asks_for_a_login_and_is_made_once():
    first, second = private_collection(), private_collection()

    assert first == second
    assert CollectionViewRestriction.objects.get(collection=first).restriction_type == "login"


def test_every_block__survives_a_revision():
    page = make(NewsPage, "Semua blok", body=every_block(picture(), document()))

    copy = page.save_revision().as_object()

    assert [block.block_type for block in copy.body] == [
        "paragraph",
        "heading",
        "heading",
        "image",
        "gallery",
        "quote",
        "documents",
        "video",
        "table",
        "callout",
    ]
