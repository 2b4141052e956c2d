"""Ways past the gate that playing the attacker found, each closed since."""

from functools import partial

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Task

from tests.driver import Newsroom
from workflow_steps.refusals import PublicationRefused, WorkflowRefusal

from .routes_code import ACTS
from .routes_office import Intruders, Outcome, Scene, attempt

EARLY = (
    "forget_the_time_and_publish",
    "save_as_live",
    "save_draft_as_live",
    "save_only_live",
)


def scene_in(office: Newsroom, state: str) -> Scene:
    scene = Intruders(office).page_in(state)
    scene.remember()
    return scene


def outcome_of(scene: Scene, name: str) -> Outcome:
    return attempt(scene, partial(ACTS[name], scene))


def test_live_page_of_no_type__is_refused(office: Newsroom) -> None:
    assert outcome_of(scene_in(office, "draft"), "add_live_child_of_no_type").leaks == []


@pytest.mark.parametrize("state", ["draft", "live_draft"])
def test_page_that_becomes_another_type__is_refused(office: Newsroom, state: str) -> None:
    assert outcome_of(scene_in(office, state), "become_another_type").leaks == []


@pytest.mark.parametrize("name", EARLY)
def test_approved_content__is_not_public_before_its_time(office: Newsroom, name: str) -> None:
    assert outcome_of(scene_in(office, "scheduled"), name).leaks == []


def test_alias_of_a_draft__cannot_be(office: Newsroom) -> None:
    page = office.draft(office.classified())
    with pytest.raises(PublicationRefused), transaction.atomic():
        office.fresh(page).create_alias(update_slug="cermin")
    office.approve(office.waiting_for_approval(page))
    assert office.fresh(page).live


def test_approver__of_a_page_renamed_by_publication_may_approve_its_correction(
    office: Newsroom,
) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title = "Judul yang lebih jelas"
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.correction = "Jam layanan diperbaiki."
    draft.summary = "Layanan buka pukul delapan."
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    assert Page.objects.get(pk=page.pk).specific.summary == "Layanan buka pukul delapan."


def test_workflow_without_tasks__is_refused_with_words(office: Newsroom) -> None:
    page = office.draft(office.classified())
    for task in Task.objects.filter(active=True):
        task.specific.deactivate()
    with pytest.raises(WorkflowRefusal):
        office.submit(page)


@pytest.mark.parametrize("state", ["waiting", "scheduled"])
def test_page_that_is_read_only__is_not_deleted(office: Newsroom, state: str) -> None:
    scene = scene_in(office, state)
    visitor = scene.intruders.visitors["pengelola"]
    visitor.client.post(reverse("wagtailadmin_pages:delete", args=[scene.page_id]))
    assert Page.objects.filter(pk=scene.page_id).exists()
