"""Steps 4 and 5 as Wagtail workflow tasks."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import WorkflowLock
from wagtail.models import TaskState

from .. import acting, four_eyes, signals
from ..content import content_of, field_names
from ..digest import differences, digest
from ..record import missing_files, record_approval
from .tasks import NewsroomTaskState, ReviewTask, set_due
from .users import User


def overtakes_emergency(page: Any) -> str:
    """Why this may not be approved for later: what readers see until then has no paraf yet."""
    from ..gate import open_emergency  # which builds upon the models

    waits = page.go_live_at is not None and page.go_live_at > timezone.now()
    if not waits or open_emergency(page.pk) is None:
        return ""
    return _(
        "What is public now was published in an emergency and still waits for its initial "
        "(paraf). Initial or withdraw it first, or return this so that it goes live at once."
    )


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
        self,
        task_state: NewsroomTaskState,
        user: User,
        action_name: str,
        comment: str,
        shown: dict[str, Any],
    ) -> None:
        super().announce_decision(task_state, user, action_name, comment, shown)
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
            "To change it, it has to be returned, or taken back by whoever submitted it."
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

    def standing(self, user: User) -> "acting.Standing | None":
        """The office-holder, or whoever acts for them by letter (Plt./Plh.)."""
        return acting.standing_of(user, self.group_ids())

    def may_decide_at_all(self, user: User) -> bool:
        return self.standing(user) is not None

    def stale_content(self, task_state: NewsroomTaskState, shown_digest: str) -> str:
        """Invariant 3: approved is what was passed on and shown, and what will go live."""
        approved = task_state.revision.as_object()
        current = content_of(approved)
        if task_state.digest != digest(current):
            return _("This page was changed behind the approval (%(fields)s). Return it.") % {
                "fields": ", ".join(
                    field_names(
                        type(task_state.page), differences(task_state.content or {}, current)
                    )
                )
            }
        if shown_digest and shown_digest != task_state.digest:
            return _("The page has changed since you opened it. Look at it again.")
        if task_state.page.latest_revision_id != task_state.revision_id:
            return _(
                "The page was changed after it was submitted. Return it, so that it is reviewed."
            )
        if missing_files(current):
            return _("A file that this page uses is missing on the server. Return it.")
        return overtakes_emergency(approved) or str(approved.publication_objection())

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
        set_due(locked)
        signals.approval_opened.send(
            sender=type(self),
            page=locked.page,
            user=user,
            task_state=locked,
            implied=implied,
            standing=self.standing(user),
        )
        return True

    def announce_decision(
        self,
        task_state: NewsroomTaskState,
        user: User,
        action_name: str,
        comment: str,
        shown: dict[str, Any],
    ) -> None:
        self.record_opening(task_state, user, implied=True)
        super().announce_decision(task_state, user, action_name, comment, shown)
        standing = self.standing(user)
        if action_name != "approve" or standing is None:
            return
        task_state.refresh_from_db(fields=["opened_at"])
        approval = record_approval(task_state, user, standing, shown=shown, note=comment)
        signals.page_approved.send(
            sender=type(self),
            page=task_state.page,
            user=user,
            task_state=task_state,
            revision=task_state.revision,
            comment=comment,
            approval=approval,
            standing=standing,
        )
