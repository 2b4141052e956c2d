"""Step 1 as a contributor meets it: the form, its files, and what must never be lost."""

import uuid
from unittest import mock

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext
from PIL import Image

from news.collections import private_collection
from news.models import (
    MaterialAttachment,
    PendingUpload,
    PressDocument,
    PressImage,
    SourceMaterial,
)
from tests.news import material_samples as sample

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = "material:add"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture
def contributor(make_user):
    return make_user("Kontributor", username="kontributor")


@pytest.fixture
def browser(client, contributor):
    client.force_login(contributor)
    return client


def upload(name, content):
    return SimpleUploadedFile(name, content)


def typed(**changes):
    return {
        "title": "Perbaikan jembatan",
        "description": "Jembatan diperbaiki.",
        "source_unit": "Dinas PU",
        "event_date": "2026-11-20",
        "place": "Kota Bangun",
        "contact": "Andi, 0812",
        "video_links": "",
        "token": str(uuid.uuid4()),
        "files": [],
    } | changes


def stored_files(settings):
    return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings


def test_many_files_at_once__land_in_the_private_libraries(browser, contributor):
    response = browser.post(
        reverse(ADD),
        typed(
            files=[
                upload("IMG_0001.JPG", sample.phone_jpeg()),
                upload("Undangan rapat.pdf", sample.pdf()),
                upload("Jadwal.xlsx", sample.xlsx()),
                upload("liputan.mp4", sample.mp4()),
            ],
            video_links=f"{VIDEO}\n\n{VIDEO}\n",
        ),
    )

    material = SourceMaterial.objects.get()
    assert response["Location"] == reverse("material:inspect", args=[material.pk])
    assert material.state == SourceMaterial.State.RECEIVED
    assert material.submitted_by == contributor
    rows = list(MaterialAttachment.objects.filter(material=material))
    assert [row.kind for row in rows] == [
        "image", "document", "document", "video_file", "video_link",
    ]  # fmt: skip
    assert rows[0].original_name == "IMG_0001.JPG"
    assert rows[0].image.collection == private_collection()
    assert rows[0].image.uploaded_by_user == contributor
    assert (rows[0].image.width, rows[0].image.height) == (48, 64)
    assert rows[1].document.title == "Undangan rapat"
    assert rows[1].document.collection == private_collection()
    assert rows[1].document.file_size == len(sample.pdf())
    assert rows[4].video_url == VIDEO


def test_the_stored_photo__carries_no_place(browser):
    browser.post(reverse(ADD), typed(files=[upload("foto.jpg", sample.phone_jpeg())]))

    with PressImage.objects.get().file.open() as stored:
        assert not Image.open(stored).getexif()


def test_save_and_hand_over__does_both(browser, contributor):
    browser.post(reverse(ADD), typed() | {"action-handover": "1"})

    material = SourceMaterial.objects.get()
    assert material.state == SourceMaterial.State.HANDED_OVER
    assert material.handed_over_by == contributor


def test_a_refused_file__is_named_and_everything_else_is_still_there(browser):
    data = typed(
        files=[
            upload("baik.jpg", sample.jpeg()),
            upload("jahat.jpg", b"<html><script>alert(1)</script>"),
        ],
        video_links=VIDEO,
    )

    response = browser.post(reverse(ADD), data)

    page = response.content.decode()
    assert response.status_code == 200
    assert not SourceMaterial.objects.exists()
    said = gettext("The content of “%(name)s” is not %(type)s.")
    assert response.context["form"].errors["files"] == [
        said % {"name": "jahat.jpg", "type": "JPEG"}
    ]
    assert page.count("DOCX") == 1  # what is taken in, beside the field
    assert 'value="Perbaikan jembatan"' in page
    assert VIDEO in page
    assert "baik.jpg" in page
    assert data["token"] in page

    again = data | {"files": []}
    browser.post(reverse(ADD), again)

    material = SourceMaterial.objects.get()
    names = MaterialAttachment.objects.filter(material=material).values_list("original_name")
    assert list(names) == [("baik.jpg",), ("",)]
    assert not PendingUpload.objects.exists()


def test_a_missing_title__keeps_the_files(browser):
    data = typed(title="", files=[upload("a.pdf", sample.pdf()), upload("b.jpg", sample.jpeg())])

    response = browser.post(reverse(ADD), data)

    assert [row.original_name for row in response.context["form"].pending] == ["a.pdf", "b.jpg"]


def test_a_waiting_file__can_be_left_out(browser):
    data = typed(title="", files=[upload("a.pdf", sample.pdf()), upload("b.jpg", sample.jpeg())])
    browser.post(reverse(ADD), data)
    unwanted = PendingUpload.objects.get(original_name="a.pdf")

    browser.post(reverse(ADD), data | {"title": "X", "files": [], "discard": [unwanted.pk]})

    assert [row.original_name for row in MaterialAttachment.objects.all()] == ["b.jpg"]
    assert not PendingUpload.objects.exists()


def test_waiting_files_of_somebody_else__are_not_taken(browser, make_user):
    data = typed(title="", files=[upload("rahasia.pdf", sample.pdf())])
    browser.post(reverse(ADD), data)
    browser.force_login(make_user("Kontributor", username="lain"))

    browser.post(reverse(ADD), data | {"title": "Punya orang lain", "files": []})

    assert not MaterialAttachment.objects.exists()


def test_the_same_refused_form_sent_twice__keeps_each_file_once(browser):
    for _attempt in range(2):
        data = typed(title="", token="6f1c7a52-55a5-4a0e-9a39-0d2f5f0a3c11")
        browser.post(reverse(ADD), data | {"files": [upload("a.pdf", sample.pdf())]})

    assert PendingUpload.objects.count() == 1


def test_waiting_files__are_dropped_after_a_week(browser, time_machine):
    time_machine.move_to("2026-11-01T00:00:00Z")
    browser.post(reverse(ADD), typed(title="", files=[upload("lama.pdf", sample.pdf())]))
    time_machine.move_to("2026-11-09T00:00:00Z")
    browser.post(reverse(ADD), typed(title="", files=[upload("baru.jpg", sample.jpeg())]))

    assert [row.original_name for row in PendingUpload.objects.all()] == ["baru.jpg"]


def test_the_same_photo_twice__is_kept_once_and_said_so(browser):
    files = [upload("a.jpg", sample.jpeg()), upload("salinan.jpg", sample.jpeg())]

    response = browser.post(reverse(ADD), typed(files=files), follow=True)

    assert PressImage.objects.count() == 1
    assert any("salinan.jpg" in str(message) for message in response.context["messages"])


def test_a_double_click__makes_one_material(browser):
    data = typed()

    browser.post(reverse(ADD), data | {"files": [upload("a.jpg", sample.jpeg())]})
    response = browser.post(
        reverse(ADD), data | {"files": [upload("a.jpg", sample.jpeg())]}, follow=True
    )

    material = SourceMaterial.objects.get()
    assert PressImage.objects.count() == 1
    assert response.redirect_chain[-1][0] == reverse("material:inspect", args=[material.pk])
    assert list(response.context["messages"])[-1].level_tag == "warning"


def test_more_files_than_allowed__are_named_and_the_first_ones_kept(browser, settings):
    settings.NEWSROOM_MAX_ATTACHMENTS = 2
    files = [upload(f"{name}.jpg", sample.jpeg(name)) for name in ("red", "green", "blue")]

    response = browser.post(reverse(ADD), typed(files=files))

    assert "blue.jpg" in response.context["form"].errors["files"][0]
    assert len(response.context["form"].pending) == 2


def test_a_foreign_video_host__is_refused_with_the_allowed_ones(browser):
    response = browser.post(reverse(ADD), typed(video_links="https://jahat.example/v"))

    assert "youtube.com" in response.context["form"].errors["video_links"][0]


def test_a_link_that_is_no_address__is_refused_with_an_example(browser):
    response = browser.post(reverse(ADD), typed(video_links="bukan alamat"))

    said = gettext("Write the whole address, for example https://%(host)s/…")
    expected = said % {"host": "youtube.com"}
    assert response.context["form"].errors["video_links"] == [f"bukan alamat: {expected}"]


def test_an_event_still_to_come__is_saved_with_a_question(browser, time_machine):
    time_machine.move_to("2026-11-24 09:00+08:00")
    said = gettext("The date of the event, %(date)s, is still to come. Is it right?")
    question = said % {"date": "25 November 2026"}

    today = browser.post(reverse(ADD), typed(event_date="2026-11-24"), follow=True)
    assert "24 November 2026" in today.content.decode()
    assert question not in today.content.decode()
    later = browser.post(reverse(ADD), typed(event_date="2026-11-25"), follow=True)
    assert question in later.content.decode()
    assert SourceMaterial.objects.count() == 2


def test_a_full_disk__saves_nothing_and_says_so(browser, media):
    real, calls = FileSystemStorage._save, []

    def breaks_at_the_second_file(storage, name, content):
        calls.append(name)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(storage, name, content)

    files = [upload("a.jpg", sample.jpeg()), upload("b.pdf", sample.pdf())]
    with mock.patch.object(FileSystemStorage, "_save", breaks_at_the_second_file):
        response = browser.post(reverse(ADD), typed(files=files))

    assert response.status_code == 200
    assert "b.pdf" in response.context["form"].errors["files"][0]
    assert 'value="Perbaikan jembatan"' in response.content.decode()
    assert not SourceMaterial.objects.exists()
    assert not PressImage.objects.exists()
    assert not stored_files(media)


def test_a_half_written_file__is_removed(browser, media):
    def writes_half(storage, name, content):
        path = media.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with mock.patch.object(FileSystemStorage, "_save", writes_half):
        browser.post(reverse(ADD), typed(files=[upload("b.pdf", sample.pdf())]))

    assert not stored_files(media)


def test_a_disk_that_recovers__keeps_the_files_for_the_next_attempt(browser, media):
    real, calls = FileSystemStorage._save, []

    def breaks_once(storage, name, content):
        calls.append(name)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        return real(storage, name, content)

    with mock.patch.object(FileSystemStorage, "_save", breaks_once):
        response = browser.post(reverse(ADD), typed(files=[upload("b.pdf", sample.pdf())]))

    assert [row.original_name for row in response.context["form"].pending] == ["b.pdf"]


def test_stored_names__cannot_be_guessed(browser):
    browser.post(reverse(ADD), typed(files=[upload("surat.pdf", sample.pdf())]))

    assert PressDocument.objects.get().filename != "surat.pdf"
    assert PressDocument.objects.get().filename.startswith("surat_")


def test_the_next_form__knows_the_unit_of_the_last_one(browser):
    browser.post(reverse(ADD), typed())

    form = browser.get(reverse(ADD)).context["form"]

    assert form["source_unit"].value() == "Dinas PU"
    assert form["title"].value() is None


# --- correcting -----------------------------------------------------------------------------


def amended(material, rows=(), **changes):
    data = typed(**changes) | {
        "attachments-TOTAL_FORMS": len(rows),
        "attachments-INITIAL_FORMS": len(rows),
    }
    for index, (row, values) in enumerate(rows):
        data[f"attachments-{index}-id"] = row.pk
        data[f"attachments-{index}-material"] = material.pk
        data |= {f"attachments-{index}-{name}": value for name, value in values.items()}
    return data


def test_own_material__can_be_corrected_and_files_added_and_removed(browser):
    files = [upload("a.jpg", sample.jpeg()), upload("b.pdf", sample.pdf())]
    browser.post(reverse(ADD), typed(files=files))
    material = SourceMaterial.objects.get()
    photo, document = MaterialAttachment.objects.filter(material=material)

    browser.post(
        reverse("material:edit", args=[material.pk]),
        amended(
            material,
            [(photo, {"caption": "Petugas di lokasi"}), (document, {"DELETE": "on"})],
            title="Judul baru",
            files=[upload("c.xlsx", sample.xlsx()), upload("a lagi.jpg", sample.jpeg())],
        ),
    )

    material.refresh_from_db()
    rows = MaterialAttachment.objects.filter(material=material)
    assert material.title == "Judul baru"
    assert [(row.original_name, row.caption) for row in rows] == [
        ("a.jpg", "Petugas di lokasi"),
        ("c.xlsx", ""),
    ]
    assert not PressDocument.objects.filter(title="b").exists()


def test_a_late_correction__is_refused_with_who_and_when_and_stays_on_the_screen(
    browser, contributor
):
    browser.post(reverse(ADD), typed())
    material = SourceMaterial.objects.get()
    browser.post(reverse("material:hand_over", args=[material.pk]))

    response = browser.post(
        reverse("material:edit", args=[material.pk]), amended(material, title="Terlambat")
    )

    material.refresh_from_db()
    assert material.title == "Perbaikan jembatan"
    assert response.status_code == 200
    assert str(contributor) in response.context["form"].non_field_errors()[0]
    assert 'value="Terlambat"' in response.content.decode()


def test_handing_over_twice__is_one_handover_and_a_clear_message(browser, contributor):
    browser.post(reverse(ADD), typed())
    material = SourceMaterial.objects.get()
    url = reverse("material:hand_over", args=[material.pk])
    browser.post(url)
    first = SourceMaterial.objects.get().handed_over_at

    response = browser.post(url, follow=True)

    assert SourceMaterial.objects.get().handed_over_at == first
    assert str(contributor) in str(list(response.context["messages"])[-1])


def test_two_tabs__the_second_learns_of_the_first_and_loses_nothing(browser):
    browser.post(reverse(ADD), typed())
    material = SourceMaterial.objects.get()
    url = reverse("material:edit", args=[material.pk])
    seen = browser.get(url).context["form"]["seen"].value()

    browser.post(url, amended(material, title="Dari tab pertama", seen=seen))
    refused = browser.post(url, amended(material, title="Dari tab kedua", seen=seen))

    material.refresh_from_db()
    assert material.title == "Dari tab pertama"
    assert 'value="Dari tab kedua"' in refused.content.decode()
    form = refused.context["form"]
    assert "di jendela lain" in form.non_field_errors()[0] or "window" in form.non_field_errors()[0]
    assert "Dari tab pertama" in form.errors["title"][0]
    assert set(form.errors) == {"__all__", "title"}

    knowing = refused.context["form"]["seen"].value()
    browser.post(url, amended(material, title="Dari tab kedua", seen=knowing))
    material.refresh_from_db()
    assert material.title == "Dari tab kedua"
