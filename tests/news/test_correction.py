"""Corrections (ralat): asked for when a live page changes, told to its readers, never faked."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from news.corrections import corrections_of
from tests.driver import Newsroom
from workflow_steps import publication
from workflow_steps.refusals import SubmissionRefused

from .test_pages import form_data

pytestmark = pytest.mark.once

NOTE = "Jumlah warga semula tertulis 120, seharusnya 102."
ATOM = "{http://www.w3.org/2005/Atom}"


def write(office: Newsroom, page: Any, **fields: Any) -> Any:
    draft = office.fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola)
    return draft


def correct(office: Newsroom, page: Any, note: str = NOTE, **fields: Any) -> Any:
    write(office, page, correction=note, **({"summary": f"Setelah: {note}"} | fields))
    office.waiting_for_approval(page)
    office.approve(page)
    return office.fresh(page)


def notes(page: Any) -> list[str]:
    return [correction.text for correction in corrections_of(page)]


def section(client: Any, page: Any) -> str:
    html = client.get(page.url).content.decode()
    found = re.search(r'<section class="corrections".*?</section>', html, re.DOTALL)
    return found.group() if found else ""


@pytest.fixture
def page(office: Newsroom) -> Any:
    return office.published()


# --- asked for -----------------------------------------------------------------------------------


@pytest.mark.parametrize("note", ["", "   \n"])
def test_change_of_a_live_page__is_not_submitted_without_a_note(office, page, note):
    write(office, page, summary="Lain.", correction=note)

    with pytest.raises(SubmissionRefused):
        office.submit(page)


def test_change_of_a_live_page__is_not_submitted_with_the_last_note(office, page):
    correct(office, page)
    write(office, page, summary="Lain lagi.")

    with pytest.raises(SubmissionRefused):
        office.submit(page)


def test_note__is_enough_when_nothing_else_changed(office, page):
    write(office, page, correction=NOTE)

    office.submit(page)


def test_unchanged_page__needs_no_new_note(office, page):
    correct(office, page)
    write(office, page)

    office.submit(page)


def test_page_that_was_never_live__carries_no_note(office):
    draft = office.draft(office.classified())

    write(office, draft, correction=NOTE)

    assert office.fresh(draft).get_latest_revision_as_object().correction == ""


def test_withdrawn_page__may_come_back_without_a_note(office, page):
    publication.withdraw(page, office.webadmin, "Keterangan ternyata keliru.")
    write(office, page, summary="Lain.")

    office.submit(page)


def test_copy_of_a_corrected_page__starts_without_a_note(office, client, page):
    correct(office, page)

    copy = office.fresh(page).copy(update_attrs={"slug": "salinan"}, user=office.pengelola)

    assert copy.correction == ""
    assert copy.get_latest_revision_as_object().correction == ""


# --- in the editor -------------------------------------------------------------------------------


def edit(client: Any, page: Page, **changes: Any) -> Any:
    draft = page.get_latest_revision_as_object()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(draft, **({"correction": draft.correction} | changes))
    return client.post(address, data)


def test_editor__asks_for_the_note_at_its_field_and_keeps_what_was_typed(office, client, page):
    client.force_login(office.pengelola)

    response = edit(client, page, summary="Lain.", **{"action-submit": "1"})

    assert list(response.context["form"].errors) == ["correction"]
    assert response.context["form"]["summary"].value() == "Lain."
    assert edit(client, page, summary="Lain.").status_code == 302  # a draft may wait for it
    submitted = edit(client, page, summary="Lain.", correction=NOTE, **{"action-submit": "1"})
    assert submitted.status_code == 302


def test_editor__shows_the_panel_only_for_a_page_that_readers_know(office, client, page):
    draft = office.draft(office.classified())
    client.force_login(office.pengelola)
    address = "wagtailadmin_pages:edit"

    assert b'name="correction"' in client.get(reverse(address, args=[page.pk])).content
    assert b'name="correction"' not in client.get(reverse(address, args=[draft.pk])).content
    publication.withdraw(page, office.webadmin, "Keterangan ternyata keliru.")
    assert b'name="correction"' in client.get(reverse(address, args=[page.pk])).content


def test_preview__shows_the_note_as_readers_will(office, client, page):
    write(office, page, summary="Lain.", correction=NOTE)
    client.force_login(office.webadmin)

    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()

    assert NOTE in html
    assert NOTE not in client.get(page.url).content.decode()


# --- told ----------------------------------------------------------------------------------------


def test_readers__see_corrections_with_their_times_newest_first(office, client, page):
    assert section(client, page) == ""

    correct(office, page)
    correct(office, page, "Nama desa <i>diperbaiki</i>.")

    shown = section(client, page)
    assert shown.index("Nama desa") < shown.index(NOTE)
    assert "&lt;i&gt;diperbaiki" in shown
    assert shown.count("WITA</time>") == 2
    assert '<a href="#ralat">' in client.get(page.url).content.decode()


def test_correction_waiting_for_its_paraf__is_not_told(office, client, page):
    write(office, page, summary="Lain.", correction=NOTE)
    office.waiting_for_approval(page)

    assert NOTE not in client.get(page.url).content.decode()


def test_first_version__tells_no_correction_whatever_its_field_says(office, client):
    page = office.draft(office.classified())
    revision = page.get_latest_revision()
    revision.content["correction"] = NOTE
    revision.save()
    office.waiting_for_approval(page)
    office.approve(page)

    assert office.fresh(page).correction == NOTE
    assert NOTE not in client.get(office.fresh(page).url).content.decode()


def test_scheduled_correction__is_told_from_its_time_on(office, client, page):
    later = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    correct(office, page, go_live_at=later)
    assert notes(office.fresh(page)) == []

    with time_machine.travel(later + timedelta(minutes=5)):
        call_command("publish_scheduled", verbosity=0)

        (correction,) = corrections_of(office.fresh(page))
        assert (correction.text, correction.at) == (NOTE, later)
        assert NOTE in section(client, page)


def test_correction_that_lost_its_time__is_never_told(office, client, page):
    later = timezone.now() + timedelta(days=1)
    correct(office, page, go_live_at=later)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    client.force_login(office.webadmin)
    client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk]))

    with time_machine.travel(later + timedelta(days=1)):
        correct(office, page, "Nama desa diperbaiki.", go_live_at=None)

        assert notes(office.fresh(page)) == ["Nama desa diperbaiki."]


def test_same_note_approved_again__is_told_once(office, page):
    first = correct(office, page)
    before = corrections_of(first)
    write(office, page)
    office.waiting_for_approval(page)
    office.approve(page)

    assert corrections_of(office.fresh(page)) == before


def test_withdrawal__takes_the_corrections_along(office, page):
    correct(office, page)
    publication.withdraw(office.fresh(page), office.webadmin, "Keterangan ternyata keliru.")

    again = correct(office, page, NOTE, summary="Lain.")
    assert notes(again) == []

    assert notes(correct(office, page, "Nama desa diperbaiki.")) == ["Nama desa diperbaiki."]


def test_feed__follows_with_its_updated_date(office, client, page):
    later = timezone.now() + timedelta(hours=3)
    with time_machine.travel(later):
        corrected = correct(office, page)

        feed = ElementTree.fromstring(client.get("/berita/feed/").content)  # noqa: S314

    entry = next(e for e in feed.iter(f"{ATOM}entry") if e.find(f"{ATOM}title").text == page.title)
    updated, published = (entry.find(ATOM + name).text for name in ("updated", "published"))
    assert updated[:16] == corrected.last_published_at.isoformat()[:16]
    assert published[:16] == page.first_published_at.isoformat()[:16]


def test_corrections__cost_the_same_however_many(office, client, page):
    def cost() -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(page.url)
        return len(queries)

    correct(office, page)
    once = cost()
    for number in range(3):
        correct(office, page, f"Ralat ke-{number}: angka diperbaiki.")

    assert cost() == once
    assert len(notes(office.fresh(page))) == 4
