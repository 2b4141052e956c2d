"""Withdrawing is for those who submitted; a reviewer returns, and says why (invariant 4)."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail.signals import workflow_cancelled

from . import four_eyes
from .models import NewsroomTaskState, ReviewTask
from .refusals import DecisionRefused


def refuse_return_without_reason(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Wagtail lets whoever could approve cancel instead (``WorkflowState.user_can_cancel``)."""
    task_state = instance.current_task_state
    if user is None or task_state is None:
        return
    task_state, task = task_state.specific, task_state.task.specific
    if not isinstance(task_state, NewsroomTaskState) or not isinstance(task, ReviewTask):
        return
    writers: set[int | None] = {*four_eyes.submitter_ids(task_state)}
    writers |= {instance.requested_by_id, getattr(instance.content_object, "owner_id", None)}
    if user.pk not in writers and task.may_decide_at_all(user):
        raise DecisionRefused(
            _("A reviewer does not withdraw a page but returns it, and says why.")
        )


def refuse_undoing_approval(instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    """``WorkflowState.cancel`` believes what it was loaded with; meanwhile it was approved."""
    if raw or not instance.pk or instance.status != WorkflowState.STATUS_CANCELLED:
        return
    with transaction.atomic():
        row = WorkflowState.objects.select_for_update().filter(pk=instance.pk)
        status = row.values_list("status", flat=True).first()
    if status == WorkflowState.STATUS_APPROVED:
        raise DecisionRefused(_("This page has been approved meanwhile."))


def register() -> None:
    pre_save.connect(
        refuse_undoing_approval, sender=WorkflowState, dispatch_uid="newsroom_keeps_approvals"
    )
    workflow_cancelled.connect(refuse_return_without_reason, sender=WorkflowState)
