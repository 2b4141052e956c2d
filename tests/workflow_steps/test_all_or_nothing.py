"""A decision and everything that follows from it happen together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from wagtail.models import TaskState

from reports.models import LedgerHead, PublicationRecord, StepTiming, WorkEvent
from tests.driver import Newsroom

WRITES = ("INSERT", "UPDATE", "DELETE")


class PowerFailureError(BaseException):
    """Not an ``Exception``: nothing may catch it and carry on."""


@contextmanager
def power_fails_at_write(number: int) -> Iterator[list[str]]:
    """Raise instead of running the ``number``-th writing statement (1-based)."""
    seen: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            seen.append(sql)
            if len(seen) == number:
                raise PowerFailureError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def snapshot(office: Newsroom, page: Any) -> dict[str, Any]:
    fresh = office.fresh(page)
    return {
        "live": fresh.live,
        "live_revision": fresh.live_revision_id,
        "task": fresh.current_workflow_task_state and fresh.current_workflow_task_state.status,
        "events": WorkEvent.objects.count(),
        "head": LedgerHead.objects.get().hash,
        "records": PublicationRecord.objects.count(),
        "timings": list(StepTiming.objects.order_by("pk").values_list("step", "outcome")),
        "states": list(TaskState.objects.order_by("pk").values_list("status", flat=True)),
    }


def fail_at_every_write(office: Newsroom, page: Any, act: Any) -> int:
    """Let ``act`` fail at its first, second, … write; returns the number of writes it has."""
    before = snapshot(office, page)
    for number in range(1, 400):
        with power_fails_at_write(number) as seen:
            try:
                act(page)
            except PowerFailureError:
                assert snapshot(office, page) == before, seen[-1]
                continue
        return len(seen)
    raise AssertionError("never succeeded")


def test_approval__power_failure_at_any_write_leaves_nothing(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    writes = fail_at_every_write(office, page, office.approve)
    assert writes > 15, "publication, ledger, timings and register are all in it"
    assert office.fresh(page).live
    assert WorkEvent.objects.filter(kind="page_approved").count() == 1
    assert PublicationRecord.objects.count() == 1


def test_return__power_failure_at_any_write_leaves_nothing(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    fail_at_every_write(office, page, office.send_back)
    assert WorkEvent.objects.filter(kind="page_returned").count() == 1


def test_review__power_failure_at_any_write_leaves_nothing(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    fail_at_every_write(office, page, office.pass_review)
    assert WorkEvent.objects.filter(kind="review_passed").count() == 1


def test_scheduled_publication__power_failure_at_any_write_leaves_nothing(
    office: Newsroom,
) -> None:
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    page = office.draft(office.classified())
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    revision = office.fresh(page).scheduled_revision
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        fail_at_every_write(office, page, lambda page: revision.publish())
    assert office.fresh(page).live
    assert PublicationRecord.objects.count() == 1


@pytest.mark.parametrize("broken", ["reports.ledger.line_hash", "reports.register.enter"])
def test_approval__is_undone_when_the_ledger_or_the_register_fails(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    page = office.waiting_for_approval()
    before = snapshot(office, page)
    with monkeypatch.context() as patch:
        patch.setattr(broken, lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.approve(page)
    assert snapshot(office, page) == before
