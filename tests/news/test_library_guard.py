"""A file that a live page uses stays as it is; what is said about it may change (invariant 8)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from news import library_guard
from news.models import PressDocument, PressImage
from tests.driver import Newsroom, small_image
from workflow_steps import publication
from workflow_steps.content import digest_of, file_sha256
from workflow_steps.refusals import PublicationRefused, WorkflowRefusal

from .pages_kit import document

KINDS = ("image", "document")


def other_picture(name: str = "baru.jpg") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "maroon").save(buffer, "JPEG")
    return buffer.getvalue()


def new_bytes(item: Any) -> bytes:
    return other_picture() if isinstance(item, PressImage) else b"%PDF-1.4 lain"


def new_name(item: Any) -> str:
    return "baru.jpg" if isinstance(item, PressImage) else "baru.pdf"


def replace(item: Any) -> None:
    fresh = type(item).objects.get(pk=item.pk)
    fresh.file = ContentFile(new_bytes(item), name=new_name(item))
    fresh.save()


def publish(office: Newsroom, *items: Any, **fields: Any) -> Any:
    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.hero_image = next((i for i in items if isinstance(i, PressImage)), draft.hero_image)
    draft.body = [("documents", [i for i in items if isinstance(i, PressDocument)])]
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return office.fresh(page)


@pytest.fixture
def items(office: Newsroom) -> dict[str, Any]:
    return {"image": small_image("Perahu"), "document": document("Edaran")}


@pytest.fixture
def page(office: Newsroom, items: dict[str, Any]) -> Any:
    return publish(office, *items.values())


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- the choke point -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_file_in_use__is_neither_replaced_nor_deleted(items, page, kind):
    item = items[kind]
    before, digest = file_sha256(item.file), digest_of(page)

    for harm in (replace, lambda i: i.delete(), lambda i: type(i).objects.filter(pk=i.pk).delete()):
        with pytest.raises(PublicationRefused, match=page.title), transaction.atomic():
            harm(item)

    item = type(item).objects.get(pk=item.pk)
    assert file_sha256(item.file, cached=False) == before
    assert digest_of(type(page).objects.get(pk=page.pk)) == digest


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_about_a_file__changes_and_leaves_the_digest(items, page, kind):
    item, digest = items[kind], digest_of(page)
    item.title = "Judul lain"
    if kind == "image":
        item.description, item.credit, item.focal_point_x = "Perahu di hulu", "Humas", 5
        item.focal_point_y = item.focal_point_width = item.focal_point_height = 5
    item.tags.add("sungai")
    item.save()

    assert digest_of(type(page).objects.get(pk=page.pk)) == digest


@pytest.mark.parametrize("kind", KINDS)
def test_file_nobody_uses__is_replaced_and_deleted(office, items, kind):
    replace(items[kind])
    type(items[kind]).objects.get(pk=items[kind].pk).delete()


@pytest.mark.parametrize("kind", KINDS)
def test_file_of_a_draft__may_be_replaced(office, items, kind):
    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.hero_image, draft.body = items["image"], [("documents", [items["document"]])]
    draft.save_revision(user=office.pengelola)

    replace(items[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_file_of_a_withdrawn_page__is_free_again(office, items, page, kind):
    publication.withdraw(page, office.webadmin, "Keterangan ternyata keliru.")

    replace(items[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_file_that_a_correction_took_out__is_free_again(office, items, page, kind):
    draft = page.get_latest_revision_as_object()
    draft.hero_image, draft.body = small_image("Lain"), []
    draft.correction = "Gambar dan berkas diganti."
    draft.save_revision(user=office.pengelola)
    with pytest.raises(PublicationRefused):  # not before it is approved
        replace(items[kind])
    office.waiting_for_approval(page)
    office.approve(page)

    replace(items[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_file_of_what_waits_for_its_time__stays_until_it_is_unscheduled(office, items, kind):
    page = publish(office, *items.values(), go_live_at=timezone.now() + timedelta(days=1))
    assert not page.live
    with pytest.raises(PublicationRefused):
        replace(items[kind])

    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    replace(items[kind])


def test_file_exchanged_while_waiting_for_approval__stops_the_approval(office, items):
    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.hero_image = items["image"]
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)

    replace(items["image"])

    with pytest.raises(WorkflowRefusal):
        office.approve(page)
    assert not office.fresh(page).live


def test_publication__looks_again_at_the_files_it_binds(office, items, page):
    """Somebody exchanged a file between the gate's comparison and the end of the publication."""
    image = PressImage.objects.get(pk=items["image"].pk)
    name = image.file.storage.save("baru.jpg", ContentFile(other_picture()))
    PressImage.objects.filter(pk=image.pk).update(file=name)

    with pytest.raises(PublicationRefused):
        library_guard.hold_files_of(page)


def test_material__keeps_a_handed_in_file_that_a_scheduled_page_uses(office, items):
    from news.material_files import remove_attachment
    from news.models import MaterialAttachment

    page = publish(office, *items.values(), go_live_at=timezone.now() + timedelta(days=1))
    material = page.material_links.get().material
    row = MaterialAttachment.objects.create(
        material=material, kind="image", image=items["image"], sort_order=9
    )

    remove_attachment(row)

    assert PressImage.objects.filter(pk=items["image"].pk).exists()


def test_many_items__are_asked_about_in_a_fixed_number_of_queries(office, items, page):
    publish(office, *items.values())
    more = [small_image(f"Gambar {number}") for number in range(5)]

    with CaptureQueriesContext(connection) as queries:
        pages = library_guard.pages_using([*items.values(), *more])

    assert len(pages) == 2
    assert len(queries) == 3


# --- the screens of the library ------------------------------------------------------------------

EDIT = {"image": "wagtailimages:edit", "document": "wagtaildocs:edit"}
DELETE = {"image": "wagtailimages:delete", "document": "wagtaildocs:delete"}


def form(item: Any, **changes: Any) -> dict[str, Any]:
    data = {"title": item.title, "tags": "", "collection": item.collection_id}
    if isinstance(item, PressImage):
        data |= {f"focal_point_{part}": "" for part in ("x", "y", "width", "height")}
        data |= {"description": item.description, "credit": item.credit}
    return data | changes


def upload(item: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(new_name(item), new_bytes(item))


@pytest.mark.parametrize("kind", KINDS)
def test_edit_form__refuses_the_new_file_and_keeps_what_was_typed(
    office, client, items, page, kind
):
    item = items[kind]
    client.force_login(office.webadmin)
    address = reverse(EDIT[kind], args=[item.pk])

    response = client.post(address, form(item, title="Judul diketik", file=upload(item)))

    assert response.status_code == 200
    (error,) = response.context["form"].errors["file"]
    assert page.title in error
    html = response.content.decode()
    assert 'value="Judul diketik"' in html
    assert "Layanan adminduk keliling" in html
    fresh = type(item).objects.get(pk=item.pk)
    assert (fresh.title, fresh.file.name) == (item.title, item.file.name)
    assert fresh.file.storage.exists(fresh.file.name)


@pytest.mark.parametrize("kind", KINDS)
def test_edit_form__saves_everything_else(office, client, items, page, kind):
    item = items[kind]
    client.force_login(office.webadmin)

    response = client.post(
        reverse(EDIT[kind], args=[item.pk]), form(item, title="Judul baru", tags="sungai")
    )

    assert response.status_code == 302
    assert type(item).objects.get(pk=item.pk).title == "Judul baru"


@pytest.mark.parametrize("kind", KINDS)
def test_edit_form__replaces_a_file_nobody_uses_and_drops_the_old_one(
    office, client, items, kind, django_capture_on_commit_callbacks
):
    item = items[kind]
    storage, old = item.file.storage, item.file.name
    if kind == "image":
        item.get_rendition("width-32")
    client.force_login(office.webadmin)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(EDIT[kind], args=[item.pk]), form(item, file=upload(item)))
        assert storage.exists(old)  # until the new one is certain

    assert response.status_code == 302
    fresh = type(item).objects.get(pk=item.pk)
    assert fresh.file.name != old
    assert storage.exists(fresh.file.name)
    assert not storage.exists(old)
    if kind == "image":
        assert not fresh.renditions.exists()
        assert fresh.width == 64


def test_file_replaced_by_code__takes_the_sizes_made_from_the_old_one_with_it(items):
    """Readers would see the old picture under the paraf of the new one."""
    cache.clear()  # sizes of another test's picture with the same number
    image = items["image"]
    image.get_rendition("width-32")
    image.title = "Judul baru"
    image.save()
    assert image.renditions.exists()
    image.file = upload(image)
    image.save()
    assert not image.renditions.exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_delete_view__leads_back_with_the_reason(office, client, items, page, kind, method):
    item = items[kind]
    client.force_login(office.person("admin", is_superuser=True))

    response = getattr(client, method)(reverse(DELETE[kind], args=[item.pk]))

    assert response.url == reverse(EDIT[kind], args=[item.pk])
    assert page.title in told(response)
    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_delete_view__still_deletes_what_nobody_uses(office, client, items, kind):
    item = items[kind]
    client.force_login(office.person("admin", is_superuser=True))
    address = reverse(DELETE[kind], args=[item.pk])

    assert client.get(address).status_code == 200
    client.post(address)

    assert not type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_bulk_deletion__of_a_file_in_use_deletes_nothing(office, client, items, page, kind):
    item = items[kind]
    free = small_image("Bebas") if kind == "image" else document("Bebas")
    client.force_login(office.person("admin", is_superuser=True))
    model = "pressimage" if kind == "image" else "pressdocument"
    address = reverse("wagtail_bulk_action", args=["news", model, "delete"])

    response = client.post(f"{address}?id={item.pk}&id={free.pk}")

    assert page.title in told(response)
    assert type(item).objects.filter(pk__in=[item.pk, free.pk]).count() == 2
    client.post(f"{address}?id={free.pk}")
    assert not type(item).objects.filter(pk=free.pk).exists()


def test_deletion_right_after_uploading__is_refused_with_the_reason(office, client, items, page):
    client.force_login(office.person("admin", is_superuser=True))

    response = client.post(
        reverse("wagtailimages:delete_multiple", args=[items["image"].pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert response.status_code == 409
    assert page.title in response.json()["error_message"]
