"""What changes what the public reads, besides an approval: each with its act, or not at all."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from . import acting, digest, four_eyes, gate, signals
from .content import content_of, digest_of
from .finish import publish_exactly
from .forms import clean_reason, printable
from .models.acts import Withdrawal
from .models.approval import Approval, EmergencyPublication
from .models.review_tasks import DivisionHeadApprovalTask
from .record import record_approval_afterwards, record_emergency, record_withdrawal
from .refusals import DecisionRefused, PublicationRefused

# --- withdrawing (turun) -------------------------------------------------------------------


@transaction.atomic
def withdraw(page: Page, user: Any, reason: str, *, automatic: bool = False) -> Withdrawal:
    """Take a live page offline for a reason that the public can read (invariant 7).

    A round under way ends with it: what comes back is submitted again. ``automatic``: the clock
    does it at the end of the page's time; then ``user`` is ``None``.
    """
    page = _locked(page.pk)
    if not page.live:
        raise PublicationRefused(_("This page is not public (any more)."))
    reason = _checked_reason(reason)
    _end_round(page)
    withdrawal = record_withdrawal(page, user, reason, automatic=automatic)
    with gate.withdrawing(page.pk):
        page.unpublish(
            set_expired=automatic,
            log_action="wagtail.unpublish.scheduled" if automatic else True,
        )
    signals.page_withdrawn.send(sender=type(page), page=page, user=user, withdrawal=withdrawal)
    return withdrawal


# --- before the approval (tayang darurat) ---------------------------------------------------


@transaction.atomic
def publish_in_emergency(
    page: Page, user: Any, reason: str, digest: str, due_at: datetime | None = None
) -> EmergencyPublication:
    """Publish the latest draft before its approval (invariant 6).

    ``digest`` is that of the content the person saw; anything else is refused.
    """
    page = _locked(page.pk)
    if objection := page.emergency_objection(user):
        raise PublicationRefused(objection)
    reason = _checked_reason(reason)
    revision = page.get_latest_revision()
    draft = revision.as_object() if revision else None
    if draft is None or digest_of(draft) != digest:
        raise PublicationRefused(
            _("The draft has changed since you opened this page. Look at it again.")
        )
    if draft.live and digest_of(page) == digest:
        raise PublicationRefused(_("Exactly this is already public."))
    draft.refuse_unsettled()
    _end_round(page)
    emergency = record_emergency(revision, user, reason, due_at, digest)
    signals.emergency_published.send(sender=type(page), page=page, user=user, emergency=emergency)
    _drop_times(revision)
    publish_exactly(revision, user)
    return emergency


@transaction.atomic
def initial_afterwards(
    emergency: EmergencyPublication, user: Any, digest: str, note: str = ""
) -> Approval:
    """The paraf that an emergency publication still lacks, by somebody who had no part in it."""
    page = _locked(emergency.page_id)
    current = gate.open_emergency(page.pk)
    if current is None or current.pk != emergency.pk or not page.live:
        raise DecisionRefused(_("This emergency publication has been settled already."))
    task = final_task(page)
    standing = task and acting.standing_of(user, task.group_ids())
    if standing is None:
        raise DecisionRefused(_("This decision is not yours to make."))
    if objection := four_eyes.initial_objection(emergency, page, user):
        raise DecisionRefused(objection)
    if digest != emergency.digest or digest_of(page) != digest:
        raise DecisionRefused(_("What is public is not what you were shown. Look at it again."))
    approval = record_approval_afterwards(
        emergency, page, user, standing, note=printable(note).strip()
    )
    signals.emergency_initialled.send(
        sender=type(page), page=page, user=user, emergency=emergency, approval=approval
    )
    return approval


def final_task(page: Page) -> DivisionHeadApprovalTask | None:
    """The task whose approvers answer for this page."""
    workflow = page.get_workflow()
    tasks = workflow.tasks if workflow else ()
    return next(
        (
            task.specific
            for task in reversed(list(tasks))
            if isinstance(task.specific, DivisionHeadApprovalTask)
        ),
        None,
    )


# --- shared ---------------------------------------------------------------------------------------


def _locked(page_id: int) -> Any:
    """The page as it is now, nobody else acting on it until the transaction ends."""
    return Page.objects.select_for_update(of=("self",)).get(pk=page_id).specific


def _checked_reason(reason: str) -> str:
    try:
        return clean_reason(printable(reason))
    except ValidationError as error:
        raise PublicationRefused(" ".join(error.messages)) from error


def _end_round(page: Any) -> None:
    """Nobody's decision: the round simply has nothing left to decide."""
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=None)
    page.revisions.update(approved_go_live_at=None)


def _drop_times(revision: Revision) -> None:
    """An emergency is now; a draft's planned time would only schedule it."""
    if revision.content.get("go_live_at"):
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])


def changed_fields(before: dict[str, Any], page: Any) -> list[str]:
    """Names of the fields in which ``page`` differs from a recorded content."""
    return digest.differences(before, content_of(page))
