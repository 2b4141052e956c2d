"""What has become of a page, in the words of the glossary: for many pages in a fixed number of
queries, and as a filter.

Wagtail's own status knows no return and calls a withdrawn page a draft
(``DraftStateMixin.status_string``).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, TextChoices
from django.db.models.functions import Cast
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("page", "Draft")
    REVIEW = "review", pgettext_lazy("page", "In review")
    RETURNED = "returned", pgettext_lazy("page", "Returned")
    SCHEDULED = "scheduled", pgettext_lazy("page", "Scheduled")
    LIVE = "live", pgettext_lazy("page", "Live")
    WITHDRAWN = "withdrawn", pgettext_lazy("page", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("page", "No longer live")


@dataclass(frozen=True)
class PageState:
    """``change``: what happens to the next version of a page that is live."""

    state: State
    change: State | None = None
    live_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        return self.state is State.LIVE

    @property
    def is_returned(self) -> bool:
        return State.RETURNED in (self.state, self.change)


def states_of(page_ids: Collection[int]) -> dict[int, PageState]:
    """By page, in three queries."""
    keys = [str(pk) for pk in page_ids]
    underway = {
        int(key): State.RETURNED if status == WorkflowState.STATUS_NEEDS_CHANGES else State.REVIEW
        for key, status in _running().filter(object_id__in=keys).values_list("object_id", "status")
    }
    scheduled = {
        int(key): at
        for key, at in scheduled_revisions()
        .filter(object_id__in=keys)
        .values_list("object_id", "approved_go_live_at")
    }
    columns = ("pk", "live", "expired", "first_published_at", "has_unpublished_changes")
    return {
        pk: _state(live, expired, bool(public), changed, underway.get(pk), scheduled.get(pk))
        for pk, live, expired, public, changed in Page.objects.filter(pk__in=page_ids)
        .order_by()
        .values_list(*columns)
    }


def _state(
    live: bool,
    expired: bool,
    was_public: bool,
    changed: bool,
    underway: State | None,
    live_at: datetime | None,
) -> PageState:
    upcoming = underway or (State.SCHEDULED if live_at else None)
    if live:
        change = upcoming or (State.DRAFT if changed else None)
        return PageState(State.LIVE, change, live_at)
    if upcoming:
        return PageState(upcoming, live_at=live_at)
    if was_public:
        return PageState(State.EXPIRED if expired else State.WITHDRAWN)
    return PageState(State.DRAFT)


def in_state(state: str) -> Q:
    """For a queryset of pages; a live page is also found by the state of its next version."""
    return _CONDITIONS[State(state)]()


def drafts_of(user: Any) -> QuerySet[Page]:
    """Not submitted yet, or changed again since; what was worked on last comes first."""
    return Page.objects.filter(in_state(State.DRAFT), owner=user).order_by(
        "-latest_revision_created_at", "-pk"
    )


def _underway(status: str) -> Q:
    return Q(pk__in=page_keys(_running().filter(status=status)))


def _settled(condition: Q) -> Q:
    """Nobody has to decide about it, and it waits for no hour."""
    return (
        condition & ~Q(pk__in=page_keys(_running())) & ~Q(pk__in=page_keys(scheduled_revisions()))
    )


_WAS_LIVE = Q(live=False, first_published_at__isnull=False)
_CONDITIONS: dict[State, Callable[[], Q]] = {
    State.DRAFT: lambda: _settled(
        Q(live=True, has_unpublished_changes=True) | Q(live=False, first_published_at=None)
    ),
    State.REVIEW: lambda: _underway(WorkflowState.STATUS_IN_PROGRESS),
    State.RETURNED: lambda: _underway(WorkflowState.STATUS_NEEDS_CHANGES),
    State.SCHEDULED: lambda: Q(pk__in=page_keys(scheduled_revisions())),
    State.LIVE: lambda: Q(live=True),
    State.WITHDRAWN: lambda: _settled(_WAS_LIVE & Q(expired=False)),
    State.EXPIRED: lambda: _settled(_WAS_LIVE & Q(expired=True)),
}


def scheduled_revisions() -> QuerySet[Revision]:
    """What is initialled and waits for its hour."""
    pages: QuerySet[Revision] = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return pages


def _running() -> QuerySet[WorkflowState]:
    active: QuerySet[WorkflowState] = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type()
    )
    return active


def page_keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The pages of revisions or workflow states, as a subquery: their keys are kept as text."""
    return rows.order_by().annotate(page_key=Cast("object_id", IntegerField())).values("page_key")
