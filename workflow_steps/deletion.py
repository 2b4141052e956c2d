"""What has ever been live cannot be deleted (invariant 7), nor what is being decided."""

from typing import Any

from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _

from .gate import GatedPageMixin, was_ever_public
from .models import DivisionHeadApprovalTask
from .refusals import PublicationRefused


def refuse_deletion(instance: Any, **kwargs: Any) -> None:
    """By signal, not in ``delete``: deleting a parent, or in bulk, asks no child's method."""
    if isinstance(instance, GatedPageMixin) and (objection := objection_to_deleting(instance)):
        raise PublicationRefused(objection)


def objection_to_deleting(page: Any) -> str:
    """Why a page may not be deleted; empty when it may."""
    title = {"title": page.title}
    if was_ever_public(page.pk):
        return _("“%(title)s” has been public and stays on record; withdraw it instead.") % title
    task = page.current_workflow_task
    if task and isinstance(task.specific, DivisionHeadApprovalTask):  # invariant 3: read-only
        return _("“%(title)s” is with the Kepala Bidang; it has to be returned first.") % title
    if page.revisions.filter(approved_go_live_at__isnull=False).exists():
        return _("“%(title)s” is approved and waits for its time; cancel that first.") % title
    return ""


def register() -> None:
    pre_delete.connect(refuse_deletion, dispatch_uid="newsroom_keeps_what_was_live")
