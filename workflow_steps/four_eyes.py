"""Nobody decides on their own work (invariant 2 of the publication gate)."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from .content import FILES, describe_file, files_of
from .models.acts import PublicationAct
from .models.approval import EmergencyPublication
from .rounds import states_of_this_round

if TYPE_CHECKING:
    from .models import NewsroomTaskState, User

CHANGES = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.copy")


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
    """Everybody who changed the page since it was last live with an approval.

    Authors of revisions, and whom the page's history names: revisions are rewritten in place by
    autosave, and ``purge_revisions`` deletes them. An older version that is brought back brings
    its writers along. So does who published it in an emergency, who wrote the material it is made
    from (``content_writers``), and who put the files there that it did not have before.
    """
    revisions = page.revisions.all()
    history = PageLogEntry.objects.filter(page_id=page.pk, action__in=CHANGES)
    emergencies = EmergencyPublication.objects.filter(page_id=page.pk)
    approved = _last_approved_live(page)
    if approved:
        emergencies = emergencies.filter(pk__gt=approved.pk)
    if approved and not _brought_back(history, approved):
        revisions = revisions.filter(pk__gt=approved.revision_id)
        history = history.filter(timestamp__gt=approved.at)
    people = set(revisions.values_list("user_id", flat=True).distinct())
    people |= set(history.order_by().values_list("user_id", flat=True).distinct())
    people |= set(emergencies.order_by().values_list("actor_id", flat=True))
    if page.latest_revision:
        people.add(page.latest_revision.user_id)
        people |= _who_brought_files(page.latest_revision.as_object(), approved)
    if not approved:
        people |= page.specific.content_writers()
    return {pk for pk in people if pk}


def _who_brought_files(draft: Any, approved: PublicationAct | None) -> set[int | None]:
    """Who uploaded, exchanged or renamed the files that readers have not seen like this yet."""
    seen = approved.content.get(FILES, []) if approved else []
    new = [file for file in files_of(draft) if describe_file(file) not in seen]
    people = {file.uploaded_by_user_id for file in new}
    types = ContentType.objects.get_for_models(*{type(file) for file in new})
    for model, content_type in types.items():
        ids = [str(file.pk) for file in new if isinstance(file, model)]
        log = ModelLogEntry.objects.filter(content_type=content_type, object_id__in=ids)
        edits = log.filter(action="wagtail.edit").order_by()
        people |= set(edits.values_list("user_id", flat=True).distinct())
    return people


def _brought_back(history: Any, approved: PublicationAct) -> bool:
    """Whether a version from before the approval was brought back since."""
    reverts = history.filter(action="wagtail.revert", timestamp__gt=approved.at)
    return any(
        (entry.data.get("revision") or {}).get("id", 0) <= (approved.revision_id or 0)
        for entry in reverts
    )


def _last_approved_live(page: Any) -> Any:
    """The act with a paraf, or recorded authority, that the page's live version goes back to."""
    if not page.live or not page.live_revision_id:
        return None
    return (
        PublicationAct.objects.filter(
            page_id=page.pk,
            revision_id__lte=page.live_revision_id,
            kind__in=[PublicationAct.Kind.APPROVAL, PublicationAct.Kind.RECORDED],
        )
        .order_by("-pk")
        .first()
    )


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
