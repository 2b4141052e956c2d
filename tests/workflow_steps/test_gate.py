"""The choke point itself: what the last act allows, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from news.models import InformationClass
from tests.driver import Newsroom
from workflow_steps import gate, publication
from workflow_steps.content import content_of, digest_of
from workflow_steps.models import Approval, PublicationAct, TransactionAuthority
from workflow_steps.record import put_live
from workflow_steps.refusals import DecisionRefused, PublicationRefused


def corrected(office: Newsroom, page: Any, title: str, **fields: Any) -> Any:
    """A new draft of a live page, with what a correction needs."""
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title, draft.correction = title, f"Judul menjadi {title}."
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=office.pengelola)


def test_paraf__keeps_who_what_and_when(office: Newsroom) -> None:
    office.kabid.office_title = "Kepala Bidang Aptika"
    office.kabid.save()
    page = office.published()
    paraf = Approval.objects.get()
    assert (paraf.actor_name, paraf.actor_office, paraf.capacity, paraf.round) == (
        "Kabid",
        "Kepala Bidang Aptika",
        "definitif",
        1,
    )
    assert (paraf.page_id, paraf.revision_id) == (page.pk, page.live_revision_id)
    assert paraf.content == content_of(page)
    assert paraf.digest == digest_of(page)
    assert paraf.seal == paraf.computed_seal()
    assert paraf.files.get().sha256 == paraf.content["files"][0]["sha256"]
    assert not TransactionAuthority.objects.exists()


def test_older_approved_text__needs_a_new_paraf(office: Newsroom) -> None:
    page = office.published()
    first = page.live_revision
    corrected(office, page, "Judul kedua")
    office.waiting_for_approval(page)
    office.approve(page)
    with pytest.raises(PublicationRefused):
        first.publish()
    assert office.fresh(page).title == "Judul kedua"


def test_withdrawn__comes_back_by_a_new_paraf_only(office: Newsroom) -> None:
    page = office.published()
    approved = page.live_revision
    publication.withdraw(page, office.webadmin, "Data belum lengkap.")
    with pytest.raises(PublicationRefused):
        approved.publish()
    assert not office.fresh(page).live
    corrected(office, page, "Judul baru")
    office.waiting_for_approval(page)
    office.approve(page)
    assert office.fresh(page).live


def test_live_page__nobody_schedules_what_was_not_initialled(office: Newsroom) -> None:
    page = office.published()
    revision = corrected(office, page, "Slot gacor", go_live_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(PublicationRefused):
        revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


@pytest.mark.parametrize("names", [None, ["title"], ["title", "live"], ["summary"]])
def test_save__of_a_live_page_with_other_content(office: Newsroom, names: list[str] | None) -> None:
    page = office.published()
    before = page.title, page.summary
    page.title = page.summary = "Slot gacor"
    with pytest.raises(PublicationRefused), transaction.atomic():
        page.save(update_fields=names)
    page = office.fresh(page)
    assert (page.title, page.summary) == before


def test_save__of_a_live_page_unchanged_needs_nothing(office: Newsroom) -> None:
    page = office.published()
    page.save()
    page.expire_at = timezone.now() + timedelta(days=9)
    page.save(update_fields=["expire_at"])
    assert PublicationAct.objects.filter(page_id=page.pk).count() == 1


def test_exempt__is_stopped_even_with_a_paraf_when_its_time_comes(office: Newsroom) -> None:
    page = office.draft(office.classified())
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    revision = office.fresh(page).revisions.get(approved_go_live_at__isnull=False)
    InformationClass.objects.filter(code="berkala").update(code="x")
    InformationClass.objects.filter(code="dikecualikan").delete()
    InformationClass.objects.filter(code="x").update(code="dikecualikan")
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    with pytest.raises(CommandError):
        call_command("publish_scheduled")
    assert not office.fresh(page).live


def test_file_exchanged_while_it_waits__is_not_approved(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    file = office.fresh(page).get_latest_revision_as_object().hero_image.file
    with file.storage.open(file.name, "wb") as stream:
        stream.write(b"another picture altogether")
    with pytest.raises(DecisionRefused, match="Berkas"):
        office.approve(page)
    file.storage.delete(file.name)
    with pytest.raises(DecisionRefused):
        office.approve(page)
    assert not office.fresh(page).live


def test_copy__is_a_draft_and_needs_its_own_paraf(office: Newsroom) -> None:
    page = office.published()
    copy = page.copy(update_attrs={"slug": "salinan"}, keep_live=True)
    assert not copy.live
    assert not PublicationAct.objects.filter(page_id=copy.pk).exists()
    with pytest.raises(PublicationRefused):
        copy.get_latest_revision().publish()


def test_alias__cannot_be(office: Newsroom) -> None:
    page = office.published()
    with pytest.raises(PublicationRefused), transaction.atomic():
        page.create_alias(update_slug="cermin", parent=office.index)
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_recorded_authority__is_for_exactly_that_content(office: Newsroom) -> None:
    home = Page.objects.get(depth=2).specific
    home.intro = "Disetujui lewat migrasi."
    put_live(home, "Sambutan baru, menurut nota dinas.")
    assert gate.last_act(home.pk).kind == "recorded"  # type: ignore[union-attr]
    home.intro = "Slot gacor"
    with pytest.raises(PublicationRefused), transaction.atomic():
        home.save()


def test_scheduled_and_withdrawn_in_between__does_not_come_back(office: Newsroom) -> None:
    page = office.published()
    corrected(office, page, "Judul kedua", go_live_at=timezone.now() + timedelta(hours=1))
    office.waiting_for_approval(page)
    office.approve(page)
    assert office.fresh(page).live
    publication.withdraw(office.fresh(page), office.webadmin, "Diturunkan sebelum ralat.")
    assert not office.fresh(page).revisions.filter(approved_go_live_at__isnull=False).exists()
    call_command("publish_scheduled")
    assert not office.fresh(page).live


def test_live_page__an_id_inside_a_table_is_content_too(office: Newsroom) -> None:
    """Wagtail's blocks have ids that are none; this one only looks like those."""

    def body(word: str) -> list[Any]:
        cell = {"type": "a", "value": "b", "id": word}
        return [("table", {"data": [["Hari", cell]], "table_caption": "Jam"})]

    page = office.fresh(office.published())
    page.body = body("jujur")
    put_live(page, "Jadwal menurut nota dinas.")
    live = office.fresh(page)
    live.body = body("slot-gacor")
    with pytest.raises(PublicationRefused):
        live.save()
