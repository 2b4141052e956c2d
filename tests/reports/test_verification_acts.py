"""Acts and lines of the ledger that nobody wrote, with the guards in place or put back."""

import json
from typing import Any

from django.db import connection
from django.test import Client

from reports import ledger_lines
from reports.chain import line_hash
from reports.models import LedgerHead, WorkEvent
from tests.driver import REASON, Newsroom
from tests.reports.verification_kit import (
    codes,
    failures,
    insert,
    insert_act,
    only,
    sql,
    verify,
    with_authority,
    written,
)
from workflow_steps import digest, gate, live_guard, publication
from workflow_steps.models import Approval
from workflow_steps.models.acts import ActFile


def test_inserted_correction__is_not_in_the_ledger(office: Newsroom) -> None:
    page = written(office)
    page = written(office, page, summary="Ringkasan kedua.")
    act = insert_act(page, "approval", content=json.dumps({"correction": "Kunjungi tempat ini"}))
    assert "Kunjungi tempat ini" in Client().get(page.url).content.decode()
    finding = only("act_not_in_ledger")
    assert (finding.page_id, str(act) in finding.detail) == (page.pk, True)


def test_inserted_withdrawal__of_a_draft_is_named(office: Newsroom) -> None:
    draft = office.draft(office.classified())
    act = insert_act(draft, "withdrawal", page_title="Kabar bohong")
    row = {"publicationact_ptr_id": act, "reason": "Segera mengungsi semua", "automatic": False}
    insert("workflow_steps_withdrawal", "publicationact_ptr_id", **row)
    assert Client().get(draft.full_url).status_code == 410
    assert only("act_not_in_ledger").page_id == draft.pk


def test_rewritten_withdrawal__is_named(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    assert codes() == set()
    live_guard.remove(connection)
    sql("UPDATE workflow_steps_withdrawal SET reason = 'Segera mengungsi semua warga'")
    live_guard.install(connection)
    assert only("altered_act").page_id == page.pk


def test_deleted_withdrawal__is_missed(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    act = gate.last_act(page.pk)
    assert act
    live_guard.remove(connection)
    sql("DELETE FROM workflow_steps_actfile WHERE act_id = %s", act.pk)
    sql("DELETE FROM workflow_steps_withdrawal")
    sql("DELETE FROM workflow_steps_publicationact WHERE id = %s", act.pk)
    live_guard.install(connection)
    assert only("act_gone").page_id == page.pk
    with_authority("UPDATE wagtailcore_page SET live = %s WHERE id = %s", True, page.pk)
    assert only("act_gone").page_id == page.pk


def test_act_of_a_page_that_is_gone__is_checked_too(office: Newsroom) -> None:
    page = office.draft()
    insert_act(page, "approval")
    page.delete()
    assert only("act_not_in_ledger").page_id is None


def forged(page: Any, **changes: str) -> Approval:
    """An approval of other content, sealed as it should be, that the ledger does not know."""
    act = Approval.objects.get(page_id=page.pk)
    files = list(ActFile.objects.filter(act_id=act.pk))
    act.pk = act.id = act.publicationact_ptr_id = None  # type: ignore[assignment]
    act._state.adding = True
    act.content = act.content | changes
    act.save()
    for file in files:
        file.pk, file.act_id, file._state.adding = None, act.pk, True
        file.save()
    return act


def forge_lines(act: Approval, first: int, *, follows: str = "") -> None:
    """The ledger's lines of the real approval once more, for another act."""
    rows = WorkEvent.objects.filter(
        item_type="page", item_id=act.page_id, kind__in=("page_approved", "page_published")
    )
    for number, line in enumerate(list(rows.order_by("sequence")), first):
        line.pk, line.sequence, line._state.adding = None, number, True
        line.digest, line.hash = act.digest, f"junk{number}"
        if "act" in line.data:
            line.data |= {"act": act.pk, "seal": act.seal}
        if follows:
            line.previous_hash = follows
            follows = line.hash = line_hash(follows, line.hashed_fields())
        line.save()


def test_forged_approval__with_worthless_lines_in_the_ledger(office: Newsroom) -> None:
    page = office.published()
    act = forged(page, summary="Ringkasan sisipan.")
    forge_lines(act, 10**6)
    with_authority("UPDATE news_newspage SET summary = 'Ringkasan sisipan.'")
    assert digest.digest(act.content) == act.digest
    assert failures() == {"broken_ledger", "act_not_in_ledger", "older_content"}
    assert only("act_not_in_ledger").page_id == page.pk


def test_forged_approval__with_lines_that_hash_behind_the_end(office: Newsroom) -> None:
    page = office.published()
    act = forged(page, summary="Ringkasan sisipan.")
    end = LedgerHead.objects.get()
    forge_lines(act, end.sequence + 1, follows=end.hash)
    with_authority("UPDATE news_newspage SET summary = 'Ringkasan sisipan.'")
    assert {"broken_ledger", "act_not_in_ledger"} <= failures()


def test_changed_line__is_a_failure_of_the_ledger_alone(office: Newsroom) -> None:
    office.published()
    live_guard.remove(connection)
    sql("UPDATE reports_workevent SET item_title = 'Lain' WHERE sequence = 3")
    live_guard.install(connection)
    assert failures() == {"broken_ledger"}
    assert only("broken_ledger").detail == "3"


def test_line_written_during_the_walk__is_no_fault(office: Newsroom, monkeypatch: Any) -> None:
    """The office works on while the chain is walked."""
    office.published()
    read = ledger_lines.read
    waiting = [office.published]

    def write_another(after: int = 0) -> Any:
        yield from list(read(after))
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(ledger_lines, "read", write_another)
    assert failures() == set()
    assert not waiting


def test_acts__every_one_of_every_page_in_a_fixed_number_of_queries(
    office: Newsroom, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(1000) as queries:
            verify(store=False)
        return len(queries)

    page = office.published()
    publication.withdraw(office.published(), office.webadmin, REASON)
    few = cost()
    for number in range(3):
        page = written(office, page, summary=f"Ringkasan {number}.", correction=f"Ralat {number}.")
        publication.withdraw(office.published(), office.webadmin, REASON)
    assert cost() == few
