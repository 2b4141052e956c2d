"""From material to page drafts, and the promise that every page has material."""

import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page

from news import material_flow, signals
from news.material_files import examine_file
from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationPage,
    MaterialAttachment,
    NewsPage,
    PageMaterial,
    SourceMaterial,
    VideoPage,
)
from tests.news import material_samples as sample

pytestmark = [pytest.mark.django_db, pytest.mark.once]
VIDEO = "https://youtu.be/abcdefghijk"


@pytest.fixture
def made():
    heard = []

    def listen(sender, page, user, materials, **kwargs):
        heard.append((page.title, user, [material.title for material in materials]))

    signals.page_made.connect(listen)
    yield heard
    signals.page_made.disconnect(listen)


def file(name, content):
    return examine_file(ContentFile(content, name=name))


def rich_material(office, title="Pasar terapung"):
    material = SourceMaterial(
        title=title,
        description="Pasar <dibuka> kembali.\n\nWarga senang.",
        source_unit="Dinas Perdagangan",
        event_date="2026-11-03",
        place="Tenggarong",
    )
    files = [
        file("satu.jpg", sample.jpeg("red")),
        file("dua.jpg", sample.jpeg("green")),
        file("tiga.jpg", sample.jpeg("blue")),
        file("edaran.pdf", sample.pdf()),
        file("liputan.mp4", sample.mp4()),
        file("mentah.mov", sample.mp4(b"qt  ")),
        VIDEO,
    ]
    material_flow.receive(material, office.kontributor, files, and_hand_over=True)
    MaterialAttachment.objects.filter(original_name="satu.jpg").update(caption="Suasana pasar")
    office.classify(material)
    return material


def body(page):
    """Block names with what is in them, from the saved revision."""
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    return [(block.block_type, block.value) for block in draft.body], draft


def test_a_news_page__has_everything_in_place(office, made):
    material = rich_material(office)

    page = material_flow.make_page([material], office.pengelola, parent=office.index)

    blocks, draft = body(page)
    assert not draft.live
    assert draft.owner == office.pengelola
    assert draft.title == "Pasar terapung"
    assert draft.summary == "Pasar <dibuka> kembali. Warga senang."
    assert (draft.category, draft.information_class) == (
        material.category,
        material.information_class,
    )
    assert (draft.source, draft.event_place) == ("Dinas Perdagangan", "Tenggarong")
    assert draft.event_date.isoformat() == "2026-11-03"
    assert (draft.hero_image.title, draft.hero_caption) == ("satu", "Suasana pasar")
    assert [name for name, _value in blocks] == [
        "paragraph", "gallery", "video", "video", "documents",
    ]  # fmt: skip
    assert blocks[0][1].source == "<p>Pasar &lt;dibuka&gt; kembali.</p><p>Warga senang.</p>"
    assert [picture["image"].title for picture in blocks[1][1]] == ["dua", "tiga"]
    assert blocks[2][1]["file"].title == "liputan"
    assert blocks[3][1]["link"] == VIDEO
    assert [document.title for document in blocks[4][1]] == ["edaran", "mentah"]
    assert made == [("Pasar terapung", office.pengelola, ["Pasar terapung"])]


@pytest.mark.parametrize(
    ("page_class", "own_field", "own_blocks", "left_for_body"),
    [
        (GalleryPage, "images", "image image image", "paragraph video video documents"),
        (VideoPage, "video", "video", "paragraph gallery video documents"),
        (AnnouncementPage, "documents", "document document", "paragraph gallery video video"),
    ],
)
def test_other_page_types__keep_their_own_files_in_their_own_field(
    office, page_class, own_field, own_blocks, left_for_body
):
    page = material_flow.make_page(
        [rich_material(office)], office.pengelola, page_class=page_class, parent=office.index
    )

    blocks, draft = body(page)
    assert [block.block_type for block in getattr(draft, own_field)] == own_blocks.split()
    assert [name for name, _value in blocks] == left_for_body.split()


def test_several_materials__feed_one_page_in_the_order_chosen(office, made):
    second, first = office.classified("Bahan kedua"), rich_material(office)

    page = material_flow.make_page(
        [first, second], office.pengelola, parent=office.index, title="Gabungan"
    )

    blocks, draft = body(page)
    assert draft.title == "Gabungan"
    assert draft.source == "Dinas Perdagangan, Dinas Dukcapil"
    assert [block["text"] for name, block in blocks if name == "heading"] == [
        "Pasar terapung",
        "Bahan kedua",
    ]
    assert made[0][2] == ["Pasar terapung", "Bahan kedua"]


def test_one_material__can_feed_several_pages(office):
    material = office.classified()
    for page_class in (NewsPage, GalleryPage):
        material_flow.make_page(
            [material], office.pengelola, page_class=page_class, parent=office.index
        )

    assert PageMaterial.objects.filter(material=material).count() == 2


def test_exempt_material__never_becomes_a_page(office):
    material = office.receive()
    office.hand_over(material)
    office.classify(material, code="dikecualikan")

    with pytest.raises(material_flow.MaterialStateError) as caught:
        material_flow.make_page([material], office.pengelola, parent=office.index)

    assert caught.value.code == "exempt"
    assert not NewsPage.objects.exists()


def test_unclassified_material__makes_no_page(office):
    with pytest.raises(material_flow.MaterialStateError):
        material_flow.make_page([office.receive()], office.pengelola, parent=office.index)


def test_a_file_deleted_from_the_library__is_left_out(office):
    material = rich_material(office)
    MaterialAttachment.objects.get(original_name="satu.jpg").image.delete()

    page = material_flow.make_page([material], office.pengelola, parent=office.index)

    assert body(page)[1].hero_image.title == "dua"


# --- pages that came another way -------------------------------------------------------------


def test_a_page_written_without_material__gets_a_record_of_its_own(office, made):
    page = office.draft(complete=False)

    material = PageMaterial.objects.get(page=page).material
    assert (material.self_recorded, material.state) == (True, "classified")
    assert material.title == page.title
    assert made == [(page.title, office.pengelola, [page.title])]


def test_a_copy__gets_a_record_of_its_own(office, made):
    original = office.draft(office.classified())

    copy = original.copy(user=office.pengelola, update_attrs={"slug": "salinan"})

    assert PageMaterial.objects.get(page=copy).material.self_recorded
    assert len(made) == 2


def test_saving_a_page_again__records_nothing_more(office, made):
    page = office.draft(complete=False)
    made.clear()

    page.save()

    assert not made
    assert PageMaterial.objects.count() == 1


# --- the screens -----------------------------------------------------------------------------


@pytest.fixture
def browser(client, office):
    client.force_login(office.pengelola)
    return client


def chosen(materials, page_type="news", **changes):
    return {
        "materials": [material.pk for material in materials],
        "page_type": page_type,
        "title": "",
        "token": str(uuid.uuid4()),
    } | changes


def test_make_a_page__leads_to_its_editor(browser, office):
    material = office.classified()

    response = browser.post(reverse("material:make_page"), chosen([material], "gallery"))

    page = GalleryPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor = browser.get(response["Location"]).content.decode()
    assert reverse("material:inspect", args=[material.pk]) in editor
    assert reverse("material:link", args=[page.pk]) in editor


def test_an_information_page__goes_below_the_front_page(browser, office):
    browser.post(reverse("material:make_page"), chosen([office.classified()], "information"))

    assert InformationPage.objects.get().get_parent().specific == HomePage.objects.get()


def test_a_double_click_on_make_page__makes_one_page(browser, office):
    data = chosen([office.classified()])

    first = browser.post(reverse("material:make_page"), data)
    second = browser.post(reverse("material:make_page"), data)

    assert NewsPage.objects.count() == 1
    assert second["Location"] == first["Location"]


def test_used_material__asks_once_and_names_the_page(browser, office):
    material = office.classified("Bahan lama")
    office.draft(material)
    data = chosen([material], title="Judul kedua")

    asked = browser.post(reverse("material:make_page"), data)

    content = asked.content.decode()
    assert NewsPage.objects.count() == 1
    assert "“Bahan lama”" in content
    assert 'value="Judul kedua"' in content
    confirmed = re.findall(r'name="confirmed" value="(\d+)"', content)
    assert confirmed == [str(material.pk)]
    made = browser.post(reverse("material:make_page"), data | {"confirmed": confirmed})
    again = browser.post(reverse("material:make_page"), data)
    assert NewsPage.objects.count() == 2
    assert made["Location"] == again["Location"]


def test_candidates__unused_first_numbered_and_used_ones_marked(browser, office):
    used, new = office.classified("Terpakai"), office.classified("Baru")
    SourceMaterial.objects.filter(pk=new.pk).update(created_at="2020-01-01T00:00:00Z")
    office.draft(used)

    response = browser.get(reverse("material:make_page"))

    assert response.context["candidates"] == [new, used]
    assert not response.context["searchable"]
    assert f"Bahan {new.pk}" in response.content.decode()


def test_searching_candidates__keeps_what_was_ticked_and_typed(browser, office):
    rows = [office.classified(f"Bahan nomor {letter * 3}") for letter in "abcdefghijk"]
    url = reverse("material:make_page")
    assert 'name="q"' in browser.get(url).content.decode()
    data = chosen([rows[3]], "gallery", title="Judul saya", q="NOMOR hhh")

    found = browser.post(url, data | {"action-search": "1"})

    assert found.context["candidates"] == [rows[3], rows[7]]
    content = found.content.decode()
    assert f'value="{rows[3].pk}" checked' in content
    assert 'value="Judul saya"' in content
    assert data["token"] in content
    assert found.context["form"]["page_type"].value() == "gallery"
    assert not found.context["form"].errors
    by_number = browser.get(url, {"q": f"#{rows[5].pk}"})
    assert rows[5] in by_number.context["candidates"]


def test_exempt_material__is_not_offered_and_refused_when_forced(browser, office):
    material = office.receive()
    office.hand_over(material)
    office.classify(material, code="dikecualikan")

    offered = browser.get(reverse("material:make_page")).context["candidates"]
    response = browser.post(reverse("material:make_page"), chosen([material]))

    assert material not in offered
    assert "dikecualikan" in response.context["form"].errors["materials"][0]
    assert not NewsPage.objects.exists()


def test_no_material_chosen__is_a_clear_error_and_keeps_the_title(browser, office):
    response = browser.post(reverse("material:make_page"), chosen([], title="Judul saya"))

    assert response.context["form"].errors["materials"]
    assert 'value="Judul saya"' in response.content.decode()


@pytest.mark.parametrize("key", ["abc", "99999", "-1", "²"])
def test_a_strange_material_number__is_an_error_not_a_crash(browser, office, key):
    data = chosen([]) | {"materials": [key]}

    assert browser.post(reverse("material:make_page"), data).status_code == 200
    assert browser.get(reverse("material:make_page"), {"material": key}).status_code == 200


def test_linking_material__records_and_announces_it_once(browser, office):
    page = office.draft(complete=False)
    material = office.classified("Bahan susulan")
    heard = []

    def listen(sender, page, material, user, **kwargs):
        heard.append((page.pk, material.title, user))

    signals.material_linked.connect(listen)
    url = reverse("material:link", args=[page.pk])
    try:
        for _click in range(2):
            response = browser.post(url, {"materials": [material.pk]}, follow=True)
    finally:
        signals.material_linked.disconnect(listen)

    assert heard == [(page.pk, "Bahan susulan", office.pengelola)]
    assert PageMaterial.objects.filter(page=page).count() == 2
    assert list(response.context["messages"])[-1].level_tag == "warning"


def test_linking_to_a_page_under_review__is_not_possible(client, office):
    page = office.waiting_for_approval()
    client.force_login(office.pengelola)

    response = client.post(
        reverse("material:link", args=[page.pk]), {"materials": [office.classified().pk]}
    )

    assert PageMaterial.objects.filter(page=page).count() == 1
    assert response["Location"] == reverse("wagtailadmin_home")
