"""Listens to what the floors below announce, and writes it down.

Every receiver runs inside the announcing transaction: if the ledger cannot be written, the
thing did not happen.
"""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, WorkflowState
from wagtail.signals import page_published, workflow_cancelled

from news import signals as news_signals
from workflow_steps import signals as step_signals
from workflow_steps.content import digest_of
from workflow_steps.gate import GatedPageMixin

from . import register
from .gate_receivers import act_data
from .ledger import Item, append
from .models import StepTiming, WorkEvent

Kind = WorkEvent.Kind


# --- steps 1 and 2 ------------------------------------------------------------------------


@receiver(news_signals.material_received)
def on_material_received(material: Any, user: Any, **kwargs: Any) -> None:
    append(Kind.MATERIAL_RECEIVED, Item.material(material), user=user)


@receiver(news_signals.material_handed_over)
def on_material_handed_over(material: Any, user: Any, **kwargs: Any) -> None:
    append(Kind.MATERIAL_HANDED_OVER, Item.material(material), user=user)


@receiver(news_signals.material_classified)
def on_material_classified(material: Any, user: Any, **kwargs: Any) -> None:
    data = {
        "category": str(material.category or ""),
        "information_class": str(material.information_class or ""),
        "writer": str(material.writer or ""),
    }
    append(Kind.MATERIAL_CLASSIFIED, Item.material(material), user=user, data=data)


@receiver(news_signals.material_declined)
def on_material_declined(material: Any, user: Any, reason: str, **kwargs: Any) -> None:
    append(Kind.MATERIAL_DECLINED, Item.material(material), user=user, data={"reason": reason})


# --- step 3 -------------------------------------------------------------------------------


@receiver(news_signals.page_made)
def on_page_made(page: Any, user: Any, materials: list[Any], **kwargs: Any) -> None:
    """Step 3 opened when the material was classified; of several, when the last one was."""
    for material in materials:
        if material.self_recorded and not _knows_material(material):
            append(Kind.MATERIAL_RECORDED, Item.material(material), user=user)
    append(
        Kind.PAGE_MADE,
        Item.page(page),
        user=user,
        opens_at=_classified_at([material.pk for material in materials]),
        data={"materials": [material.pk for material in materials]},
    )


def _knows_material(material: Any) -> bool:
    return WorkEvent.objects.filter(
        item_type=WorkEvent.ItemType.MATERIAL, item_id=material.pk
    ).exists()


def _classified_at(material_ids: list[int]) -> datetime | None:
    return (
        WorkEvent.objects.filter(
            item_type=WorkEvent.ItemType.MATERIAL,
            item_id__in=material_ids,
            kind=Kind.MATERIAL_CLASSIFIED,
        )
        .order_by("-sequence")
        .values_list("at", flat=True)
        .first()
    )


@receiver(news_signals.material_linked)
def on_material_linked(page: Any, material: Any, user: Any, **kwargs: Any) -> None:
    append(Kind.MATERIAL_LINKED, Item.page(page), user=user, data={"material": material.pk})


@receiver(news_signals.privacy_confirmed)
def on_privacy_confirmed(page: Any, user: Any, confirmation: Any, **kwargs: Any) -> None:
    """Which kinds and how many; never what was found."""
    append(
        Kind.PRIVACY_CONFIRMED,
        Item.page(page),
        user=user,
        revision_id=page.latest_revision_id,
        data={"kinds": confirmation.kinds, "reason": confirmation.reason},
    )


@receiver(step_signals.page_submitted)
def on_page_submitted(page: Any, user: Any, revision: Any, **kwargs: Any) -> None:
    append(
        Kind.PAGE_SUBMITTED,
        Item.page(page),
        user=user,
        revision_id=revision.pk,
        digest=kwargs["task_state"].digest,
    )


# --- steps 4 and 5 ------------------------------------------------------------------------


@receiver(step_signals.review_passed)
def on_review_passed(page: Any, user: Any, task_state: Any, comment: str, **kwargs: Any) -> None:
    append(
        Kind.REVIEW_PASSED,
        Item.page(page),
        user=user,
        revision_id=task_state.revision_id,
        data={"note": comment} if comment else {},
    )


@receiver(step_signals.approval_opened)
def on_approval_opened(page: Any, user: Any, task_state: Any, implied: bool, **kwargs: Any) -> None:
    append(
        Kind.APPROVAL_OPENED,
        Item.page(page),
        user=user,
        revision_id=task_state.revision_id,
        digest=task_state.digest,
        standing=kwargs.get("standing"),
        data={"implied": implied},
    )


@receiver(step_signals.page_returned)
def on_page_returned(page: Any, user: Any, task_state: Any, reason: str, **kwargs: Any) -> None:
    append(
        Kind.PAGE_RETURNED,
        Item.page(page),
        user=user,
        revision_id=task_state.revision_id,
        digest=task_state.digest,
        standing=kwargs.get("standing"),
        data={"reason": reason, "task": task_state.task.name},
    )


@receiver(step_signals.page_approved)
def on_page_approved(
    page: Any, user: Any, revision: Any, comment: str, approval: Any, standing: Any, **kwargs: Any
) -> None:
    """Step 6 opens with the approval, or with the go-live time if that is later."""
    go_live_at = approval.go_live_at
    append(
        Kind.PAGE_APPROVED,
        Item.page(page),
        user=user,
        revision_id=revision.pk,
        digest=approval.digest,
        standing=standing,
        opens_at=go_live_at if go_live_at and go_live_at > timezone.now() else None,
        data=act_data(approval) | ({"note": comment} if comment else {}),
    )


@receiver(workflow_cancelled, sender=WorkflowState)
def on_workflow_cancelled(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    page = instance.content_object
    if not isinstance(page, Page):
        return
    if _running(page, 4, 5).exists():
        append(Kind.SUBMISSION_WITHDRAWN, Item.page(page), user=user)


# --- steps 6 and 7 ------------------------------------------------------------------------


@receiver(step_signals.publication_scheduled)
def on_publication_scheduled(
    page: Any, user: Any, revision: Any, go_live_at: datetime, **kwargs: Any
) -> None:
    append(
        Kind.PUBLICATION_SCHEDULED,
        Item.page(page),
        user=user,
        revision_id=revision.pk,
        data={"go_live_at": go_live_at.isoformat()},
    )


@receiver(page_published)
def on_page_published(instance: Any, revision: Any, **kwargs: Any) -> None:
    """Wagtail also sends this when a page is only scheduled; then it is not live."""
    if not isinstance(instance, GatedPageMixin) or not instance.live or instance.alias_of_id:
        return
    published = append(
        Kind.PAGE_PUBLISHED,
        Item.page(instance),
        # After an approval the system publishes; otherwise somebody did.
        user=None if _was_due(instance, revision) else _active_user(),
        revision_id=revision.pk,
        digest=digest_of(instance),
    )
    record = register.enter(instance, published)
    own = [note for note in record.corrections if note["number"] == record.register_number]
    recorded = append(
        Kind.PAGE_RECORDED,
        Item.page(instance),
        revision_id=revision.pk,
        data={"register_number": record.register_number}
        | ({"correction": own[0]["text"]} if own else {}),
    )
    register.entered(record, recorded)


def _was_due(page: Page, revision: Any) -> bool:
    """Whether exactly this revision was approved and its time has come."""
    approved = (
        WorkEvent.objects.filter(
            item_type=WorkEvent.ItemType.PAGE, item_id=page.pk, kind=Kind.PAGE_APPROVED
        )
        .order_by("-sequence")
        .first()
    )
    due = _running(page, 6).filter(opened_at__lte=timezone.now()).exists()
    return due and approved is not None and approved.revision_id == revision.pk


@receiver(post_delete)
def on_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """After the deletion, since Wagtail takes a live page offline in ``pre_delete``."""
    if isinstance(instance, Page) and isinstance(instance, GatedPageMixin):
        if instance.alias_of_id:
            return
        append(Kind.PAGE_DELETED, Item.page(instance), user=_active_user())


# --- who goes on with it --------------------------------------------------------------------


@receiver(step_signals.work_handed_over)
def on_work_handed_over(
    item: Any, user: Any, what: str, previous: Any, person: Any, **kwargs: Any
) -> None:
    about = Item.page(item) if isinstance(item, Page) else Item.material(item)
    data = {
        "what": what,
        "from": str(previous or ""),
        "from_id": previous.pk if previous else None,
        "to": str(person),
        "to_id": person.pk,
    }
    append(Kind.WORK_HANDED_OVER, about, user=user, data=data)


# --- the standard itself --------------------------------------------------------------------


@receiver(step_signals.procedure_adopted)
def on_procedure_adopted(procedure: Any, user: Any, **kwargs: Any) -> None:
    """Whoever changes the standard is on record; the version made by the setup is nobody's."""
    if user is not None:
        data = {"effective_from": procedure.effective_from.isoformat()}
        append(Kind.PROCEDURE_ADOPTED, Item.procedure(procedure), user=user, data=data)


@receiver(step_signals.procedure_withdrawn)
def on_procedure_withdrawn(procedure: Any, user: Any, **kwargs: Any) -> None:
    append(Kind.PROCEDURE_WITHDRAWN, Item.procedure(procedure), user=user)


def _running(page: Any, *step_numbers: int) -> Any:
    return StepTiming.objects.filter(
        item_type=WorkEvent.ItemType.PAGE,
        item_id=page.pk,
        step__in=step_numbers,
        outcome=StepTiming.Outcome.RUNNING,
    )


def _active_user() -> Any:
    """Who is at work, where Wagtail's signal does not say (set by its admin)."""
    return get_active_log_context().user
