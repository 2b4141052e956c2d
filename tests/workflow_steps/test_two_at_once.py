"""Two people at the same instant, on real PostgreSQL with real threads."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from wagtail.models import Page, TaskState

from news import material_flow
from reports.models import PublicationRecord, WorkEvent
from tests.driver import REASON, Newsroom
from workflow_steps.refusals import DecisionRefused

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture
def live_office(transactional_db: Any, newsroom: None) -> Newsroom:
    return Newsroom()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run every act in a thread of its own from the same instant; results or exceptions."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            results[index] = act()
        except Exception as error:  # the test looks at it
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def decision(page: Any, user: Any, action: str) -> Callable[[], None]:
    """As a request does it: the task state is read before the other one commits."""
    task_state = Page.objects.get(pk=page.pk).specific.current_workflow_task_state

    def act() -> None:
        task_state.task.specific.on_action(task_state, user, action, comment=REASON)

    return act


@pytest.mark.parametrize("second_action", ["approve", "reject"])
def test_two_approvers__one_decision_one_line_one_clear_message(
    live_office: Newsroom, second_action: str
) -> None:
    office = live_office
    deputy = office.person("deputi", "Kepala Bidang Aptika")
    page = office.waiting_for_approval()
    results = at_once(
        decision(page, office.kabid, "approve"), decision(page, deputy, second_action)
    )
    refused = [r for r in results if isinstance(r, DecisionRefused)]
    assert [r for r in results if r is not None] == refused
    assert len(refused) == 1
    decided = WorkEvent.objects.filter(kind__in=["page_approved", "page_returned"])
    assert decided.count() == 1
    assert decided.get().actor_name in refused[0].message
    live = office.fresh(page).live
    assert live is (decided.get().kind == "page_approved")
    assert PublicationRecord.objects.count() == int(live)


def test_approver_and_withdrawing_author__one_outcome(live_office: Newsroom) -> None:
    office = live_office
    page = office.waiting_for_approval()
    workflow_state = page.current_workflow_state
    at_once(
        decision(page, office.kabid, "approve"),
        lambda: workflow_state.cancel(user=office.pengelola),
    )
    approved = WorkEvent.objects.filter(kind="page_approved").count()
    assert office.fresh(page).live is bool(approved)
    assert not TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).exists()


def test_ledger__many_writers_make_one_chain(live_office: Newsroom) -> None:
    from django.core.management import call_command

    office = live_office
    materials = [office.receive(f"Bahan {n}") for n in range(6)]

    def hand_over(material: Any) -> Callable[[], None]:
        return lambda: material_flow.hand_over(material, office.kontributor)

    assert at_once(*(hand_over(m) for m in materials)) == [None] * 6
    sequences = WorkEvent.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, len(sequences) + 1))
    assert WorkEvent.objects.filter(item_type="material").count() == 2 * len(materials)
    call_command("verify_ledger")


def test_material__handed_over_by_two_clicks_once(live_office: Newsroom) -> None:
    office = live_office
    material = office.receive()
    results = at_once(
        *(lambda: material_flow.hand_over(material, office.kontributor) for _ in range(2))
    )
    assert len([r for r in results if r is not None]) == 1
    assert WorkEvent.objects.filter(kind="material_handed_over").count() == 1
