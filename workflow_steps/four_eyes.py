"""Nobody decides on their own work (invariant 2 of the publication gate)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .contributions import Act, Version, contributors
from .file_labels import keys_of
from .rounds import states_of_this_round

if TYPE_CHECKING:
    from .models import EmergencyPublication, NewsroomTaskState, User
    from .submissions import Submission


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


def contributed_to(
    page_ids: Collection[int],
    user: Any,
    *,
    versions: Mapping[int, Version] | None = None,
    acts: Sequence[Act] | None = None,
) -> set[int]:
    """The pages among these whose paraf is not this person's, because they had a part in them."""
    found = contributors(page_ids, [user.pk], versions=versions, acts=acts)
    return {page_id for page_id, people in found.items() if people}


# --- one decision --------------------------------------------------------------------------------


def reviewer_objection(task_state: "NewsroomTaskState", user: "User") -> str:
    """Why ``user`` may not do the editor review; empty when they may."""
    if user.pk in submitter_ids(task_state):
        return _("You submitted this page yourself; somebody else has to review it.")
    return ""


def approver_objection(task_state: "NewsroomTaskState", user: "User") -> str:
    """Why ``user`` may not give the final approval; empty when they may."""
    page_id = int(task_state.workflow_state.object_id)
    if user.pk in submitter_ids(task_state) or contributed_to([page_id], user):
        return _("You worked on this page yourself; somebody else has to approve it.")
    return ""


def initial_objection(emergency: "EmergencyPublication", page: Any, user: "User") -> str:
    """Why ``user`` may not initial what went live in an emergency; empty when they may."""
    public = Version(page.live_revision_id, keys_of(page))
    if user.pk == emergency.actor_id or contributed_to([page.pk], user, versions={page.pk: public}):
        return _("You worked on this page yourself; somebody else has to approve it.")
    return ""


# --- the same for lists --------------------------------------------------------------------------


def not_theirs(
    states: Iterable["NewsroomTaskState"],
    user: Any,
    *,
    submitted: Mapping[int, "Submission"],
    approvals: Collection[int],
    acts: Sequence[Act] | None = None,
) -> set[int]:
    """The task states whose decision is somebody else's; ``approvals``: the tasks with a paraf.

    With the files that were sealed when the page was passed on; a later draft's are read.
    """
    found, to_initial, versions = set(), {}, {}
    for state in states:
        page_id = int(state.workflow_state.object_id)
        submission = submitted.get(state.workflow_state_id)
        if submission and submission.user_id == user.pk:
            found.add(state.pk)
        elif state.task_id in approvals:
            to_initial[state.pk] = page_id
            if state.file_labels is not None:
                versions[page_id] = Version(state.revision_id, state.file_labels)
    worked_on = contributed_to(set(to_initial.values()), user, versions=versions, acts=acts)
    return found | {pk for pk, page_id in to_initial.items() if page_id in worked_on}


def to_be_initialled_by(user: Any, emergencies: Collection["EmergencyPublication"]) -> set[int]:
    """The pages among these open emergencies whose paraf this approver may give."""
    others = [found for found in emergencies if found.actor_id != user.pk]
    versions = {one.page_id: Version(one.revision_id, one.file_labels) for one in others}
    return versions.keys() - contributed_to(versions, user, versions=versions)
