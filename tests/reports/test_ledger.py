"""The ledger: append-only, in the transaction of what it records, and it outlives everything."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override
from wagtail.models import Page

from reports.ledger import Item, append
from reports.models import LedgerHead, PublicationRecord, StepTiming, WorkEvent
from tests.driver import REASON, Newsroom
from workflow_steps import procedure_flow, publication
from workflow_steps.append_only import AppendOnlyError
from workflow_steps.models.procedure import office_today


def verify() -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    return out.getvalue()


def tamper(sql: str, *params: Any) -> None:
    """Behind the application's back, with whatever guards the table switched off."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_ledger__records_who_with_office_copied(office: Newsroom) -> None:
    office.kabid.office_title = "Plt. Kepala Bidang"
    office.kabid.save()
    page = office.published()
    approved = WorkEvent.objects.get(kind="page_approved", item_id=page.pk)
    assert (approved.actor_name, approved.actor_office) == ("Kabid", "Plt. Kepala Bidang")
    office.kabid.office_title = "Kepala Bidang"
    office.kabid.save()
    approved.refresh_from_db()
    assert approved.actor_office == "Plt. Kepala Bidang"
    live = WorkEvent.objects.get(kind="page_published", item_id=page.pk)
    assert (live.actor_name, live.capacity) == ("", "sistem")


def test_ledger__return_carries_its_reason(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    assert WorkEvent.objects.get(kind="page_returned").data["reason"] == REASON


def test_ledger__outside_a_transaction_is_refused(transactional_db: Any) -> None:
    with pytest.raises(RuntimeError):
        append("page_deleted", Item("page", 1, "x"))


def test_ledger__rolled_back_with_what_it_records(office: Newsroom) -> None:
    before = WorkEvent.objects.count()
    with transaction.atomic():
        office.receive()
        transaction.set_rollback(True)
    assert WorkEvent.objects.count() == before
    office.receive()
    assert re.search(rf"\b{before + 1}\b", verify())


def test_ledger__cannot_be_rewritten_through_the_models(office: Newsroom) -> None:
    office.receive()
    event = WorkEvent.objects.get(kind="material_received")
    event.item_title = "lain"
    for attempt in (
        event.save,
        event.delete,
        WorkEvent.objects.all().delete,
        lambda: WorkEvent.objects.update(item_title="lain"),
        lambda: WorkEvent.objects.bulk_update([event], ["item_title"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_ledger_and_register__outlive_page_revisions_and_people(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, "Diturunkan untuk pemeriksaan.")
    page.revisions.all().delete()
    for person in office.people.values():
        person.delete()
    title = page.title
    kinds = WorkEvent.objects.filter(item_type="page", item_id=page.pk).order_by("sequence")
    assert list(kinds.values_list("kind", flat=True))[-2:] == ["page_recorded", "page_withdrawn"]
    record = PublicationRecord.objects.get(page_id=page.pk)
    assert (record.title, record.approver, record.writer) == (title, "Kabid", "Pengelola")
    assert verify()


def test_page_deleted__stops_its_clocks(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    Page.objects.get(pk=page.pk).delete()
    assert set(StepTiming.objects.filter(item_type="page").values_list("step", "outcome")) == {
        (3, "completed"),
        (4, "abandoned"),
    }


def test_register__numbers_are_consecutive_and_complete(office: Newsroom) -> None:
    pages = [office.published() for _ in range(3)]
    records = PublicationRecord.objects.order_by("number")
    assert [r.number for r in records] == [1, 2, 3]
    first = records[0]
    assert first.page_id == pages[0].pk
    assert first.url.endswith(pages[0].url)
    assert first.category
    assert first.information_class
    assert (first.source, first.writer, first.reviewer, first.approver) == (
        "Dinas Dukcapil",
        "Pengelola",
        "Webadmin",
        "Kabid",
    )
    assert first.completed_at >= first.published_at


def test_register__is_written_in_the_offices_language(office: Newsroom) -> None:
    with override("en"):
        office.published()
    assert PublicationRecord.objects.get().page_type == "berita"


def test_verify_ledger__names_the_first_line_that_does_not_fit(
    office: Newsroom, without_ledger_guard: None
) -> None:
    office.published()
    assert "utuh" in verify() or "intact" in verify()
    tamper("UPDATE reports_workevent SET item_title = 'slot gacor' WHERE sequence = 4")
    with pytest.raises(CommandError, match=r"\b4\b"):
        verify()


def test_verify_ledger__names_a_removed_line(office: Newsroom, without_ledger_guard: None) -> None:
    office.published()
    tamper("DELETE FROM reports_workevent WHERE sequence = 2")
    with pytest.raises(CommandError, match=r"\b2\b"):
        verify()


def test_verify_ledger__notices_a_cut_off_end(office: Newsroom, without_ledger_guard: None) -> None:
    office.published()
    last = LedgerHead.objects.get().sequence
    tamper("DELETE FROM reports_workevent WHERE sequence = %s", last)
    with pytest.raises(CommandError, match=rf"\b{last}\b"):
        verify()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reports_workevent SET item_title = 'slot gacor'",
        "DELETE FROM reports_workevent",
    ],
)
def test_ledger__database_refuses_to_rewrite_it(
    office: Newsroom, ledger_guard_on: None, sql: str
) -> None:
    office.receive()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(sql)
    assert verify()


def test_ledger__records_who_changed_the_standard(office: Newsroom) -> None:
    draft = procedure_flow.new_version(office.webadmin)
    adopted = procedure_flow.adopt(draft, office_today() + timedelta(days=7), office.webadmin)
    procedure_flow.withdraw_adoption(adopted, office.webadmin)
    lines = WorkEvent.objects.filter(item_type="procedure").order_by("sequence")
    assert list(lines.values_list("kind", "actor_name")) == [
        ("procedure_adopted", "Webadmin"),
        ("procedure_withdrawn", "Webadmin"),
    ]
    assert verify()
