"""Mail on every hand-over, after commit.

Wagtail connects its notifiers straight to the signals, which are sent inside the transaction:
a slow mail server would hold the decision's locks, and a rolled back decision would be
announced. Ours are connected first under Wagtail's own ``dispatch_uid``
(``wagtail/admin/signal_handlers.py``), which makes Wagtail's connection a no-op.
"""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    Notifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from . import acting
from .models import DivisionHeadApprovalTask, EditorReviewTask, NewsroomTaskState, ReviewTask


class AfterCommit:
    """Call a notifier once the transaction is committed; a mail fault is logged, not raised."""

    def __init__(self, notifier: Notifier) -> None:
        self.notifier = notifier

    def __call__(self, instance: Any = None, **kwargs: Any) -> None:
        transaction.on_commit(partial(self.notifier, instance=instance, **kwargs), robust=True)


class HandOverNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """To those who can decide: something waits for you."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return isinstance(instance, NewsroomTaskState) and isinstance(
            instance.task.specific, ReviewTask
        )

    def get_template_base_prefix(self, instance: Any, **kwargs: Any) -> str:
        return "newsroom_task_state_"

    def get_context(self, task_state: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(task_state, **kwargs), "task_state": task_state}

    def get_recipient_users(self, task_state: Any, **kwargs: Any) -> Any:
        """The groups' members and, for the final approval, whoever acts for its holder."""
        task = task_state.task.specific
        if isinstance(task, DivisionHeadApprovalTask):
            people = acting.approvers(task.group_ids())
        else:
            people = super().get_recipient_users(task_state, **kwargs).distinct()
        return [
            person
            for person in people
            if person != kwargs.get("user") and task.is_eligible(task_state, person)
        ]


class WritersMixin:
    """Results go to everybody who waits for them, not only to the first submitter."""

    def get_recipient_users(self, workflow_state: Any, **kwargs: Any) -> set[Any]:
        recipients = set(super().get_recipient_users(workflow_state, **kwargs))  # type: ignore[misc]
        submitters = NewsroomTaskState.objects.filter(
            workflow_state=workflow_state,
            submitted_by__isnull=False,
            task__in=EditorReviewTask.objects.all(),
        ).select_related("submitted_by")
        recipients |= {state.submitted_by for state in submitters}
        recipients.add(workflow_state.content_object.owner)
        return recipients - {kwargs.get("user"), None}


class ApprovalNotifier(WritersMixin, WorkflowStateApprovalEmailNotifier):
    """To the writers: approved."""


class ReturnNotifier(WritersMixin, WorkflowStateRejectionEmailNotifier):
    """To the writers: returned, with the reason."""


def register() -> None:
    """Connect before ``wagtail.admin`` does (our app stands before it in INSTALLED_APPS)."""
    task_submitted.connect(
        AfterCommit(HandOverNotifier()),
        sender=NewsroomTaskState,
        weak=False,
        dispatch_uid="group_approval_task_submitted_email_notification",
    )
    workflow_approved.connect(
        AfterCommit(ApprovalNotifier()),
        sender=WorkflowState,
        weak=False,
        dispatch_uid="workflow_state_approved_email_notification",
    )
    workflow_rejected.connect(
        AfterCommit(ReturnNotifier()),
        sender=WorkflowState,
        weak=False,
        dispatch_uid="workflow_state_rejected_email_notification",
    )
    # Superusers are no part of the procedure: no mail for each submission.
    workflow_submitted.connect(
        _nothing,
        sender=WorkflowState,
        weak=False,
        dispatch_uid="workflow_state_submitted_email_notification",
    )


def _nothing(**kwargs: Any) -> None:
    return None
