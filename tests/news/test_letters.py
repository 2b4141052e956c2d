"""The letter that an appointment (Plt./Plh.) rests on stays what it was."""

from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from news import library_guard
from news.models import PressDocument
from tests.driver import Newsroom
from workflow_steps.content import file_sha256
from workflow_steps.models import ActingAppointment
from workflow_steps.models.procedure import office_today
from workflow_steps.refusals import PublicationRefused

from .pages_kit import document
from .test_library_guard import form, replace, told, upload

pytestmark = pytest.mark.once

NUMBER = "800/12/BKPSDM"
EDIT, DELETE = "wagtaildocs:edit", "wagtaildocs:delete"


def appoint(office: Newsroom, letter: PressDocument) -> ActingAppointment:
    return ActingAppointment.objects.create(
        person=office.webadmin,
        capacity="plh",
        acting_for=office.kabid,
        valid_from=office_today(),
        valid_until=office_today(),
        letter_number=NUMBER,
        letter=letter,
    )


@pytest.fixture
def letter(office: Newsroom) -> PressDocument:
    file = document("Surat perintah")
    appoint(office, file)
    return file


def test_letter__is_not_exchanged(letter: PressDocument) -> None:
    before = file_sha256(letter.file)
    with pytest.raises(PublicationRefused, match=NUMBER), transaction.atomic():
        replace(letter)
    assert file_sha256(PressDocument.objects.get(pk=letter.pk).file, cached=False) == before


def test_letter__is_not_deleted(letter: PressDocument) -> None:
    with pytest.raises(PublicationRefused, match=NUMBER):
        letter.delete()
    with pytest.raises(models.ProtectedError):
        PressDocument.objects.filter(pk=letter.pk).delete()


def test_letter__is_renamed_freely(letter: PressDocument) -> None:
    letter.title = "Surat perintah tugas"
    letter.save()


def test_letter_of_an_appointment_that_was_taken_back__is_free_again(
    letter: PressDocument,
) -> None:
    ActingAppointment.objects.all().delete()
    replace(letter)
    letter.delete()


def test_edit_form__says_of_which_appointment_it_is_the_letter(
    office: Newsroom, client: Client, letter: PressDocument
) -> None:
    client.force_login(office.webadmin)
    address = reverse(EDIT, args=[letter.pk])
    response = client.post(address, form(letter, file=upload(letter)))
    (error,) = response.context["form"].errors["file"]
    assert "Plh. Webadmin, Kepala Bidang Aptika" in error
    assert NUMBER in error
    assert PressDocument.objects.get(pk=letter.pk).file.name == letter.file.name


@pytest.mark.parametrize("method", ["get", "post"])
def test_delete_view__leads_back_with_the_reason(
    method: str, office: Newsroom, client: Client, letter: PressDocument
) -> None:
    client.force_login(office.person("admin", is_superuser=True))
    response = getattr(client, method)(reverse(DELETE, args=[letter.pk]))
    assert response.url == reverse(EDIT, args=[letter.pk])
    assert NUMBER in told(response)


def test_bulk_deletion__deletes_nothing(
    office: Newsroom, client: Client, letter: PressDocument
) -> None:
    free = document("Bebas")
    ReferenceIndex.create_or_update_for_object(ActingAppointment.objects.get())
    client.force_login(office.person("admin", is_superuser=True))
    address = reverse("wagtail_bulk_action", args=["news", "pressdocument", "delete"])
    response = client.post(f"{address}?id={letter.pk}&id={free.pk}")
    assert NUMBER in told(response)
    assert PressDocument.objects.filter(pk__in=[letter.pk, free.pk]).count() == 2


def test_deletion_right_after_uploading__is_refused_with_the_reason(
    office: Newsroom, client: Client, letter: PressDocument
) -> None:
    client.force_login(office.person("admin", is_superuser=True))
    response = client.post(
        reverse("wagtaildocs:delete_multiple", args=[letter.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 409
    assert NUMBER in response.json()["error_message"]


def test_picture_with_the_number_of_a_letter__is_free(letter: PressDocument) -> None:
    from tests.driver import small_image

    picture: Any = small_image()
    type(picture).objects.filter(pk=picture.pk).update(id=letter.pk)
    picture.pk = letter.pk
    assert not library_guard.objection_to_replacing(picture)
    assert library_guard.objection_to_replacing(letter)
