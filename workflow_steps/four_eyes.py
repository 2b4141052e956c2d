"""Nobody decides on their own work (invariant 2 of the publication gate)."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .rounds import states_of_this_round

if TYPE_CHECKING:
    from .models import NewsroomTaskState, User


def submitter_ids(task_state: "NewsroomTaskState") -> set[int]:
    """Who submitted the page in this round: whoever started its first task since the last return.

    Wagtail keeps only the first submitter of a workflow (``requested_by``).
    """
    workflow_state = task_state.workflow_state
    submission = states_of_this_round(workflow_state).first()
    submitter = (
        submission.specific.submitted_by_id if submission else workflow_state.requested_by_id
    )
    return {submitter} if submitter else set()


def contributor_ids(page: Any) -> set[int]:
    """Authors of every revision since the page was last live."""
    revisions = page.revisions.all()
    if page.live and page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    return {pk for pk in revisions.values_list("user_id", flat=True).distinct() if pk}


def reviewer_objection(task_state: "NewsroomTaskState", user: "User") -> str:
    """Why ``user`` may not do the editor review; empty when they may."""
    if user.pk in submitter_ids(task_state):
        return _("You submitted this page yourself; somebody else has to review it.")
    return ""


def approver_objection(task_state: "NewsroomTaskState", user: "User") -> str:
    """Why ``user`` may not give the final approval; empty when they may."""
    page = task_state.workflow_state.content_object
    if user.pk in submitter_ids(task_state) | contributor_ids(page):
        return _("You worked on this page yourself; somebody else has to approve it.")
    return ""
