"""What was found while building the random newsroom.

``contributions.py`` asks who made the revisions since the page was last live; words can reach the
page by a revision that somebody else made.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from news.models import InformationClass
from tests.driver import REASON, Newsroom
from tests.security.stateful.world import picture_file
from workflow_steps import publication
from workflow_steps.content import digest_of
from workflow_steps.models import Approval, review_tasks
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


def test_alias__cannot_be_made_so_no_words_come_by_one(office: Newsroom, acting: Any) -> None:
    page = office.draft(office.classified())
    write(page, acting, OWN)
    with pytest.raises(PublicationRefused), transaction.atomic():
        alias_of(office, page)
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_four_eyes__a_copy_with_history_remembers_its_writers(
    office: Newsroom, acting: Any
) -> None:
    page = office.draft(office.classified())
    write(page, acting, OWN)
    copy = office.fresh(page).copy(update_attrs={"slug": "salinan"}, user=office.pengelola)
    with pytest.raises(DecisionRefused):
        initialled_by(office, copy, acting)


# --- between the look and the record --------------------------------------------------------


def exchanging_first(record: Any, page: Any) -> Any:
    """Somebody exchanges the picture after it was compared and before it is recorded."""

    def exchange(*args: Any, **kwargs: Any) -> Any:
        image = page.get_latest_revision_as_object().hero_image
        image.file = picture_file(7)
        image.save()
        return record(*args, **kwargs)

    return exchange


def test_paraf__is_on_the_picture_that_was_shown(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = office.waiting_for_approval()
    exchange = exchanging_first(review_tasks.record_approval, office.fresh(page))
    monkeypatch.setattr(review_tasks, "record_approval", exchange)
    with pytest.raises(DecisionRefused), transaction.atomic():
        office.approve(page)
    assert not office.fresh(page).live
    assert not Approval.objects.filter(page_id=page.pk).exists()


def test_emergency__is_with_the_picture_that_was_shown(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.information_class = InformationClass.objects.get(code="serta_merta")
    draft.save_revision(user=office.pengelola)
    shown = digest_of(draft)
    exchange = exchanging_first(publication.record_emergency, office.fresh(page))
    monkeypatch.setattr(publication, "record_emergency", exchange)
    with pytest.raises(DecisionRefused), transaction.atomic():
        publication.publish_in_emergency(office.fresh(page), office.webadmin, REASON, shown)
    assert not office.fresh(page).live
