"""What the two review tasks of steps 4 and 5 share, and what is kept about each pass."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    Task,
    TaskState,
    WorkflowState,
    WorkflowTask,
)

from .. import acting, signals
from ..content import content_of
from ..digest import digest
from ..file_labels import labels_of
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
    file_labels = models.JSONField(
        gettext_lazy("names and credits of files"), null=True, blank=True
    )
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
            page.refuse_unsettled()
            task_state = super().start(workflow_state, user=user)
            task_state.submitted_by = user
            passed_on = task_state.revision.as_object()
            task_state.content = content_of(passed_on)
            task_state.digest = digest(task_state.content)
            task_state.file_labels = labels_of(passed_on)
            task_state.save(update_fields=["submitted_by", "content", "digest", "file_labels"])
            set_due(task_state)
            if not self._predecessors(workflow_state):
                signals.page_submitted.send(
                    sender=type(self),
                    page=task_state.page,
                    user=user,
                    task_state=task_state,
                    revision=task_state.revision,
                )
            signals.decision_awaited.send(
                sender=type(self), page=task_state.page, user=user, task_state=task_state
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

    def group_ids(self) -> list[int]:
        return list(self.groups.values_list("pk", flat=True))

    def may_decide_at_all(self, user: User) -> bool:
        """Whether decisions of this kind are this person's; four eyes come on top."""
        return bool(self._user_in_groups(user))

    def standing(self, user: User) -> "acting.Standing | None":
        """In which capacity a person decides; ``None`` where that is no question."""
        return None

    def is_eligible(self, task_state: NewsroomTaskState, user: User) -> bool:
        return self.may_decide_at_all(user) and not self.objection(task_state, user)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        return self.may_decide_at_all(user)

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
        if self.may_decide_at_all(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def stale_content(self, task_state: NewsroomTaskState, shown_digest: str) -> str:
        """Why the content under review cannot be approved any more; empty when it can.

        ``shown_digest``: what the decision says it is about; empty when it does not say.
        """
        current = content_of(task_state.page.get_latest_revision_as_object())
        if shown_digest and shown_digest != digest(current):
            return _("The page has changed since you opened it. Look at it again.")
        return ""

    # --- deciding ----------------------------------------------------------------------------

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Decide once. Every route of Wagtail's ends here (modal, editor, dashboard).

        ``digest`` (of what was shown) and ``shown`` (route and time) come from the sign-off
        sheet. The row lock makes the second of two simultaneous deciders wait, then tells them
        what the first decided.
        """
        shown_digest = str(kwargs.get("digest") or "")
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
        if not self.may_decide_at_all(user):
            raise DecisionRefused(_("This decision is not yours to make."))
        if objection := self.objection(locked, user):
            raise DecisionRefused(objection)
        if action_name == "approve" and (problem := self.stale_content(locked, shown_digest)):
            raise DecisionRefused(problem)
        comment = printable(str(kwargs.get("comment", "")))
        if action_name == "reject":
            try:
                comment = clean_reason(comment)
            except ValidationError as error:
                raise DecisionRefused(" ".join(error.messages)) from error
        shown = {"route": "code", "digest": shown_digest} | (kwargs.get("shown") or {})
        self.announce_decision(locked, user, action_name, comment, shown)
        super().on_action(locked, user, action_name, comment=comment)
        # The caller's object now tells the truth.
        task_state.status = locked.status

    def announce_decision(
        self,
        task_state: NewsroomTaskState,
        user: User,
        action_name: str,
        comment: str,
        shown: dict[str, Any],
    ) -> None:
        if action_name == "reject":
            signals.page_returned.send(
                sender=type(self),
                page=task_state.page,
                user=user,
                task_state=task_state,
                reason=comment,
                standing=self.standing(user),
            )


def set_due(task_state: NewsroomTaskState) -> None:
    """By when this is due; ``due`` reads the procedure and the calendar, so it comes later."""
    from .. import due

    due.set_due(task_state)


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
