"""Known ways past the gate, each reported; a test here that passes is a hole that was closed.

None of them is open to anybody through the admin.
"""

from functools import partial

import pytest
from wagtail.models import Page

from tests.driver import Newsroom
from tests.news.pages_kit import ensure_full_text_index

from .routes_code import ACTS
from .routes_office import Intruders, Outcome, Scene, attempt

EARLY = (
    "forget_the_time_and_publish",
    "save_as_live",
    "save_draft_as_live",
    "save_only_live",
)


def scene_in(office: Newsroom, state: str) -> Scene:
    ensure_full_text_index()
    scene = Intruders(office).page_in(state)
    scene.remember()
    return scene


def outcome_of(scene: Scene, name: str) -> Outcome:
    return attempt(scene, partial(ACTS[name], scene))


@pytest.mark.xfail(
    strict=True,
    reason="The gate and its trigger know gated types only; a live row of type wagtailcore.page "
    "is served, and its title stands in menus, search and sitemap.",
)
def test_live_page_of_no_type__is_refused(office: Newsroom) -> None:
    assert outcome_of(scene_in(office, "draft"), "add_live_child_of_no_type").leaks == []


@pytest.mark.xfail(
    strict=True,
    reason="A change of content type passes: the gate compares digests, which take the type from "
    "the Python class, and the trigger lets a draft leave the gated types.",
)
@pytest.mark.parametrize("state", ["draft", "live_draft"])
def test_page_that_becomes_another_type__is_refused(office: Newsroom, state: str) -> None:
    assert outcome_of(scene_in(office, state), "become_another_type").leaks == []


@pytest.mark.xfail(
    strict=True, reason="The gate does not compare the clock with Approval.go_live_at."
)
@pytest.mark.parametrize("name", EARLY)
def test_approved_content__is_not_public_before_its_time(office: Newsroom, name: str) -> None:
    assert outcome_of(scene_in(office, "scheduled"), name).leaks == []


@pytest.mark.xfail(
    strict=True,
    reason="An alias of a draft makes Page.update_aliases refuse the approval of the original.",
)
def test_alias_of_a_draft__does_not_stop_its_approval(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.fresh(page).create_alias(update_slug="cermin")
    office.approve(office.waiting_for_approval(page))
    assert office.fresh(page).live


@pytest.mark.xfail(
    strict=True,
    reason="Wagtail writes wagtail.rename under the publisher's name at publication; four_eyes "
    "counts it as a contribution to the next version.",
)
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
