"""What the sheet shows: the page as it would be read, what changed, and what stands behind it."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from news.models import MaterialAttachment, PressDocument
from reports.models import WatchedTerm
from tests.driver import REASON, Newsroom, small_image

from .test_sign_off import appoint, current, preview_url, sheet_url
from .test_sign_off_stale import change

pytestmark = pytest.mark.once

# Of these, some 40 are revisions read as pages: Wagtail looks up each foreign key by itself.
# One is the menu's: emergencies that this person may initial count in its badge.
QUERY_CEILING = 138


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def pdf(title: str) -> PressDocument:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (20, 28), title_color(title)).save(buffer, "PDF")
    return PressDocument.objects.create(
        title=title, file=ContentFile(buffer.getvalue(), name="berkas.pdf")
    )


def title_color(title: str) -> tuple[int, int, int]:
    return (hash(title) % 255, 10, 10)


def section(client: Client, page: Any, name: str) -> Any:
    context = client.get(sheet_url(current(page))).context
    return next((found for found in context["sections"] if found.name == name), None)


def html_of(client: Client, page: Any) -> str:
    return client.get(sheet_url(current(page))).content.decode()


@pytest.fixture
def kabid(office: Newsroom, client: Client) -> Client:
    client.force_login(office.kabid)
    return client


# --- the page ----------------------------------------------------------------------------------


def test_preview__is_the_revision_under_review_and_may_be_framed_here(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    response = kabid.get(preview_url(current(page)))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]
    assert page.summary in response.content.decode()
    newer = office.fresh(page).get_latest_revision_as_object()
    newer.summary = "Slot gacor."
    newer.save_revision(user=office.pengelola)
    assert "Slot gacor." not in kabid.get(preview_url(current(page))).content.decode()


def test_preview__speaks_the_readers_language(office: Newsroom, kabid: Client) -> None:
    from wagtail.users.models import UserProfile

    page = office.waiting_for_approval()
    profile = UserProfile.get_for_user(office.kabid)
    profile.preferred_language = "en"
    profile.save()
    assert "Cari" in kabid.get(preview_url(current(page))).content.decode()


def test_preview__shows_the_page_even_if_it_was_withdrawn_before(
    office: Newsroom, kabid: Client
) -> None:
    from workflow_steps.publication import withdraw

    page = office.published()
    withdraw(page, office.webadmin, REASON)
    change(office, page, summary="Kini lengkap.", correction="Jam layanan diperbaiki.")
    office.waiting_for_approval(page)
    response = kabid.get(preview_url(current(page)))
    assert response.status_code == 200
    assert "Kini lengkap." in response.content.decode()


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin"])
def test_preview__only_for_those_whose_task_it_is(
    office: Newsroom, client: Client, name: str
) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.people[name])
    assert client.get(preview_url(current(page))).status_code == 302


def test_preview__opened_by_itself_counts_as_the_first_opening(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    kabid.get(preview_url(current(page)))
    assert current(page).opened_by == office.kabid


# --- changes -----------------------------------------------------------------------------------


def test_changes__of_a_page_that_was_never_live(office: Newsroom, kabid: Client) -> None:
    page = office.waiting_for_approval()
    assert section(kabid, page, "perubahan").comparisons == []


def test_changes__against_the_round_that_was_returned(office: Newsroom, kabid: Client) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    change(office, page, summary="Ringkasan baru.")
    office.waiting_for_approval(page)
    found = section(kabid, page, "perubahan")
    assert found.since_live is None
    assert [change.label for change in found.since_round.fields] == ["Ringkasan"]
    assert 'class="addition"' in found.since_round.fields[0].html
    assert [state.comment for state in section(kabid, page, "pengembalian").sheet.returns] == [
        REASON
    ]


def test_changes__against_the_round_that_its_writer_took_back(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    office.fresh(page).current_workflow_state.cancel(user=office.pengelola)
    change(office, page, summary="Ringkasan baru.")
    office.waiting_for_approval(page)
    found = section(kabid, page, "perubahan")
    assert [change.label for change in found.since_round.fields] == ["Ringkasan"]


def write(office: Newsroom, page: Any, *paragraphs: str) -> None:
    """Other words in the same blocks, as the editor saves them."""
    draft = office.fresh(page).get_latest_revision_as_object()
    for number, text in enumerate(paragraphs):
        draft.body[number].value = RichText(text)
    draft.save_revision(user=office.pengelola)


def test_changes__paragraphs_that_the_editor_only_numbered_are_none(
    office: Newsroom, kabid: Client
) -> None:
    page = office.draft(office.classified())
    change(office, page, body=[("paragraph", "<p>Satu.</p>"), ("paragraph", "<p>Dua.</p>")])
    office.waiting_for_approval(page)
    office.send_back(page)
    write(office, page, '<p data-block-key="ab1">Satu.</p>', '<p data-block-key="ab2">Tiga.</p>')
    office.waiting_for_approval(page)
    [body] = section(kabid, page, "perubahan").since_round.fields
    assert "Satu." not in body.html
    assert "Tiga." in body.html
    office.send_back(page)
    write(office, page, '<p data-block-key="cd1">Satu.</p>', '<p data-block-key="cd2">Tiga.</p>')
    office.waiting_for_approval(page)
    assert not section(kabid, page, "perubahan").since_round


def test_changes__against_the_live_page(office: Newsroom, kabid: Client) -> None:
    page = office.published()
    change(office, page, summary="Ringkasan baru.", correction="Ringkasan diperbaiki.")
    office.waiting_for_approval(page)
    found = section(kabid, page, "perubahan")
    assert found.since_round is None
    assert {change.label for change in found.since_live.fields} >= {"Ringkasan"}
    assert found.since_live.others == []


def test_changes__of_a_body_shows_only_the_parts_that_changed(
    office: Newsroom, kabid: Client
) -> None:
    page = office.draft(office.classified())
    paragraphs = [("paragraph", f"<p>Alinea {number}.</p>") for number in range(12)]
    gallery = ("gallery", [{"image": small_image(), "alt_text": "Foto", "caption": ""}])
    change(office, page, body=[*paragraphs, gallery])
    office.waiting_for_approval(page)
    office.send_back(page)
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.body[5] = ("paragraph", "<p>Alinea baru <script>alert(1)</script>.</p>")
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    [body] = section(kabid, page, "perubahan").since_round.fields
    assert "Alinea baru" in body.html
    assert "Alinea 4" not in body.html
    assert "<script>" not in body.html
    assert "Foto" not in body.html


def test_changes__a_file_exchanged_in_the_library_is_named(
    office: Newsroom, kabid: Client, media: None
) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    image = page.hero_image
    with image.file.storage.open(image.file.name, "wb") as stream:
        stream.write(small_image().file.read() + b"other")
    office.waiting_for_approval(page)
    found = section(kabid, page, "perubahan").since_round
    assert (found.fields, len(found.others)) == ([], 1)


# --- what is not to be seen on the page ----------------------------------------------------------


def test_beside__what_goes_public_and_is_not_on_the_page(office: Newsroom, kabid: Client) -> None:
    page = office.draft(office.classified())
    change(
        office,
        page,
        slug="alamat-baru",
        seo_title="Judul untuk mesin pencari",
        search_description="Uraian untuk mesin pencari",
        show_in_menus=True,
        hero_alt="Perahu di dermaga",
        expire_at=timezone.now() + timedelta(days=30),
    )
    office.waiting_for_approval(page)
    found = section(kabid, page, "selain-isi")
    values = [value for _label, value in found.rows]
    assert values[0].endswith("/berita/alamat-baru/")
    assert values[1:4] == [
        "Judul untuk mesin pencari",
        "Uraian untuk mesin pencari",
        "masuk menu situs",
    ]
    assert "WITA" in values[4]
    assert found.warns
    assert found.starts_open
    assert "Perahu di dermaga" in html_of(kabid, page)
    office.approve(page)
    assert office.fresh(page).full_url == values[0]


def test_beside__folded_away_while_it_says_nothing_of_its_own(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    found = section(kabid, page, "selain-isi")
    assert [label for label, _value in found.rows] == ["Alamat"]
    assert not found.starts_open


# --- files, material, completeness ---------------------------------------------------------------


def test_files__with_type_size_and_a_link_that_works_for_the_approver(
    office: Newsroom, kabid: Client, media: None
) -> None:
    material = office.receive()
    document = pdf("Jadwal layanan")
    from news.collections import private_collection

    document.collection = private_collection()
    document.save()
    MaterialAttachment.objects.create(
        material=material, kind="document", document=document, original_name="jadwal.pdf"
    )
    office.hand_over(material)
    office.classify(material)
    page = office.waiting_for_approval(office.draft(material))
    files = section(kabid, page, "berkas").files
    assert {file["type"] for file in files} == {"JPG", "PDF"}
    assert all(file["size"] for file in files)
    [listed] = [file for file in files if file["type"] == "PDF"]
    assert kabid.get(listed["url"]).status_code == 200
    assert Client().get(listed["url"]).status_code == 302, "not public yet"
    html = html_of(kabid, page)
    assert html.count(f'href="{listed["url"]}"') == 2, "as file of the page and of the material"
    assert material.source_unit in html
    assert "Kontributor" in html
    assert reverse("material:inspect", args=[material.pk]) in html


def test_files__a_missing_one_is_a_warning(office: Newsroom, kabid: Client, media: None) -> None:
    page = office.waiting_for_approval()
    page.hero_image.file.storage.delete(page.hero_image.file.name)
    found = section(kabid, page, "berkas")
    assert found.warns
    response = kabid.get(sheet_url(current(page)))
    assert response.context["notice"]
    assert response.context["sheet"].problem


def test_material__its_own_page_is_linked_only_for_whoever_may_open_it(
    office: Newsroom, client: Client
) -> None:
    plh = office.person("plh", "Kontributor")
    appoint(office, plh)
    page = office.waiting_for_approval()
    client.force_login(plh)
    [found] = section(client, page, "bahan").materials
    assert (found["url"], found["material"].source_unit) == ("", "Dinas Dukcapil")


def test_completeness__ticks_every_demand_and_warns_of_gaps(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    found = section(kabid, page, "kelengkapan")
    assert not found.warns
    assert len(found.checks) >= len(page.required_at_submission)
    change(office, page, source="")
    state = current(page)
    type(state).objects.filter(pk=state.pk).update(revision=office.fresh(page).latest_revision)
    found = section(kabid, page, "kelengkapan")
    assert found.warns
    assert [check.label for check in found.checks if not check.done] == ["Sumber"]


def test_completeness__counts_alt_texts_of_the_body(office: Newsroom, kabid: Client) -> None:
    page = office.draft(office.classified())
    pictures = [{"image": small_image(), "alt_text": text} for text in ("Dermaga", "")]
    change(office, page, body=[("gallery", pictures)])
    office.waiting_for_approval(page)
    last = section(kabid, page, "kelengkapan").checks[-1]
    assert (last.done, last.detail) == (False, "1 dari 2: Dermaga")


# --- what the records say ------------------------------------------------------------------------


def test_watchlist__words_and_hosts_stand_first(office: Newsroom, kabid: Client) -> None:
    WatchedTerm.objects.get_or_create(term="slot gacor")
    page = office.draft(office.classified())
    body = [("paragraph", '<p><a href="https://judi.example.net/x">Daftar</a></p>')]
    change(office, page, summary="Menang di sl0t g4c0r.", body=body)
    office.waiting_for_approval(page)
    response = kabid.get(sheet_url(current(page)))
    first = response.context["sections"][0]
    assert {hit["what"] for hit in first.hits} == {"slot gacor", "judi.example.net"}
    assert (first.starts_open, bool(response.context["notice"])) == (True, True)


def test_watchlist__a_clean_page_has_none(office: Newsroom, kabid: Client) -> None:
    page = office.waiting_for_approval()
    assert section(kabid, page, "periksa") is None
    assert not kabid.get(sheet_url(current(page))).context["notice"]


def test_timeline__every_step_with_its_time_and_the_time_left(
    office: Newsroom, kabid: Client
) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    office.waiting_for_approval(page)
    found = section(kabid, page, "riwayat")
    kinds = [line.event.kind for line in found.lines]
    assert kinds[:3] == ["material_received", "material_handed_over", "material_classified"]
    assert kinds[-1] == "approval_opened", "this very opening"
    assert REASON in [line.says for line in found.lines]
    [step] = found.running
    assert "5" in step
    assert found.summary, "the time left"


# --- cost --------------------------------------------------------------------------------------


def grown(office: Newsroom, size: int) -> Page:
    """A page with ``size`` of everything, in its second round."""
    material = office.receive()
    for number in range(size):
        MaterialAttachment.objects.create(
            material=material,
            kind="document",
            document=pdf(f"Bahan {number}"),
            original_name=f"{number}.pdf",
        )
    office.hand_over(material)
    office.classify(material)
    page = office.draft(material)
    body: list[Any] = [("paragraph", f"<p>Alinea {number}.</p>") for number in range(size)]
    body += [("image", {"image": small_image(), "alt_text": "Foto"}) for _ in range(size)]
    body += [
        ("gallery", [{"image": small_image(), "alt_text": "Foto"} for _ in range(size)])
        for _ in range(size)
    ]
    body += [("documents", [pdf(f"Berkas {number}") for number in range(size)])]
    change(office, page, body=body)
    for _round in range(size):
        office.waiting_for_approval(page)
        office.send_back(page)
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.body = [
        (kind, value)
        for kind, value in ((block.block_type, block.value) for block in draft.body)
        if kind != "paragraph"
    ]
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    return page


def test_queries__do_not_grow_with_the_page_its_material_or_its_rounds(
    office: Newsroom, kabid: Client, media: None, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for size in (1, 4):
        page = grown(office, size)
        url = sheet_url(current(page))
        kabid.get(url)  # the first opening is recorded, thumbnails are made
        with django_assert_max_num_queries(QUERY_CEILING) as queries:
            assert kabid.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_titles__are_not_markup(office: Newsroom, kabid: Client) -> None:
    page = office.draft(office.classified())
    change(office, page, title="<img src=x onerror=alert(1)>")
    office.waiting_for_approval(page)
    assert not re.search(r"<img src=x", html_of(kabid, page))
    assert get_document_model().objects.count() == 0
