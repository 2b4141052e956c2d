"""Invariant 10: whatever is live and was not initialled like that is named, with its field."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from news.models import InformationClass, NewsIndexPage, NewsPage
from reports import verification
from reports.models import VerificationRun
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document
from tests.reports.verification_kit import (
    as_json,
    codes,
    command,
    failures,
    only,
    overwrite,
    sql,
    verify,
    written,
)
from workflow_steps import gate, live_guard, publication
from workflow_steps.content import digest_of
from workflow_steps.models import PublicationAct


@pytest.fixture
def without_guards(db: Any) -> None:
    """The database's second wall is off, as for somebody who owns the database."""
    live_guard.remove(connection)


def test_verify__everything_through_the_procedure_fits(office: Newsroom) -> None:
    page = written(office)
    written(office, page, summary="Ringkasan yang diperbarui.")
    result = verify()
    assert (result.failures, result.notices) == (0, 0)
    assert result.pages == Page.objects.filter(live=True, depth__gt=1).count() == 3


def replaced(column: str) -> str:
    """SQL for the column's JSON with one text put for another."""
    if connection.vendor == "sqlite":
        return f"REPLACE({column}, %s, %s)"
    return f"REPLACE({column}::text, %s, %s)::jsonb"


@pytest.mark.usefixtures("without_guards")
class TestBehindTheBack:
    def test_changed_text__names_page_and_field(self, office: Newsroom) -> None:
        page = office.published()
        sql(
            "UPDATE news_newspage SET summary = 'lain', source = 'X' WHERE page_ptr_id = %s",
            page.pk,
        )
        finding = only("changed_text")
        assert (finding.page_id, finding.title) == (page.pk, page.title)
        assert finding.fields == ["source", "summary"]
        assert finding.field_labels == ["Sumber", "Ringkasan"]
        assert finding.url.endswith(page.url)

    def test_changed_text__in_the_body(self, office: Newsroom) -> None:
        page = written(office, body=[("paragraph", "<p>Isi yang disetujui.</p>")])
        body = replaced("body")
        sql(f"UPDATE news_newspage SET body = {body}", "disetujui", "disisipkan")  # noqa: S608
        assert only("changed_text").fields == ["body"]
        assert only("changed_text").page_id == page.pk

    def test_changed_title_of_a_standing_page__is_named(self, office: Newsroom) -> None:
        index = NewsIndexPage.objects.get()
        sql("UPDATE wagtailcore_page SET title = 'Gacor' WHERE id = %s", index.pk)
        finding = only("changed_text")
        assert (finding.page_id, finding.fields) == (index.pk, ["title"])

    def test_made_live__has_no_approval(self, office: Newsroom) -> None:
        draft = office.draft(office.classified())
        sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, draft.pk)
        assert only("no_approval").page_id == draft.pk

    def test_live_again_after_withdrawal__is_named(self, office: Newsroom) -> None:
        page = office.published()
        publication.withdraw(page, office.webadmin, REASON)
        assert failures() == set()
        sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, page.pk)
        assert only("live_after_withdrawal").page_id == page.pk

    def test_live_before_its_time__is_named(self, office: Newsroom) -> None:
        draft = office.draft(office.classified())
        draft.go_live_at = timezone.now() + timedelta(days=2)
        draft.save_revision(user=office.pengelola)
        office.waiting_for_approval(draft)
        office.approve(draft)
        assert failures() == set()
        sql("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, draft.pk)
        assert only("too_early").page_id == draft.pk

    def test_rolled_back_to_older_approved_content__is_named(self, office: Newsroom) -> None:
        page = written(office, summary="Versi pertama.")
        first = page.live_revision_id
        page = written(office, page, summary="Versi kedua.")
        sql("UPDATE news_newspage SET summary = 'Versi pertama.', correction = ''")
        finding = only("older_content")
        assert (finding.page_id, finding.fields) == (page.pk, ["correction", "summary"])
        # Also with the older revision entered as the live one: the ledger knows better.
        sql("UPDATE wagtailcore_page SET live_revision_id = %s WHERE id = %s", first, page.pk)
        assert only("older_content").page_id == page.pk

    def test_deleted_act__leaves_page_without_approval_and_ledger_with_a_gap(
        self, office: Newsroom
    ) -> None:
        page = office.published()
        act = gate.last_act(page.pk)
        assert act
        sql("DELETE FROM workflow_steps_actfile WHERE act_id = %s", act.pk)
        sql("DELETE FROM workflow_steps_approval WHERE publicationact_ptr_id = %s", act.pk)
        assert failures() == {"altered_act"}
        sql("DELETE FROM workflow_steps_publicationact WHERE id = %s", act.pk)
        assert failures() == {"no_approval", "act_gone"}

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE workflow_steps_approval SET note = 'sah'",
            "UPDATE workflow_steps_publicationact SET actor_name = 'Orang lain'",
            "UPDATE workflow_steps_actfile SET sha256 = 'lain'",
        ],
    )
    def test_altered_act__is_named(self, office: Newsroom, statement: str) -> None:
        page = office.published()
        sql(statement)
        found = {f.page_id for f in verify(store=False).findings if f.code == "altered_act"}
        assert page.pk in found

    def test_act_forged_with_a_fitting_seal__is_not_in_the_ledger(self, office: Newsroom) -> None:
        page = office.published()
        sql("UPDATE news_newspage SET summary = 'lain' WHERE page_ptr_id = %s", page.pk)
        forged = gate.last_act(page.pk)
        assert forged
        approval = forged.approval
        approval.content = approval.content | {"summary": "lain"}
        approval.digest = digest_of(office.fresh(page))
        seal = approval.computed_seal()
        content = replaced("content")
        sql(
            f"UPDATE workflow_steps_publicationact SET content = {content}",  # noqa: S608
            page.summary,
            "lain",
        )
        sql(
            "UPDATE workflow_steps_publicationact SET digest = %s, seal = %s WHERE id = %s",
            approval.digest,
            seal,
            forged.pk,
        )
        assert "act_not_in_ledger" in failures()
        assert "altered_act" not in failures()

    def test_alias_and_ungated_page__are_named(self, office: Newsroom) -> None:
        page = office.published()
        home = page.get_parent().get_parent()
        plain = Page(title="Sisipan", slug="sisipan", live=True)
        home.add_child(instance=plain)
        assert only("ungated_page").page_id == plain.pk
        alias = office.draft()
        sql(
            "UPDATE wagtailcore_page SET live = %s, alias_of_id = %s WHERE id = %s",
            True,
            page.pk,
            alias.pk,
        )
        assert only("alias").page_id == alias.pk

    def test_exempt_information__is_named(self, office: Newsroom) -> None:
        page = office.published()
        exempt = InformationClass.objects.get(code="dikecualikan")
        sql("UPDATE news_newspage SET information_class_id = %s", exempt.pk)
        assert only("never_public").page_id == page.pk
        assert only("changed_text").fields == ["information_class"]

    def test_missing_guards_and_left_authority__are_named(self, office: Newsroom) -> None:
        gate.TransactionAuthority.objects.create(page_id=None)
        found = {f.code for f in verify(store=False).findings}
        assert {"guard_missing", "leftover_authority"} <= found


# --- files ---------------------------------------------------------------------------------


def test_swapped_image__is_named(office: Newsroom) -> None:
    page = office.published()
    overwrite(page.hero_image.file)
    finding = only("changed_file")
    assert finding.page_id == page.pk
    assert page.hero_image.title in finding.detail


def test_swapped_document__is_named(office: Newsroom) -> None:
    edict = document("Surat edaran banjir")
    page = written(office, body=[("documents", [edict])])
    assert failures() == set()
    overwrite(edict.file)
    finding = only("changed_file")
    assert finding.page_id == page.pk
    assert "Surat edaran banjir" in finding.detail


def test_missing_file__is_named(office: Newsroom) -> None:
    page = office.published()
    page.hero_image.file.storage.delete(page.hero_image.file.name)
    assert only("missing_file").page_id == page.pk


def test_swapped_rendition__is_named(office: Newsroom, client: Client) -> None:
    page = office.published()
    assert client.get(page.url).status_code == 200
    assert failures() == set()
    rendition = page.hero_image.renditions.first()
    overwrite(rendition.file)
    finding = only("changed_rendition")
    assert finding.page_id == page.pk
    assert rendition.file.name in finding.detail
    rendition.file.storage.delete(rendition.file.name)
    assert only("missing_rendition").page_id == page.pk


def test_library_title__may_change_without_a_word(office: Newsroom) -> None:
    page = office.published()
    image = page.hero_image
    image.title = "Judul pustaka yang lebih baik"
    image.save()
    assert codes() == set()


# --- emergencies ---------------------------------------------------------------------------


def test_emergency__is_a_notice_until_it_is_initialled(office: Newsroom) -> None:
    page = office.draft(office.classified())
    page.information_class = InformationClass.objects.get(code="serta_merta")
    page.save_revision(user=office.pengelola)
    digest = digest_of(page)
    due = timezone.now() + timedelta(hours=1)
    emergency = publication.publish_in_emergency(page, office.webadmin, REASON, digest, due)
    assert codes() == {"emergency_open"}
    assert failures() == set()
    publication.initial_afterwards(emergency, office.kabid, digest)
    assert codes() == set()


def test_emergency__overdue_is_a_notice_of_its_own(office: Newsroom) -> None:
    page = office.draft(office.classified())
    page.information_class = InformationClass.objects.get(code="serta_merta")
    page.save_revision(user=office.pengelola)
    due = timezone.now() - timedelta(minutes=1)
    publication.publish_in_emergency(page, office.webadmin, REASON, digest_of(page), due)
    assert codes() == {"emergency_overdue"}


# --- schedules and other people at work -----------------------------------------------------


def test_scheduled_update__leaves_what_is_live_in_force(office: Newsroom) -> None:
    page = written(office, summary="Versi pertama.")
    written(office, page, summary="Besok.", go_live_at=timezone.now() + timedelta(days=1))
    assert office.fresh(page).summary == "Versi pertama."
    assert codes() == set()


def test_approval_during_the_run__is_no_false_alarm(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = written(office, summary="Versi pertama.")
    page.summary, page.correction = "Versi kedua.", "Ringkasan diperbaiki."
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    approvals = [page]
    gather = verification.on_record

    def approve_before_the_acts_are_read(pages: Any) -> Any:
        if approvals:
            office.approve(approvals.pop())
        return gather(pages)

    monkeypatch.setattr(verification, "on_record", approve_before_the_acts_are_read)
    assert failures() == set()
    assert not approvals
    assert office.fresh(page).summary == "Versi kedua."


def test_page_that_cannot_be_checked__is_a_failure_and_stops_nothing(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, swapped = office.published(), office.published()
    overwrite(swapped.hero_image.file)
    read = verification.content_of

    def fail_for_one(page: Any, **kwargs: Any) -> Any:
        if page.pk == broken.pk:
            raise ValueError("rusak")
        return read(page, **kwargs)

    monkeypatch.setattr(verification, "content_of", fail_for_one)
    assert "rusak" in only("check_failed").detail
    assert only("check_failed").page_id == broken.pk
    assert only("changed_file").page_id == swapped.pk


def test_run__costs_a_small_constant_for_each_further_page(
    office: Newsroom, django_assert_max_num_queries: Any
) -> None:
    for _ in range(2):
        office.published()

    def cost() -> int:
        with django_assert_max_num_queries(1000) as queries:
            verify(store=False)
        return len(queries)

    few = cost()
    for _ in range(6):
        office.published()
    assert cost() - few <= 6 * 2


# --- the database's own guards ---------------------------------------------------------------


def test_act__database_refuses_to_delete_it(office: Newsroom) -> None:
    live_guard.install(connection)
    office.published()
    for table in ("approval", "actfile", "publicationact"):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(f"DELETE FROM workflow_steps_{table}")  # noqa: S608
    assert PublicationAct.objects.exists()
    assert codes() == set()


# --- the command ----------------------------------------------------------------------------


def test_command__says_that_all_is_well(office: Newsroom) -> None:
    office.published()
    out, error = command()
    assert error is None
    assert "3" in out
    run = VerificationRun.objects.get()
    assert (run.pages, run.failures, run.notices, run.findings) == (3, 0, 0, [])
    assert run.finished_at


def test_command__names_page_and_field_and_exits_with_1(office: Newsroom) -> None:
    page = office.published()
    live_guard.remove(connection)
    sql("UPDATE news_newspage SET summary = 'lain' WHERE page_ptr_id = %s", page.pk)
    live_guard.install(connection)
    out, error = command()
    assert error
    assert error.returncode == 1
    assert page.title in out
    assert "summary" in out
    assert VerificationRun.objects.get().failures == 1


def test_command__json_is_for_programs(office: Newsroom) -> None:
    page = office.published()
    overwrite(page.hero_image.file)
    data = as_json("--no-store")
    assert (data["pages"], data["failures"]) == (3, 1)
    (finding,) = data["findings"]
    assert (finding["severity"], finding["code"]) == ("failure", "changed_file")
    assert (finding["page_id"], finding["fields"]) == (page.pk, ["files"])
    assert finding["message"]
    assert not VerificationRun.objects.exists()


def test_runs__the_oldest_give_way(office: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "RUNS_KEPT", 2)
    first = VerificationRun.objects.create(started_at=timezone.now() - timedelta(days=1))
    for _ in range(2):
        verify()
    assert VerificationRun.objects.count() == 2
    assert not VerificationRun.objects.filter(pk=first.pk).exists()


def test_page_types__every_live_page_is_compared(office: Newsroom) -> None:
    assert not NewsPage.objects.filter(live=True).exists()
    assert as_json()["pages"] == 2  # front page and news list, by recorded authority
