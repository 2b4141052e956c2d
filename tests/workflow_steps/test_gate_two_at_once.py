"""What is public is decided once, on real PostgreSQL with real threads ("Done when" 5).

Every pair meets several times. Whoever comes second is told so; no record is lost, nobody waits
for ever, and the ledger stays one chain.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from news.models import InformationClass, PressImage
from reports.models import WorkEvent
from reports.verification import verify
from tests.driver import REASON, Newsroom
from tests.security.stateful.world import picture_file
from workflow_steps import gate, publication
from workflow_steps.content import digest_of
from workflow_steps.gate import last_act
from workflow_steps.models import (
    Approval,
    EmergencyPublication,
    PublicationAct,
    TransactionAuthority,
    Withdrawal,
)
from workflow_steps.refusals import WorkflowRefusal

from .test_two_at_once import at_once, decision

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]
MEETINGS = 4


@pytest.fixture
def office(transactional_db: Any, newsroom: None) -> Newsroom:
    return Newsroom()


@pytest.fixture(autouse=True)
def _afterwards_all_fits(office: Newsroom) -> Any:
    yield
    call_command("verify_ledger", verbosity=0)
    failures = [f.as_data() for f in verify(store=False).findings if f.is_failure]
    assert failures == []
    assert not TransactionAuthority.objects.exists()
    assert not TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status__in=[WorkflowState.STATUS_CANCELLED, WorkflowState.STATUS_APPROVED],
    ).exists()


def refusals(results: list[Any]) -> list[WorkflowRefusal]:
    """What those who came too late were told; anything but a refusal is a fault."""
    errors = [result for result in results if isinstance(result, Exception)]
    assert not any(isinstance(error, OperationalError) for error in errors), f"a deadlock: {errors}"
    assert all(isinstance(error, WorkflowRefusal) for error in errors), errors
    return [error for error in errors if isinstance(error, WorkflowRefusal)]


def withdrawal(office: Newsroom, page: Page) -> Callable[[], Any]:
    return lambda: publication.withdraw(page, office.webadmin, REASON)


def acts(page: Page, *models: type[PublicationAct]) -> int:
    return sum(model.objects.filter(page_id=page.pk).count() for model in models)


def immediate(office: Newsroom) -> Page:
    """A draft of what the law wants public at once."""
    page = office.draft(office.classified())
    draft = latest(office, page)
    draft.information_class = InformationClass.objects.get(code="serta_merta")
    draft.save()
    draft.save_revision(user=office.pengelola)
    return office.fresh(page)


def latest(office: Newsroom, page: Page) -> Any:
    return office.fresh(page).get_latest_revision_as_object()


def scheduled(office: Newsroom, page: Page) -> Any:
    """Approved two hours ago for an hour later: due now."""
    with time_machine.travel(timezone.now() - timedelta(hours=2)):
        changed(office, page, go_live_at=timezone.now() + timedelta(hours=1))
        office.waiting_for_approval(page)
        office.approve(page)
    revision = office.fresh(page).scheduled_revision
    assert revision is not None
    return revision


def changed(office: Newsroom, page: Page, **fields: Any) -> None:
    draft = latest(office, page)
    draft.summary = "Jadwal berubah mulai pekan depan."
    draft.correction = "Jadwal berubah."
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola)


def as_a_request(user: Any, address: str, data: dict[str, Any]) -> Callable[[], int]:
    """Logged in beforehand, so that both start with the thing itself."""
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return lambda: client.post(address, data).status_code


# --- two who decide ----------------------------------------------------------------------------


def test_two_approvers__one_paraf(office: Newsroom) -> None:
    deputy = office.person("deputi", "Kepala Bidang Aptika")
    for _ in range(MEETINGS):
        page = office.waiting_for_approval()
        results = at_once(
            decision(page, office.kabid, "approve"), decision(page, deputy, "approve")
        )
        assert len(refusals(results)) == 1
        assert office.fresh(page).live
        approval = Approval.objects.get(page_id=page.pk)
        line = WorkEvent.objects.get(kind="page_approved", item_id=page.pk)
        assert (line.data["act"], line.data["seal"]) == (approval.pk, approval.seal)
        assert line.actor_id == approval.actor_id
        assert WorkEvent.objects.filter(kind="page_published", item_id=page.pk).count() == 1


def test_two_initials_afterwards__one_paraf(office: Newsroom) -> None:
    deputy = office.person("deputi", "Kepala Bidang Aptika")
    for _ in range(MEETINGS):
        page = immediate(office)
        emergency = publication.publish_in_emergency(page, office.webadmin, REASON, digest_of(page))

        def initial(user: Any, emergency: Any = emergency) -> Callable[[], Any]:
            return lambda: publication.initial_afterwards(emergency, user, emergency.digest)

        results = at_once(initial(office.kabid), initial(deputy))
        assert len(refusals(results)) == 1
        assert acts(page, Approval) == 1
        assert WorkEvent.objects.filter(kind="emergency_initialled", item_id=page.pk).count() == 1


# --- approver and writer -----------------------------------------------------------------------


@pytest.mark.parametrize("way", ["view", "code"])
def test_approver_and_withdrawing_author__one_outcome(office: Newsroom, way: str) -> None:
    for _ in range(MEETINGS):
        page = office.waiting_for_approval()
        state = office.fresh(page).current_workflow_state
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        cancel: Callable[[], Any] = (
            as_a_request(office.pengelola, address, {"action-cancel-workflow": "1"})
            if way == "view"
            else transaction.atomic(lambda state=state: state.cancel(user=office.pengelola))
        )
        results = at_once(decision(page, office.kabid, "approve"), cancel)
        state.refresh_from_db()
        approved = isinstance(results[0], type(None))
        assert approved or isinstance(results[0], WorkflowRefusal), results
        assert office.fresh(page).live is approved
        assert acts(page, Approval) == int(approved)
        kinds = WorkEvent.objects.filter(item_id=page.pk, item_type="page")
        assert kinds.filter(kind="page_approved").count() == int(approved)
        assert kinds.filter(kind="submission_withdrawn").count() == int(not approved)
        outcome = WorkflowState.STATUS_APPROVED if approved else WorkflowState.STATUS_CANCELLED
        assert state.status == outcome


def test_cancelling_what_was_just_approved__is_refused(office: Newsroom) -> None:
    """Without threads: the state was read before the approval, and is cancelled after it."""
    page = office.waiting_for_approval()
    state = office.fresh(page).current_workflow_state
    office.approve(page)
    with pytest.raises(WorkflowRefusal):
        state.cancel(user=office.pengelola)


def test_approver_and_autosaving_editor__what_was_shown_is_what_is_live(office: Newsroom) -> None:
    """The page is locked for the editor; one who got in before the lock makes the paraf stale."""
    for _ in range(MEETINGS):
        page = office.waiting_for_approval()
        shown = digest_of(latest(office, page))
        draft = latest(office, page)
        draft.title = "Slot gacor"

        def save(draft: Any = draft) -> None:
            draft.save_revision(user=office.pengelola, overwrite_revision=None)

        results = at_once(decision(page, office.kabid, "approve"), save)
        live = office.fresh(page)
        assert not isinstance(results[1], OperationalError), "a deadlock"
        assert live.title != "Slot gacor"
        if live.live:
            assert digest_of(live) == shown == Approval.objects.get(page_id=page.pk).digest


# --- approver and those who publish or withdraw otherwise --------------------------------------


def test_approver_and_withdrawal__the_last_act_says_what_is_public(office: Newsroom) -> None:
    for _ in range(MEETINGS):
        page = office.published()
        changed(office, page)
        office.waiting_for_approval(page)
        results = at_once(
            decision(page, office.kabid, "approve"),
            withdrawal(office, page),
        )
        late = refusals(results)
        assert not isinstance(results[1], Exception), "a live page can always be withdrawn"
        assert acts(page, Withdrawal) == 1
        assert acts(page, Approval) == 2 - len(late)
        assert not office.fresh(page).live
        assert last_act(page.pk).kind == PublicationAct.Kind.WITHDRAWAL


def test_approver_and_emergency__one_of_them_publishes(office: Newsroom) -> None:
    for _ in range(MEETINGS):
        page = office.waiting_for_approval(immediate(office))
        digest = digest_of(office.fresh(page))

        def publish(page: Page = page, digest: str = digest) -> None:
            publication.publish_in_emergency(page, office.webadmin, REASON, digest)

        results = at_once(decision(page, office.kabid, "approve"), publish)
        assert len(refusals(results)) == 1
        assert acts(page, Approval, EmergencyPublication) == 1
        live = office.fresh(page)
        assert live.live
        assert last_act(page.pk).digest == digest_of(live) == digest


def test_approver_and_replaced_picture__readers_see_what_was_initialled(office: Newsroom) -> None:
    for number in range(MEETINGS):
        page = office.waiting_for_approval()
        shown, image_id = digest_of(latest(office, page)), latest(office, page).hero_image_id

        def replace(image_id: int = image_id, number: int = number) -> None:
            image = PressImage.objects.get(pk=image_id)
            image.file = picture_file(number)
            image.save()

        results = at_once(decision(page, office.kabid, "approve"), replace)
        assert len(refusals(results)) == 1
        live = office.fresh(page)
        approved = results[0] is None
        assert live.live is approved
        assert acts(page, Approval) == int(approved)
        if approved:
            assert digest_of(live) == last_act(page.pk).digest == shown


# --- the clock ---------------------------------------------------------------------------------


def test_scheduled_publication_and_withdrawal__it_stays_withdrawn(office: Newsroom) -> None:
    for _ in range(MEETINGS):
        page = office.published()
        revision = scheduled(office, page)
        results = at_once(
            revision.publish,
            withdrawal(office, page),
        )
        refusals(results)
        assert not isinstance(results[1], Exception), results
        assert not office.fresh(page).live
        assert last_act(page.pk).kind == PublicationAct.Kind.WITHDRAWAL
        assert acts(page, Withdrawal) == 1


def test_scheduled_publication_and_withdrawal__take_their_rows_in_one_order(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same, at the worst instant: one holds what the other wants next."""
    page = office.published()
    revision = scheduled(office, page)
    publishing, withdrawing = threading.Event(), threading.Event()
    needs_authority, end_round = gate.needs_authority, publication._end_round

    def at_the_gate(*args: Any) -> bool:
        publishing.set()
        withdrawing.wait(timeout=2)  # in vain where the page's row is taken first
        return needs_authority(*args)

    def with_the_page(page: Any) -> None:
        withdrawing.set()
        end_round(page)

    monkeypatch.setattr(gate, "needs_authority", at_the_gate)
    monkeypatch.setattr(publication, "_end_round", with_the_page)

    def withdraw() -> None:
        publishing.wait(timeout=10)
        publication.withdraw(page, office.webadmin, REASON)

    results = at_once(revision.publish, withdraw)
    assert results == [None, None] or refusals(results)


def test_scheduled_publication_twice__goes_live_once(office: Newsroom) -> None:
    """Two runs of the timer's command that overlap."""
    for _ in range(MEETINGS):
        page = office.draft(office.classified())
        scheduled(office, page)

        def run() -> None:
            call_command("publish_scheduled", verbosity=0)

        assert at_once(run, run) == [None, None]
        assert office.fresh(page).live
        assert digest_of(office.fresh(page)) == last_act(page.pk).digest
        assert WorkEvent.objects.filter(kind="page_published", item_id=page.pk).count() == 1
