"""Scheduled pages go live each by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone
from wagtail.models import Page

from reports.models import PublicationRecord
from tests.driver import Newsroom


def scheduled(office: Newsroom, slug: str, minutes: int) -> Page:
    page = office.draft(office.classified(slug))
    page.slug = slug
    page.go_live_at = timezone.now() + timedelta(minutes=minutes)
    page.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    return page


def test_publish_scheduled__is_ours() -> None:
    assert get_commands()["publish_scheduled"] == "workflow_steps"


def test_publish_scheduled__one_that_fails_does_not_hold_back_the_others(
    office: Newsroom,
) -> None:
    stuck, fine = scheduled(office, "kembar", 10), scheduled(office, "lancar", 20)
    other = office.draft(office.classified("Penghuni alamat"))
    Page.objects.filter(pk=other.pk).update(slug="kembar")
    Page.objects.filter(pk=stuck.pk).update(slug="lama")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        with pytest.raises(CommandError, match="kembar"):
            call_command("publish_scheduled")
        assert (office.fresh(stuck).live, office.fresh(fine).live) == (False, True)
        assert PublicationRecord.objects.get().page_id == fine.pk
        Page.objects.filter(pk=other.pk).update(slug="pindah")
        call_command("publish_scheduled")
    assert office.fresh(stuck).live


def test_publish_scheduled__takes_down_what_has_expired(office: Newsroom) -> None:
    page = office.published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", dryrun=True)
    assert office.fresh(page).live
    call_command("publish_scheduled")
    assert (office.fresh(page).live, office.fresh(page).expired) == (False, True)
