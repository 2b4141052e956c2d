"""The ledger when a page leaves the SOP's path: cancelled schedules, deletions, superusers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Page

from reports.models import StepTiming, WorkEvent
from tests.driver import Newsroom
from workflow_steps import publication
from workflow_steps.models import User


@pytest.fixture
def superuser(office: Newsroom) -> User:
    return office.person("bos", is_superuser=True)


def kinds(page: Page) -> list[tuple[str, int]]:
    lines = WorkEvent.objects.filter(item_type="page", item_id=page.pk).order_by("sequence")
    return list(lines.values_list("kind", "round"))


def scheduled(office: Newsroom) -> Any:
    page = office.draft(office.classified())
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return office.fresh(page)


def test_cancelled_schedule__resubmission_begins_the_next_round(
    office: Newsroom, superuser: User, client: Client
) -> None:
    page = scheduled(office)
    client.force_login(superuser)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk]))
    page = office.fresh(page)
    page.go_live_at = None
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    assert office.fresh(page).live
    assert kinds(page)[-6:] == [
        ("page_submitted", 2),
        ("review_passed", 2),
        ("approval_opened", 2),
        ("page_approved", 2),
        ("page_published", 2),
        ("page_recorded", 2),
    ]
    sixth = StepTiming.objects.filter(item_type="page", step=6).order_by("round")
    assert list(sixth.values_list("round", "outcome")) == [(1, "abandoned"), (2, "completed")]
    before = set(StepTiming.objects.values_list("step", "round", "outcome", "elapsed"))
    call_command("rebuild_timings", verbosity=0)
    assert set(StepTiming.objects.values_list("step", "round", "outcome", "elapsed")) == before


def test_list_with_a_live_page__cannot_be_deleted_and_leaves_no_lines(
    office: Newsroom, superuser: User, client: Client
) -> None:
    page, waiting = office.published(), office.waiting_for_approval()
    before = WorkEvent.objects.count()
    client.force_login(superuser)
    client.post(reverse("wagtailadmin_pages:delete", args=[office.index.pk]))
    assert office.fresh(page).live
    assert office.fresh(waiting).workflow_in_progress
    assert WorkEvent.objects.count() == before


def test_draft_deleted__says_who_and_stops_its_clocks(
    office: Newsroom, superuser: User, client: Client
) -> None:
    waiting = office.draft(office.classified())
    office.submit(waiting)
    client.force_login(superuser)
    client.post(reverse("wagtailadmin_pages:delete", args=[waiting.pk]))
    assert kinds(waiting)[-1][0] == "page_deleted"
    assert WorkEvent.objects.get(kind="page_deleted").actor_name == "Bos"
    assert not StepTiming.objects.filter(outcome="running").exists()


def test_withdrawn__the_ledger_says_who_and_why(office: Newsroom) -> None:
    page = office.published()
    withdrawal = publication.withdraw(page, office.webadmin, "Data penerima bantuan keliru.")
    line = WorkEvent.objects.get(kind="page_withdrawn")
    assert (line.actor_name, line.data["reason"]) == ("Webadmin", "Data penerima bantuan keliru.")
    assert (line.data["seal"], line.digest) == (withdrawal.seal, withdrawal.digest)
    assert kinds(page)[-1] == ("page_withdrawn", 1)


def test_scheduled_page__nobody_publishes_early_past_the_approval(
    office: Newsroom, superuser: User
) -> None:
    page = scheduled(office)
    page.go_live_at = None
    revision = page.save_revision(user=superuser)
    with pytest.raises(PermissionDenied), LogContext(user=superuser):
        revision.publish(user=superuser)
    assert not office.fresh(page).live
