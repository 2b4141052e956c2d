"""What is put before the person who decides: one revision, its digest, and what it is compared to.

The digest goes with the decision (invariant 3); a tab that showed something else is told what
changed since.
"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page, Revision, TaskState, WorkflowState

from .. import digest as digests
from ..acting import Standing
from ..content import content_of, field_names
from ..due import step_of
from ..file_labels import Labels, labels_of
from ..inbox_rows import Deadline
from ..models import DivisionHeadApprovalTask, NewsroomTaskState, ReviewTask
from ..models.approval import signed_name
from ..rounds import number_of_round, states_of_this_round
from ..standards import StandardTimes
from .changes import names_changed


class Sheet:
    """One waiting task state as its decider sees it; everything is looked up once."""

    def __init__(
        self, request: HttpRequest, task_state: NewsroomTaskState, task: ReviewTask, page: Any
    ) -> None:
        self.request = request
        self.user: Any = request.user
        self.task_state = task_state
        self.task = task
        self.stored = page  # the page's row: what is live, if it is

    @cached_property
    def is_final(self) -> bool:
        return isinstance(self.task, DivisionHeadApprovalTask)

    @cached_property
    def revision(self) -> Revision:
        return revision_under_review(self.task_state, self.task, self.stored)

    @cached_property
    def page(self) -> Any:
        """The page as it would go live."""
        return self.revision.as_object()

    @cached_property
    def content(self) -> dict[str, Any]:
        return content_of(self.page)

    @cached_property
    def file_labels(self) -> Labels:
        """What the public will read about the page's files."""
        sealed = labels_shown(self.task_state, self.task)
        return labels_of(self.page) if sealed is None else sealed

    @cached_property
    def digest(self) -> str:
        return digests.digest(self.content)

    @cached_property
    def live(self) -> Any:
        """The page as the public reads it now, or ``None``."""
        return self.stored if self.stored.live else None

    @cached_property
    def returns(self) -> list[TaskState]:
        """Earlier returns of this page, the last one first; after it went live the count begins
        anew."""
        found = (
            states_of(self.stored)
            .filter(status=TaskState.STATUS_REJECTED, pk__lt=self.task_state.pk)
            .select_related("finished_by", "task", "revision")
            .order_by("-pk")
        )
        if self.live and self.live.last_published_at:
            found = found.filter(finished_at__gt=self.live.last_published_at)
        return list(found)

    @cached_property
    def round_before(self) -> NewsroomTaskState | None:
        """How the last round ended without going live: what was before its decider then."""
        found = states_of(self.stored).filter(
            status__in=[TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED],
            pk__lt=self.task_state.pk,
            content__isnull=False,
        )
        if self.live and self.live.last_published_at:
            found = found.filter(finished_at__gt=self.live.last_published_at)
        return found.select_related("revision").order_by("-pk").first()

    @cached_property
    def round(self) -> int:
        return number_of_round(self.stored.pk)

    @cached_property
    def submitter(self) -> Any:
        """Who handed this round in."""
        state = states_of_this_round(self.task_state.workflow_state).first()
        return state.specific.submitted_by if state else None

    @cached_property
    def times(self) -> StandardTimes:
        return StandardTimes.read()

    @cached_property
    def deadline(self) -> Deadline:
        step = step_of(self.task_state)
        return Deadline.of(self.times, step, self.task_state.due_at, timezone.now())

    @cached_property
    def problem(self) -> str:
        """Why a "yes" would be refused whatever was shown; then it is not offered."""
        return self.task.stale_content(self.task_state, "")

    @cached_property
    def signs_as(self) -> str:
        """In whose name the paraf will stand; both names where somebody acts for another."""
        standing = self.task.standing(self.user)
        return signature(self.user, standing) if standing else ""


def signature(user: Any, standing: Standing) -> str:
    if not standing.is_acting:
        return f"{user}, {standing.office}" if standing.office else str(user)
    return signed_name(str(user), standing.capacity, standing.holder_name, standing.office)


def revision_under_review(task_state: NewsroomTaskState, task: ReviewTask, page: Page) -> Revision:
    """What a "yes" would pass on: the Kepala Bidang decides on what was submitted, the editor
    review on the draft as it stands (the reviewer may improve it)."""
    waits = task_state.status == TaskState.STATUS_IN_PROGRESS
    if isinstance(task, DivisionHeadApprovalTask) or not waits:
        return task_state.revision
    return page.get_latest_revision() or task_state.revision


def labels_shown(task_state: NewsroomTaskState, task: ReviewTask) -> Labels | None:
    """The sealed words about files, where a "yes" would put them before the public; or ``None``:
    the library's, as they are."""
    final = isinstance(task, DivisionHeadApprovalTask)
    return task_state.file_labels if final else None


def states_of(page: Page) -> Any:
    """Every task state the page has had, in whatever workflow run."""
    return NewsroomTaskState.objects.filter(
        workflow_state__in=WorkflowState.objects.filter(
            base_content_type=page.get_base_content_type(), object_id=str(page.pk)
        )
    )


def changed_since(page: Page, shown_digest: str, now: dict[str, Any]) -> list[str]:
    """Names of the fields that differ from what an older tab showed; empty when nobody knows.

    What a task was given stays on its task state, so the digest that a tab carries finds it.
    """
    if not shown_digest:
        return []
    shown = (
        states_of(page)
        .filter(digest=shown_digest, content__isnull=False)
        .order_by("-pk")
        .values_list("content", flat=True)
        .first()
    )
    if shown is None:
        return []
    return field_names(type(page), names_changed(shown, now))
