"""Titles of documents and credits of pictures: readers see the words that were initialled."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import InformationClass
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document, picture
from workflow_steps import gate, publication
from workflow_steps.content import digest_of
from workflow_steps.refusals import PublicationRefused

from .test_sign_off import current, preview_url, sheet_url

NEW = "Judul yang diganti"
BEFORE = ("Surat edaran", "Humas")


@pytest.fixture
def page(office: Newsroom) -> Any:
    """A draft with a document in its body and a picture that names its photographer."""
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.hero_image = picture(credit="Humas")
    draft.body = [("documents", [document("Surat edaran")])]
    draft.save_revision(user=office.pengelola)
    return page


def rename(page: Any) -> None:
    """What anybody with the library may do at any time."""
    draft = page.get_latest_revision_as_object()
    file, image = draft.body[0].value[0], draft.hero_image
    file.title = image.credit = NEW
    file.save()
    image.save()


def correct(office: Newsroom, page: Any) -> None:
    """A correction of the page waits for its paraf."""
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.correction = "Nama berkas diperbaiki."
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)


def read(page: Any) -> str:
    return Client().get(page.url).content.decode()


def assert_shows(html: str, *words: str) -> None:
    assert all(word in html for word in words)
    assert all(word not in html for word in {NEW, *BEFORE} - set(words))


def test_readers__see_the_words_that_were_initialled(office: Newsroom, page: Any) -> None:
    office.approve(office.waiting_for_approval(page))
    digest = digest_of(office.fresh(page))
    rename(office.fresh(page))
    assert_shows(read(page), *BEFORE)
    assert digest_of(office.fresh(page)) == digest


def test_later_version_that_says_the_same__is_refused(office: Newsroom, page: Any) -> None:
    """It would bring the library's words along, and leave the files unbound."""
    office.approve(office.waiting_for_approval(page))
    rename(office.fresh(page))
    again = office.fresh(page).get_latest_revision_as_object().save_revision(clean=False)
    with pytest.raises(PublicationRefused), transaction.atomic():
        again.publish()
    assert_shows(read(page), *BEFORE)


def test_next_paraf__brings_the_new_words(office: Newsroom, page: Any) -> None:
    office.approve(office.waiting_for_approval(page))
    rename(office.fresh(page))
    correct(office, page)
    assert_shows(read(page), *BEFORE)
    office.approve(page)
    assert_shows(read(page), NEW)


def test_sheet__names_words_that_differ_from_what_is_live(
    office: Newsroom, page: Any, client: Client
) -> None:
    office.approve(office.waiting_for_approval(page))
    rename(office.fresh(page))
    correct(office, page)
    client.force_login(office.kabid)
    html = client.get(sheet_url(current(page))).content.decode()
    assert html.count("Nama atau kredit berkas") == 2
    assert_shows(client.get(preview_url(current(page))).content.decode(), NEW)


def test_words_changed_while_it_waits__are_not_what_is_initialled(
    office: Newsroom, page: Any, client: Client
) -> None:
    office.waiting_for_approval(page)
    client.force_login(office.kabid)
    rename(office.fresh(page))
    assert_shows(client.get(preview_url(current(page))).content.decode(), *BEFORE)
    assert NEW not in client.get(sheet_url(current(page))).content.decode()
    office.approve(page)
    assert_shows(read(page), *BEFORE)


def test_editor_review__sees_the_library_as_it_is(
    office: Newsroom, page: Any, client: Client
) -> None:
    office.submit(page)
    rename(office.fresh(page))
    client.force_login(office.webadmin)
    assert_shows(client.get(preview_url(current(page))).content.decode(), NEW)
    office.pass_review(page)
    office.approve(page)
    assert_shows(read(page), NEW)


def test_editor__previews_the_library_as_it_is(office: Newsroom, page: Any, client: Client) -> None:
    office.approve(office.waiting_for_approval(page))
    rename(office.fresh(page))
    client.force_login(office.pengelola)
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert_shows(draft.content.decode(), NEW)


def test_emergency__keeps_the_words_it_was_published_with(office: Newsroom, page: Any) -> None:
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.information_class = InformationClass.objects.get(code="serta_merta")
    draft.save_revision(user=office.pengelola)
    now = office.fresh(page)
    emergency = publication.publish_in_emergency(now, office.webadmin, REASON, digest_of(draft))
    rename(office.fresh(page))
    assert_shows(read(page), *BEFORE)
    publication.initial_afterwards(emergency, office.kabid, emergency.digest)
    assert_shows(read(page), *BEFORE)


def test_approval_that_waits_for_its_time__does_not_lend_its_words(
    office: Newsroom, page: Any
) -> None:
    office.approve(office.waiting_for_approval(page))
    rename(office.fresh(page))
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.correction = "Nama berkas diperbaiki."
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    assert gate.last_act(page.pk).revision_id != gate.act_of_live(office.fresh(page)).revision_id
    assert_shows(read(page), *BEFORE)


# --- what an approval that is not live must not be taken for ---------------------------------


def test_changes__are_told_against_what_is_live_not_what_was_approved_last(
    office: Newsroom, page: Any, client: Client
) -> None:
    """Approved for later, its time cancelled, submitted again: readers still see the first."""
    office.approve(office.waiting_for_approval(page))
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.summary, draft.correction = "Ringkasan kedua.", "Ringkasan diperbaiki."
    draft.go_live_at = timezone.now() + timedelta(days=1)
    scheduled = draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    client.force_login(office.webadmin)
    cancel = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, scheduled.pk])
    client.post(cancel)
    again = office.fresh(page).get_latest_revision_as_object()
    again.go_live_at = None
    again.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    client.force_login(office.kabid)
    sections = client.get(sheet_url(current(page))).context["sections"]
    changes = next(found for found in sections if found.name == "perubahan").since_live
    labels = {change.label for change in changes.fields}
    assert {"Ringkasan", "Ralat"} <= labels
