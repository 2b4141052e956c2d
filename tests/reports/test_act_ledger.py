"""``verify_ledger`` holds the acts of publication against the ledger, in both directions."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports import act_ledger
from reports.models import WorkEvent
from tests.driver import REASON, Newsroom
from tests.reports.verification_kit import sql
from workflow_steps import live_guard, publication
from workflow_steps.models import PublicationAct


@pytest.fixture
def attacked(office: Newsroom) -> Any:
    """A page that went live, and the guards off."""
    page = office.published()
    live_guard.remove(connection)
    return page


def verify() -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    return out.getvalue()


def reasons() -> set[str]:
    return {fault.reason for fault in act_ledger.faults()}


def test_acts__each_stands_in_the_ledger(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    office.waiting_for_approval(page)
    office.approve(page)
    assert verify()
    lines = WorkEvent.objects.filter(data__act__isnull=False)
    assert lines.count() == PublicationAct.objects.count()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE workflow_steps_approval SET note = 'sah'", act_ledger.ALTERED),
        ("UPDATE workflow_steps_publicationact SET seal = 'lain'", act_ledger.OTHER_SEAL),
        ("DELETE FROM workflow_steps_approval", act_ledger.ALTERED),
    ],
)
def test_altered_act__is_named(attacked: Any, statement: str, reason: str) -> None:
    sql(statement)
    assert reason in reasons()
    with pytest.raises(CommandError, match=attacked.title):
        verify()


def test_removed_act__is_missed(attacked: Any) -> None:
    for table in ("actfile", "approval", "recordedauthority", "publicationact"):
        sql(f"DELETE FROM workflow_steps_{table}")  # noqa: S608
    assert reasons() == {act_ledger.MISSING}
    with pytest.raises(CommandError):
        verify()


def test_invented_act__is_not_in_the_ledger(attacked: Any) -> None:
    act: Any = PublicationAct.objects.filter(kind="approval").get().approval
    act.pk = act.publicationact_ptr_id = act.id = None
    act._state.adding = True
    act.save()
    assert reasons() == {act_ledger.NOT_IN_LEDGER}
