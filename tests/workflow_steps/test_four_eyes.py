"""Who contributed, beside those who wrote: material, pictures, emergencies (invariant 2)."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from news.models import InformationClass
from tests.driver import REASON, Newsroom
from tests.security.routes_office import form_data
from workflow_steps import gate, publication
from workflow_steps.content import digest_of
from workflow_steps.inbox import next_item
from workflow_steps.models import User
from workflow_steps.models.procedure import office_today
from workflow_steps.refusals import DecisionRefused

from .test_acting import appoint


def plh(office: Newsroom, group: str) -> User:
    person = office.person("plh", group)
    appoint(office, person, valid_from=office_today(), valid_until=office_today())
    return person


def login(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def changed(office: Newsroom, page: Any, **fields: Any) -> Any:
    draft = office.fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola, log_action=True)
    return office.fresh(page)


# --- material ------------------------------------------------------------------------------------


def test_writer_of_the_material__does_not_initial_its_text(office: Newsroom) -> None:
    office.kontributor = person = plh(office, "Kontributor")
    page = office.waiting_for_approval(office.draft(office.classified()))
    with pytest.raises(DecisionRefused):
        office.decide(page, person, "approve")


def test_writer_of_the_material__initials_what_others_changed_later(office: Newsroom) -> None:
    office.kontributor = person = plh(office, "Kontributor")
    page = office.published()
    changed(office, page, summary="Ringkasan baru.", correction="Ringkasan diperbaiki.")
    office.decide(office.waiting_for_approval(page), person, "approve")
    assert office.fresh(page).summary == "Ringkasan baru."


# --- files ---------------------------------------------------------------------------------------


def edit_picture(client: Client, image: Any, **changes: Any) -> None:
    url = reverse("wagtailimages:edit", args=[image.pk])
    form = client.get(url).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    data.pop("file", None)
    client.post(url, data | changes)


def red_picture() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(buffer, "JPEG")
    return SimpleUploadedFile("lain.jpg", buffer.getvalue(), "image/jpeg")


@pytest.mark.parametrize("what", ["file", "credit"])
def test_who_exchanged_or_renamed_a_picture__does_not_initial_it(
    office: Newsroom, what: str
) -> None:
    person = plh(office, "Pengelola Website")
    page = office.draft(office.classified())
    image = office.fresh(page).get_latest_revision_as_object().hero_image
    value: Any = red_picture() if what == "file" else "Foto: saya"
    edit_picture(login(person), image, **{what: value})
    office.waiting_for_approval(page)
    with pytest.raises(DecisionRefused):
        office.decide(page, person, "approve")


def test_who_uploaded_a_picture__does_not_initial_its_first_page(office: Newsroom) -> None:
    person = plh(office, "Pengelola Website")
    page = office.draft(office.classified())
    image = office.fresh(page).get_latest_revision_as_object().hero_image
    image.uploaded_by_user = person
    image.save()
    office.waiting_for_approval(page)
    with pytest.raises(DecisionRefused):
        office.decide(page, person, "approve")
    office.approve(page)
    changed(office, page, summary="Ringkasan baru.", correction="Ringkasan diperbaiki.")
    office.decide(office.waiting_for_approval(page), person, "approve")  # readers know it by now
    assert office.fresh(page).summary == "Ringkasan baru."


# --- emergencies ---------------------------------------------------------------------------------


def emergency(office: Newsroom, publisher: User, page: Any = None) -> Any:
    page = page or office.draft(office.classified("Banjir"))
    urgent = InformationClass.objects.get(code="serta_merta")
    page = changed(office, page, information_class=urgent)
    shown = digest_of(page.get_latest_revision_as_object())
    publication.publish_in_emergency(page, publisher, REASON, shown)
    return office.fresh(page)


def test_publisher_of_an_emergency__does_not_initial_it_by_the_ordinary_way(
    office: Newsroom,
) -> None:
    person = plh(office, "Web Administrator")
    page = emergency(office, person)
    office.waiting_for_approval(page)
    assert next_item(person) is None
    with pytest.raises(DecisionRefused):
        office.decide(page, person, "approve")
    assert gate.open_emergency(page.pk) is not None
    office.approve(page)
    assert gate.open_emergency(page.pk) is None


def test_publisher_of_an_emergency__does_not_initial_the_next_one(office: Newsroom) -> None:
    person = plh(office, "Web Administrator")
    page = emergency(office, person)
    changed(office, page, summary="Air naik.", correction="Keadaan pukul sepuluh.")
    page = emergency(office, office.webadmin, page)
    open_one = gate.open_emergency(page.pk)
    assert open_one is not None
    with pytest.raises(DecisionRefused):
        publication.initial_afterwards(open_one, person, open_one.digest)
    publication.initial_afterwards(open_one, office.kabid, open_one.digest)


def test_publisher_of_a_settled_emergency__may_initial_a_later_change(office: Newsroom) -> None:
    person = plh(office, "Web Administrator")
    page = emergency(office, person)
    open_one = gate.open_emergency(page.pk)
    assert open_one is not None
    publication.initial_afterwards(open_one, office.kabid, open_one.digest)
    changed(office, page, summary="Air surut.", correction="Keadaan pukul lima.")
    office.waiting_for_approval(page)
    office.decide(page, person, "approve")
    assert office.fresh(page).summary == "Air surut."


# --- ending a round ------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Pengelola Website", "Kontributor"])
def test_acting_approver__does_not_end_a_round_without_a_reason(
    office: Newsroom, group: str
) -> None:
    person = plh(office, group)
    page = office.waiting_for_approval()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = login(person)
    data = form_data(client.get(url).context["form"]) | {"body-count": "0"}
    client.post(url, data | {"action-cancel-workflow": "1"})
    assert office.fresh(page).workflow_in_progress
