"""The ledger when a page leaves the SOP's path: cancelled schedules, deletions, superusers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Page

from reports.models import StepTiming, WorkEvent
from tests.driver import Newsroom
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


def test_live_page_deleted__goes_offline_before_it_is_gone(
    office: Newsroom, superuser: User, client: Client
) -> None:
    page, waiting = office.published(), office.waiting_for_approval()
    client.force_login(superuser)
    client.post(reverse("wagtailadmin_pages:delete", args=[office.index.pk]))
    assert [kind for kind, _ in kinds(page)][-2:] == ["page_unpublished", "page_deleted"]
    assert [kind for kind, _ in kinds(waiting)][-1] == "page_deleted"
    assert WorkEvent.objects.filter(kind="page_deleted", actor_name="Bos").count() == 3, (
        "and the list"
    )
    assert not StepTiming.objects.filter(outcome="running").exists()


def test_alias__leaves_no_lines(office: Newsroom) -> None:
    page = office.published()
    alias = page.create_alias(update_slug="cermin", parent=office.index)
    office.fresh(page).unpublish()
    assert not office.fresh(alias).live
    alias.delete()
    assert kinds(alias) == []


def test_scheduled_page_published_early_by_somebody__names_them(
    office: Newsroom, superuser: User
) -> None:
    page = scheduled(office)
    page.go_live_at = None
    with LogContext(user=superuser):
        page.save_revision(user=superuser).publish(user=superuser)
    assert WorkEvent.objects.get(kind="page_published", item_id=page.pk).actor_name == "Bos"
