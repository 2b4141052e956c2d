"""Ways to put one's paraf under one's own words, found while building the random newsroom.

``four_eyes.contributor_ids`` asks who made the revisions since the page was last live; words can
reach the page by a revision that somebody else made.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from tests.driver import Newsroom
from workflow_steps.refusals import DecisionRefused, PublicationRefused

OWN = "Kata-kata saya sendiri"


@pytest.fixture
def acting(office: Newsroom) -> Any:
    """Somebody who may write, and initial as well."""
    person = office.person("merangkap", "Kepala Bidang Aptika")
    person.groups.add(*office.pengelola.groups.all())
    return person


def write(page: Any, user: Any, title: str) -> Any:
    """As the edit view saves (``pages/edit.py: save_action``)."""
    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.title = title
    if not draft.live:
        draft.save()
    return draft.save_revision(user=user, log_action=True)


def alias_of(office: Newsroom, page: Any) -> Any:
    """By code only: the admin's copy form offers aliases to those who may publish."""
    action = CreatePageAliasAction(
        office.fresh(page), parent=office.index, update_slug="salinan", user=office.pengelola
    )
    return action.execute(skip_permission_checks=True)


def initialled_by(office: Newsroom, page: Any, user: Any) -> None:
    office.submit(page)
    office.pass_review(page)
    assert office.fresh(page).current_workflow_task_state.revision.as_object().title == OWN
    office.decide(page, user, "approve")


@pytest.mark.xfail(
    strict=True,
    raises=pytest.fail.Exception,
    reason="four_eyes counts only revisions since the last paraf",
)
def test_four_eyes__own_words_by_way_of_an_older_version(
    office: Newsroom, acting: Any, client: Client
) -> None:
    """Written before the page was last live, initialled by nobody, brought back by a colleague."""
    page = office.draft(office.classified())
    own = write(page, acting, OWN)
    write(page, office.pengelola, "Judul yang lain")
    office.waiting_for_approval(page)
    office.approve(page)
    older = own.as_object()
    older.correction = "Judul diperbaiki."
    older.save_revision(user=office.pengelola, log_action=True, previous_revision=own)
    with pytest.raises(DecisionRefused):
        initialled_by(office, page, acting)


@pytest.mark.xfail(
    strict=True,
    raises=pytest.fail.Exception,
    reason="a copy without revisions does not know its writers",
)
def test_four_eyes__own_words_by_way_of_a_copy_without_history(
    office: Newsroom, acting: Any
) -> None:
    page = office.draft(office.classified())
    write(page, acting, OWN)
    copy = office.fresh(page).copy(
        update_attrs={"slug": "salinan"}, user=office.pengelola, copy_revisions=False
    )
    with pytest.raises(DecisionRefused):
        initialled_by(office, copy, acting)


@pytest.mark.xfail(
    strict=True, raises=pytest.fail.Exception, reason="a converted alias does not know its writers"
)
def test_four_eyes__own_words_by_way_of_an_alias(
    office: Newsroom, acting: Any, client: Client
) -> None:
    page = office.draft(office.classified())
    write(page, acting, OWN)
    alias = alias_of(office, page)
    client.force_login(office.pengelola)
    client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    with pytest.raises(DecisionRefused):
        initialled_by(office, office.fresh(alias), acting)


def test_four_eyes__a_copy_with_history_remembers_its_writers(
    office: Newsroom, acting: Any
) -> None:
    page = office.draft(office.classified())
    write(page, acting, OWN)
    copy = office.fresh(page).copy(update_attrs={"slug": "salinan"}, user=office.pengelola)
    with pytest.raises(DecisionRefused):
        initialled_by(office, copy, acting)


@pytest.mark.xfail(
    strict=True, raises=PublicationRefused, reason="a safe dead end: nothing makes aliases but code"
)
def test_alias__of_a_draft_does_not_stand_in_its_way(office: Newsroom) -> None:
    """Publishing updates the aliases of a page, and the gate lets no alias go live."""
    page = office.draft(office.classified())
    alias = alias_of(office, page)
    office.waiting_for_approval(page)
    office.approve(page)
    assert office.fresh(page).live
    assert not office.fresh(alias).live
