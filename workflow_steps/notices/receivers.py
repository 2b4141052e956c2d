"""What this floor's own acts tell, and to whom.

Every receiver runs in the transaction of what it tells: it settles what was asked before, then
writes. Wagtail's own mails, sent inside the transaction, give way to these: ours are connected
first under its ``dispatch_uid`` (``wagtail/admin/signal_handlers.py``), which makes its connection
a no-op.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.signals import post_delete
from django.urls import reverse
from wagtail import signals as wagtail_signals
from wagtail.models import Page, WorkflowState, get_default_page_content_type

from .. import emergency as emergencies
from .. import signals
from ..gate import GatedPageMixin, act_of_live
from ..models import (
    Approval,
    EditorReviewTask,
    EmergencyPublication,
    NewsroomTaskState,
    Notice,
    PublicationAct,
)
from .decisions import deciders
from .preferences import REMINDING
from .writing import PAGE, News, settle, tell

Kind = Notice.Kind


def news_of(page: Any, kind: Kind, key: Any, url: str, **fields: Any) -> News:
    title = page.get_admin_display_title()
    return News(kind, f"{kind.value}:{key}", title, url, item_type=PAGE, item_id=page.pk, **fields)


def editor_of(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def writers_of(page: Any, workflow_state: Any = None) -> list[Any]:
    """Everybody who waits for what becomes of it: owner and submitters, not only the first."""
    people = {page.owner_id}
    if workflow_state is not None:
        submitted = NewsroomTaskState.objects.filter(
            workflow_state=workflow_state, task__in=EditorReviewTask.objects.all()
        )
        people |= {
            workflow_state.requested_by_id,
            *submitted.values_list("submitted_by", flat=True),
        }
    return list(get_user_model()._default_manager.filter(pk__in=people - {None}))


# --- steps 4 and 5 -------------------------------------------------------------------------------


def on_decision_awaited(page: Any, user: Any, task_state: Any, **kwargs: Any) -> None:
    people = deciders([task_state]).get(task_state.pk, set())
    news = news_of(
        page,
        Kind.WAITING,
        f"task:{task_state.pk}",
        reverse("newsroom_decision", args=[task_state.pk]),
        due_at=task_state.due_at,
        data={"task": task_state.task.name},
    )
    tell(get_user_model()._default_manager.filter(pk__in=people), news, actor=user)


def on_opening(page: Any, **kwargs: Any) -> None:
    """The time of step 4 has ended; the decision is still waited for."""
    settle(PAGE, page.pk, kinds=REMINDING)


def on_return(page: Any, user: Any, task_state: Any, reason: str, **kwargs: Any) -> None:
    settle(PAGE, page.pk)
    data = {"actor": str(user), "reason": reason, "task": task_state.task.name}
    news = news_of(page, Kind.RETURNED, f"task:{task_state.pk}", editor_of(page), data=data)
    tell(writers_of(page, task_state.workflow_state), news, actor=user)


def on_approval(page: Any, user: Any, task_state: Any, approval: Approval, **kwargs: Any) -> None:
    settle(PAGE, page.pk)
    data = {"actor": str(user), "note": approval.note}
    url = editor_of(page)
    if goes_live_later(approval) and approval.go_live_at:
        data["go_live_at"] = approval.go_live_at.isoformat()
    news = news_of(page, Kind.APPROVED, f"task:{task_state.pk}", url, data=data)
    tell(writers_of(page, task_state.workflow_state), news, actor=user)


def goes_live_later(act: Any) -> bool:
    approval = Approval.objects.filter(pk=act.pk).only("go_live_at", "at").first()
    return bool(approval and approval.go_live_at and approval.go_live_at > approval.at)


def on_end_of_round(page: Any, **kwargs: Any) -> None:
    settle(PAGE, page.pk)


def on_cancelling(instance: WorkflowState, **kwargs: Any) -> None:
    """Taken back by its author, or overtaken by another act."""
    if instance.base_content_type_id == get_default_page_content_type().pk:
        settle(PAGE, int(instance.object_id))


# --- step 6 --------------------------------------------------------------------------------------


def on_live(instance: Any, **kwargs: Any) -> None:
    """For the writers, unless "approved" has told them the same a moment ago.

    Wagtail also sends the signal when a page is only scheduled, hence the look at ``live``.
    """
    if not isinstance(instance, GatedPageMixin) or not instance.live:
        return
    act = act_of_live(instance)
    if act is not None and (act.kind != PublicationAct.Kind.APPROVAL or goes_live_later(act)):
        people = [one for one in writers_of(instance) if one.pk != act.actor_id]
        tell(people, live_news(instance))


def live_news(page: Any) -> News:
    """One for each version: whoever wrote it and brought its material is told once."""
    return news_of(page, Kind.LIVE, f"{page.pk}:{page.live_revision_id}", page.url or "")


# --- tayang darurat ------------------------------------------------------------------------------


def on_emergency(page: Any, user: Any, emergency: EmergencyPublication, **kwargs: Any) -> None:
    """To everybody who may give the paraf afterwards, at any hour."""
    settle(PAGE, page.pk)
    news = news_of(
        page,
        Kind.EMERGENCY,
        emergency.pk,
        reverse("newsroom_emergency_sheet", args=[page.pk]),
        due_at=emergency.due_at,
        data={"actor": emergency.actor_name, "reason": emergency.reason},
    )
    tell(emergencies.eligible_approvers(page, emergency.actor_id), news, actor=user)


# --- registering ---------------------------------------------------------------------------------


def on_deletion(instance: Page, **kwargs: Any) -> None:
    settle(PAGE, instance.pk)


def register() -> None:
    """Connect before ``wagtail.admin`` does (our app stands before it in INSTALLED_APPS)."""
    for signal, receiver in (
        (signals.decision_awaited, on_decision_awaited),
        (signals.approval_opened, on_opening),
        (signals.page_returned, on_return),
        (signals.page_approved, on_approval),
        (signals.emergency_published, on_emergency),
        (wagtail_signals.page_published, on_live),
        (wagtail_signals.workflow_cancelled, on_cancelling),
    ):
        signal.connect(receiver, dispatch_uid=f"newsroom_notices_{receiver.__name__}")
    for signal in (
        signals.page_submitted,
        signals.review_passed,
        signals.page_withdrawn,
        signals.emergency_initialled,
    ):
        signal.connect(on_end_of_round, dispatch_uid="newsroom_notices_settle")
    post_delete.connect(on_deletion, sender=Page, dispatch_uid="newsroom_notices_deletion")
    _silence_wagtail()


def _silence_wagtail() -> None:
    senders: Iterable[tuple[Any, type[Model], str]] = (
        (wagtail_signals.task_submitted, NewsroomTaskState, "group_approval_task_submitted"),
        (wagtail_signals.workflow_approved, WorkflowState, "workflow_state_approved"),
        (wagtail_signals.workflow_rejected, WorkflowState, "workflow_state_rejected"),
        (wagtail_signals.workflow_submitted, WorkflowState, "workflow_state_submitted"),
    )
    for signal, sender, name in senders:
        signal.connect(
            _nothing, sender=sender, weak=False, dispatch_uid=f"{name}_email_notification"
        )


def _nothing(**kwargs: Any) -> None:
    return None
