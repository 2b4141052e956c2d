"""Steps 4 and 5 as Wagtail workflow tasks."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import WorkflowLock
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    Task,
    TaskState,
    WorkflowState,
    WorkflowTask,
)

from .. import four_eyes, signals
from ..forms import clean_reason, form_for_action, printable
from ..refusals import DecisionRefused, SubmissionRefused
from ..rounds import states_of_this_round
from .users import User


class NewsroomTaskState(TaskState):
    """What Wagtail does not keep about a task: who handed it on, who opened it first."""

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("submitted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_at = models.DateTimeField(gettext_lazy("first opened at"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("first opened by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What was passed on to this task, and by when it is due in working time.
    content = models.JSONField(gettext_lazy("content"), null=True, blank=True)
    digest = models.CharField(gettext_lazy("digest"), max_length=64, blank=True)
    due_at = models.DateTimeField(gettext_lazy("due"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = gettext_lazy("task state")
        verbose_name_plural = gettext_lazy("task states")

    @property
    def page(self) -> Any:
        """The page under review, as its latest draft's page type."""
        return self.workflow_state.content_object.specific


class ReviewTask(AbstractGroupApprovalTask):
    """What the two review tasks share.

    Superusers get no special treatment: only members of the task's groups decide, one decision
    per task, and a return carries its reason whatever route it came by.
    """

    task_state_class = NewsroomTaskState

    class Meta:
        abstract = True

    # --- starting ---------------------------------------------------------------------

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Start here, or at the first task that has not passed in this round.

        ``WorkflowState.resume`` restarts the task that returned the page; the SOP wants the
        whole of steps 3 to 5 again.
        """
        with transaction.atomic():
            earlier = self._first_open_predecessor(workflow_state)
            if earlier:
                return earlier.specific.start(workflow_state, user=user)
            page = workflow_state.content_object.get_latest_revision_as_object()
            missing = page.missing_for_submission()
            if missing:
                raise SubmissionRefused(missing)
            task_state = super().start(workflow_state, user=user)
            task_state.submitted_by = user
            task_state.save(update_fields=["submitted_by"])
            if not self._predecessors(workflow_state):
                signals.page_submitted.send(
                    sender=type(self),
                    page=task_state.page,
                    user=user,
                    task_state=task_state,
                    revision=task_state.revision,
                )
            return task_state

    def _predecessors(self, workflow_state: WorkflowState) -> list[int]:
        tasks = list(
            WorkflowTask.objects.filter(workflow=workflow_state.workflow, task__active=True)
            .order_by("sort_order")
            .values_list("task_id", flat=True)
        )
        return tasks[: tasks.index(self.pk)] if self.pk in tasks else []

    def _first_open_predecessor(self, workflow_state: WorkflowState) -> Task | None:
        before = self._predecessors(workflow_state)
        passed = set(
            states_of_this_round(workflow_state)
            .filter(status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED])
            .values_list("task_id", flat=True)
        )
        missing = next((pk for pk in before if pk not in passed), None)
        return Task.objects.get(pk=missing) if missing else None

    # --- who ------------------------------------------------------------------------------

    def objection(self, task_state: NewsroomTaskState, user: User) -> str:
        """Why this person may not decide this task; empty when they may."""
        raise NotImplementedError

    def is_eligible(self, task_state: NewsroomTaskState, user: User) -> bool:
        return self._user_in_groups(user) and not self.objection(task_state, user)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return self._user_in_groups(user)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        task_state = obj.current_workflow_task_state
        if not task_state or not self.is_eligible(task_state, user):
            return []
        return [
            ("reject", gettext_lazy("Return with a reason"), True),
            ("approve", self.approve_label, False),
            ("approve", gettext_lazy("Approve with a note"), True),
        ]

    approve_label: ClassVar[Any] = gettext_lazy("Approve")

    def get_form_for_action(self, action: str) -> Any:
        return form_for_action(action)

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        if self._user_in_groups(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def stale_content(self, task_state: NewsroomTaskState) -> str:
        """Why the content under review cannot be approved any more; empty when it can."""
        return ""

    # --- deciding ----------------------------------------------------------------------------

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Decide once. Every route of Wagtail's ends here (modal, editor, dashboard).

        The row lock makes the second of two simultaneous deciders wait, then tells them what
        the first decided.
        """
        # The page before its task, as in every request of the admin (``middleware.lock_page``).
        Page.objects.select_for_update().filter(pk=task_state.workflow_state.object_id).first()
        workflow_state = WorkflowState.objects.select_for_update().get(
            pk=task_state.workflow_state_id
        )
        locked = NewsroomTaskState.objects.select_for_update().get(pk=task_state.pk)
        if locked.status != TaskState.STATUS_IN_PROGRESS:
            raise DecisionRefused(already_decided(locked))
        if workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
            # Otherwise Wagtail would take the decision and then publish nothing.
            raise DecisionRefused(_("This page has been withdrawn meanwhile."))
        if action_name not in {"approve", "reject"}:
            raise DecisionRefused(_("This action does not exist."))
        if not self._user_in_groups(user):
            raise DecisionRefused(_("This decision is not yours to make."))
        if objection := self.objection(locked, user):
            raise DecisionRefused(objection)
        if action_name == "approve" and (problem := self.stale_content(locked)):
            raise DecisionRefused(problem)
        comment = printable(str(kwargs.get("comment", "")))
        if action_name == "reject":
            try:
                comment = clean_reason(comment)
            except ValidationError as error:
                raise DecisionRefused(" ".join(error.messages)) from error
        self.announce_decision(locked, user, action_name, comment)
        super().on_action(locked, user, action_name, comment=comment)
        # The caller's object now tells the truth.
        task_state.status = locked.status

    def announce_decision(
        self, task_state: NewsroomTaskState, user: User, action_name: str, comment: str
    ) -> None:
        if action_name == "reject":
            signals.page_returned.send(
                sender=type(self),
                page=task_state.page,
                user=user,
                task_state=task_state,
                reason=comment,
            )


def already_decided(task_state: NewsroomTaskState) -> str:
    """Tell a late decider who decided what, and when."""
    names = {
        TaskState.STATUS_APPROVED: _("approved"),
        TaskState.STATUS_REJECTED: _("returned"),
        TaskState.STATUS_CANCELLED: _("withdrawn"),
    }
    when = task_state.finished_at and timezone.localtime(task_state.finished_at)
    return _("This has already been decided: %(outcome)s by %(who)s at %(time)s.") % {
        "outcome": names.get(task_state.status, task_state.get_status_display()),
        "who": task_state.finished_by or _("the system"),
        "time": f"{when:%H.%M}" if when else "–",
    }


class EditorReviewTask(ReviewTask):
    """Inside step 4: the Web Administrator reviews, and may still improve, the draft."""

    class Meta:
        verbose_name = gettext_lazy("editor review")
        verbose_name_plural = gettext_lazy("editor reviews")

    approve_label = gettext_lazy("Pass on to the Kepala Bidang")

    @classmethod
    def get_description(cls) -> Any:
        return gettext_lazy("The editor review before the Kepala Bidang's approval (SOP step 4)")

    def objection(self, task_state: NewsroomTaskState, user: User) -> str:
        return four_eyes.reviewer_objection(task_state, user)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return not self._user_in_groups(user)

    def announce_decision(
        self, task_state: NewsroomTaskState, user: User, action_name: str, comment: str
    ) -> None:
        super().announce_decision(task_state, user, action_name, comment)
        if action_name == "approve":
            # The reviewer may have edited: what passes is the draft as it stands now. Wagtail
            # would count the approval for the older revision and start this review again.
            task_state.revision = task_state.page.get_latest_revision()
            signals.review_passed.send(
                sender=type(self),
                page=task_state.page,
                user=user,
                task_state=task_state,
                comment=comment,
            )


class AwaitingApprovalLock(WorkflowLock):
    """Invariant 3: while the Kepala Bidang decides, the page is read-only for everybody."""

    def get_message(self, user: User) -> str:
        return _(
            "This page is with the Kepala Bidang and cannot be changed. "
            "To change it, it has to be returned first."
        )


class DivisionHeadApprovalTask(ReviewTask):
    """Step 5: the Kepala Bidang checks, then approves or returns."""

    lock_class = AwaitingApprovalLock

    class Meta:
        verbose_name = gettext_lazy("Kepala Bidang's approval")
        verbose_name_plural = gettext_lazy("Kepala Bidang's approvals")

    approve_label = gettext_lazy("Approve and publish")

    @classmethod
    def get_description(cls) -> Any:
        return gettext_lazy("The final approval; the page goes live with it (SOP steps 5 and 6)")

    def objection(self, task_state: NewsroomTaskState, user: User) -> str:
        return four_eyes.approver_objection(task_state, user)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        return True

    def user_can_lock(self, obj: Any, user: User) -> bool:
        return False

    def stale_content(self, task_state: NewsroomTaskState) -> str:
        """Invariant 3: what is approved is what was submitted; nothing newer hides behind it."""
        if task_state.page.latest_revision_id == task_state.revision_id:
            return ""
        return _("The page was changed after it was submitted. Return it, so that it is reviewed.")

    @transaction.atomic
    def record_opening(
        self, task_state: NewsroomTaskState, user: User, *, implied: bool = False
    ) -> bool:
        """The first opening by an eligible approver closes step 4; later ones change nothing.

        ``implied`` marks a decision made without ever opening the page (from the dashboard).
        Returns whether this was the first.
        """
        locked = NewsroomTaskState.objects.select_for_update().get(pk=task_state.pk)
        running = locked.status == TaskState.STATUS_IN_PROGRESS
        if not running or locked.opened_at or not self.is_eligible(locked, user):
            return False
        locked.opened_at = timezone.now()
        locked.opened_by = user
        locked.save(update_fields=["opened_at", "opened_by"])
        signals.approval_opened.send(
            sender=type(self), page=locked.page, user=user, task_state=locked, implied=implied
        )
        return True

    def announce_decision(
        self, task_state: NewsroomTaskState, user: User, action_name: str, comment: str
    ) -> None:
        self.record_opening(task_state, user, implied=True)
        super().announce_decision(task_state, user, action_name, comment)
        if action_name == "approve":
            signals.page_approved.send(
                sender=type(self),
                page=task_state.page,
                user=user,
                task_state=task_state,
                revision=task_state.revision,
                comment=comment,
            )
