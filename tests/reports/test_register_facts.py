"""What becomes of a line after it was entered: corrections, withdrawal; and old lines catch up."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from reports.models import PublicationRecord, WorkEvent
from tests.driver import Newsroom
from tests.news.test_correction import correct, write
from workflow_steps import publication

backfill = import_module("reports.migrations.0006_register_and_letterhead").backfill
Kind = WorkEvent.Kind
REASON = "Acara dibatalkan oleh panitia."


def rows() -> list[PublicationRecord]:
    return list(PublicationRecord.objects.order_by("pk"))


def told(record: PublicationRecord) -> list[tuple[str, str]]:
    return [(note["number"], note["text"]) for note in record.corrections]


def test_line__knows_its_reviewer_and_its_line_in_the_ledger(office: Newsroom) -> None:
    office.webadmin.office_title = "Pranata Komputer"
    office.webadmin.save()
    office.published()
    record = rows()[0]
    assert (record.reviewer_office, record.reviewer_capacity) == ("Pranata Komputer", "definitif")
    assert record.ledger_line
    line = WorkEvent.objects.get(sequence=record.ledger_line)
    assert (line.kind, line.data["register_number"]) == (
        Kind.PAGE_RECORDED,
        record.register_number,
    )


def test_correction__stands_in_its_own_line_and_in_those_it_corrects(office: Newsroom) -> None:
    page = office.published()
    correct(office, page, "Jumlahnya 40.")
    correct(office, page, "Tempatnya Loa Kulu.")
    other = office.published()
    first, second, third, fourth = rows()
    one, two = (
        (second.register_number, "Jumlahnya 40."),
        (
            third.register_number,
            "Tempatnya Loa Kulu.",
        ),
    )
    assert [told(row) for row in (first, second, third)] == [[one, two], [one, two], [two]]
    assert (fourth.page_id, fourth.corrections) == (other.pk, [])
    lines = WorkEvent.objects.filter(kind=Kind.PAGE_RECORDED, item_id=page.pk)
    recorded = [line.data.get("correction") for line in lines.order_by("sequence")]
    assert recorded == [None, "Jumlahnya 40.", "Tempatnya Loa Kulu."]


def test_withdrawal__marks_every_version_and_no_later_one(office: Newsroom) -> None:
    page = office.published()
    correct(office, page)
    publication.withdraw(page, office.webadmin, REASON)
    write(office, page, summary="Diperbaiki.")
    office.waiting_for_approval(office.fresh(page))
    office.approve(page)
    first, second, third = rows()
    event = WorkEvent.objects.get(kind=Kind.PAGE_WITHDRAWN)
    for row in (first, second):
        assert (row.withdrawn_at, row.withdrawal_reason) == (event.at, REASON)
        assert row.withdrawn_by == str(office.webadmin)
    assert (third.withdrawn_at, third.corrections, third.is_update) == (None, [], True)


def test_expiry__is_a_withdrawal_by_nobody(office: Newsroom) -> None:
    page = office.published()
    page.expire_at = timezone.now() + timedelta(minutes=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        call_command("publish_scheduled")
    row = rows()[0]
    assert row.withdrawn_at
    assert (row.withdrawn_by, bool(row.withdrawal_reason)) == ("", True)


def test_scheduled_correction__is_told_when_it_goes_live(office: Newsroom) -> None:
    page = office.published()
    later = timezone.now() + timedelta(hours=1)
    write(office, page, correction="Jamnya 09.00.", summary="Lain.", go_live_at=later)
    office.waiting_for_approval(page)
    office.approve(page)
    assert rows()[0].corrections == []
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
    assert [len(row.corrections) for row in rows()] == [1, 1]


FIELDS = (
    "reviewer_office",
    "reviewer_capacity",
    "withdrawn_at",
    "withdrawn_by",
    "withdrawal_reason",
    "corrections",
    "ledger_line",
)


def facts() -> list[dict[str, Any]]:
    return list(PublicationRecord.objects.order_by("pk").values(*FIELDS))


@pytest.mark.parametrize("ended", [False, True])
def test_old_lines__are_brought_to_what_new_ones_know(office: Newsroom, ended: bool) -> None:
    page = office.published()
    correct(office, page, "Jumlahnya 40.")
    if ended:
        publication.withdraw(page, office.webadmin, REASON)
        write(office, page, summary="Diperbaiki.")
        office.waiting_for_approval(office.fresh(page))
        office.approve(page)
        correct(office, page, "Tempatnya Loa Kulu.")
    office.published()
    known = facts()
    PublicationRecord.objects.update(
        reviewer_office="",
        reviewer_capacity="",
        withdrawn_at=None,
        withdrawn_by="",
        withdrawal_reason="",
        corrections=[],
        ledger_line=None,
    )
    backfill(apps, None)
    assert facts() == known


def test_line_without_ledger_or_act__stays_as_it_is(office: Newsroom) -> None:
    from .register_kit import record

    record(1, ledger_line=None).save()
    backfill(apps, None)
    assert rows()[0].ledger_line is None
