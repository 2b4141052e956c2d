"""The inbox knows everything that four eyes take away, and leads nobody to what is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from benchmarks.waiting import fill
from news.models import InformationClass
from tests.driver import REASON, Newsroom
from tests.news.pages_kit import document
from workflow_steps import emergency, gate, inbox, publication
from workflow_steps.content import digest_of
from workflow_steps.inbox import PER_PAGE, Inbox
from workflow_steps.models import User
from workflow_steps.refusals import DecisionRefused

from .test_inbox import INBOX, current, rows_of, set_due

pytestmark = pytest.mark.once


@pytest.fixture
def other(office: Newsroom) -> User:
    """Initials as the Kabid does, and has a part in what is written."""
    return office.person("kabid2", "Kepala Bidang Aptika")


def saved(office: Newsroom, page: Any, **fields: Any) -> Any:
    """A new version by the writer, with its word to the reader where the page is public."""
    draft = office.fresh(page).get_latest_revision_as_object()
    fields = {"correction": "Tanggal pelayanan diperbaiki."} | fields if draft.live else fields
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.pengelola, log_action=True)
    return office.fresh(page)


def with_document(office: Newsroom, page: Any, uploader: User) -> Any:
    file = document(uploaded_by_user=uploader)
    return saved(office, page, body=[("documents", [file])])


# --- what is not theirs -------------------------------------------------------------------------


def material(office: Newsroom, other: User) -> Any:
    office.kontributor = other
    return office.draft(office.classified())


def uploaded(office: Newsroom, other: User) -> Any:
    return with_document(office, office.draft(), other)


def uploaded_later(office: Newsroom, other: User) -> Any:
    return with_document(office, office.published(), other)


def renamed(office: Newsroom, other: User) -> Any:
    page = office.draft()
    image = page.get_latest_revision_as_object().hero_image
    log(instance=image, action="wagtail.edit", user=other)
    return page


def brought_back(office: Newsroom, other: User) -> Any:
    """Theirs from before the approval, taken out then and put in again by a colleague."""
    page = office.draft()
    own = page.save_revision(user=other, log_action=True)
    saved(office, page, title="Judul yang lain")
    office.approve(office.waiting_for_approval(page))
    older = own.as_object()
    older.correction = "Judul diperbaiki."
    older.save_revision(user=office.pengelola, log_action=True, previous_revision=own)
    return office.fresh(page)


def exchanged_behind_the_seal(office: Newsroom, other: User) -> Any:
    """A version that came behind the approval's back is looked at itself."""
    page = office.waiting_for_approval(office.draft())
    with_document(office, page, other)
    return page


@pytest.mark.parametrize(
    "made", [material, uploaded, uploaded_later, renamed, brought_back, exchanged_behind_the_seal]
)
def test_inbox__is_not_theirs(
    office: Newsroom, other: User, client: Client, made: Callable[[Newsroom, User], Any]
) -> None:
    page = made(office, other)
    if not page.current_workflow_state:
        office.waiting_for_approval(page)
    state = current(page)
    for person, for_others in ((other, True), (office.kabid, False)):
        (row,) = rows_of(person)
        assert row.for_others is for_others
        assert bool(state.task.specific.objection(state, person)) is for_others
        assert inbox.next_item(person) == (None if for_others else state)
        client.force_login(person)
        assert ("inbox-others" in client.get(INBOX).content.decode()) is for_others


@pytest.mark.parametrize("made", [material, uploaded, renamed])
def test_inbox__is_theirs_again_once_readers_know_it(
    office: Newsroom, other: User, made: Callable[[Newsroom, User], Any]
) -> None:
    page = made(office, other)
    office.approve(office.waiting_for_approval(page))
    office.waiting_for_approval(saved(office, page, summary="Ringkasan baru."))
    (row,) = rows_of(other)
    assert not row.for_others
    assert inbox.next_item(other) == current(page)


def test_inbox__a_file_deleted_meanwhile_has_no_uploader(office: Newsroom, other: User) -> None:
    page = office.draft()
    image = page.get_latest_revision_as_object().hero_image
    log(instance=image, action="wagtail.edit", user=other)
    office.waiting_for_approval(page)
    image.delete()
    (row,) = rows_of(other)
    state = current(page)
    assert row.for_others is bool(state.task.specific.objection(state, other)) is False


def test_next_item__past_a_page_full_of_own_work_is_no_own_material(
    office: Newsroom, other: User
) -> None:
    fill(PER_PAGE + 1, other, reviewer=office.webadmin)
    set_due(office.waiting_for_approval(material(office, other)))
    set_due(office.waiting_for_approval(uploaded(office, other)))
    assert inbox.next_item(other) is None
    page = office.waiting_for_approval(office.draft())
    set_due(page)
    assert inbox.next_item(other) == current(page)


def test_next_item__looks_past_more_than_one_page_of_own_files(
    office: Newsroom, other: User
) -> None:
    waiting = fill(2 * PER_PAGE + 3, office.pengelola, reviewer=office.webadmin, due=False)
    for state in waiting:
        with_document(office, state.page, other)
    page = office.waiting_for_approval(office.draft())
    set_due(page)
    assert inbox.next_item(other) == current(page)


# --- emergencies --------------------------------------------------------------------------------


def urgent(office: Newsroom, page: Any) -> Any:
    page = saved(office, page, information_class=InformationClass.objects.get(code="serta_merta"))
    shown = digest_of(page.get_latest_revision_as_object())
    publication.publish_in_emergency(page, office.webadmin, REASON, shown)
    return office.fresh(page)


def to_initial(person: User) -> list[int]:
    box = Inbox(person)
    assert box.count == len(box.to_initial)
    return [row.page_id for row in box.to_initial]


@pytest.mark.parametrize("made", [material, uploaded, uploaded_later, renamed, brought_back])
def test_emergency__is_not_theirs_to_initial(
    office: Newsroom, other: User, made: Callable[[Newsroom, User], Any]
) -> None:
    page = urgent(office, made(office, other))
    running = gate.open_emergency(page.pk)
    assert running is not None
    for person, theirs in ((other, False), (office.kabid, True)):
        assert to_initial(person) == ([page.pk] if theirs else [])
        assert bool(emergency.initial_objection(running, page, person)) is not theirs
    assert emergency.eligible_approvers(page, office.webadmin.pk) == [office.kabid]
    with pytest.raises(DecisionRefused):
        publication.initial_afterwards(running, other, running.digest)


@pytest.mark.parametrize("uploads", ["what is public", "what comes next"])
def test_emergency__a_draft_after_it_hides_nothing_and_counts_as_well(
    office: Newsroom, other: User, uploads: str
) -> None:
    page = office.draft()
    if uploads == "what is public":
        page = urgent(office, with_document(office, page, other))
        page = saved(office, page, body=[])
    else:
        page = with_document(office, urgent(office, page), other)
    running = gate.open_emergency(page.pk)
    assert running is not None
    assert to_initial(other) == []
    assert emergency.initial_objection(running, page, other)
    with pytest.raises(DecisionRefused):
        publication.initial_afterwards(running, other, running.digest)
    assert to_initial(office.kabid) == [page.pk]
    publication.initial_afterwards(running, office.kabid, running.digest)


# --- cost ---------------------------------------------------------------------------------------


def test_inbox__rows_of_every_kind_cost_the_same_for_few_and_many(
    office: Newsroom, other: User
) -> None:
    def cost() -> int:
        rows_of(other)
        with CaptureQueriesContext(connection) as queries:
            rows = rows_of(other)
        assert {row.for_others for row in rows} == {True, False}
        return len(queries)

    def more() -> None:
        for make in (material, uploaded, uploaded_later, renamed, brought_back):
            office.waiting_for_approval(make(office, other))
            office.kontributor = office.people["kontributor"]
        office.waiting_for_approval(office.draft(office.classified()))
        changed = office.waiting_for_approval(saved(office, office.published(), summary="Baru."))
        PageLogEntry.objects.log_action(changed, "wagtail.edit", user=office.kabid)

    more()
    few = cost()
    more()
    more()
    assert cost() == few
    assert few <= 30
