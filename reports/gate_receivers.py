"""What the ledger writes about the gate: withdrawals, emergencies, authority, appointments."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from workflow_steps import acting
from workflow_steps import signals as step_signals
from workflow_steps.models import DivisionHeadApprovalTask

from . import register
from .ledger import Item, append
from .models import WorkEvent

Kind = WorkEvent.Kind


def act_data(act: Any, **more: Any) -> dict[str, Any]:
    """Ties an act to the chain: its seal covers everything it says."""
    return {"act": act.pk, "seal": act.seal} | more


@receiver(step_signals.page_withdrawn)
def on_page_withdrawn(page: Any, user: Any, withdrawal: Any, **kwargs: Any) -> None:
    withdrawn = append(
        Kind.PAGE_WITHDRAWN,
        Item.page(page),
        user=user,
        revision_id=withdrawal.revision_id,
        digest=withdrawal.digest,
        data=act_data(withdrawal, reason=withdrawal.reason, automatic=withdrawal.automatic),
    )
    register.withdrawn(withdrawn)


@receiver(step_signals.emergency_published)
def on_emergency_published(page: Any, user: Any, emergency: Any, **kwargs: Any) -> None:
    due_at = emergency.due_at.isoformat() if emergency.due_at else ""
    append(
        Kind.EMERGENCY_PUBLISHED,
        Item.page(page),
        user=user,
        revision_id=emergency.revision_id,
        digest=emergency.digest,
        data=act_data(emergency, reason=emergency.reason, due_at=due_at),
    )


@receiver(step_signals.emergency_initialled)
def on_emergency_initialled(
    page: Any, user: Any, emergency: Any, approval: Any, **kwargs: Any
) -> None:
    standing = acting.Standing(
        capacity=approval.capacity,
        office=approval.actor_office,
        holder_id=approval.acting_for_id,
        holder_name=approval.acting_for_name,
        appointment_id=approval.appointment_id,
        letter_number=approval.letter_number,
    )
    append(
        Kind.EMERGENCY_INITIALLED,
        Item.page(page),
        user=user,
        revision_id=approval.revision_id,
        digest=approval.digest,
        standing=standing,
        data=act_data(approval, emergency=emergency.pk),
    )
    register.initialled_afterwards(approval)


@receiver(step_signals.authority_recorded)
def on_authority_recorded(page: Any, authority: Any, **kwargs: Any) -> None:
    append(
        Kind.AUTHORITY_RECORDED,
        Item.page(page),
        revision_id=authority.revision_id,
        digest=authority.digest,
        data=act_data(authority, reason=authority.reason),
    )


# --- who may approve ------------------------------------------------------------------------

_APPOINTMENT_KINDS = {
    "created": Kind.APPOINTMENT_MADE,
    "changed": Kind.APPOINTMENT_CHANGED,
    "deleted": Kind.APPOINTMENT_DELETED,
}


@receiver(step_signals.appointment_changed)
def on_appointment_changed(appointment: Any, user: Any, action: str, **kwargs: Any) -> None:
    item = Item(WorkEvent.ItemType.APPOINTMENT, appointment.pk, str(appointment)[:255])
    append(
        _APPOINTMENT_KINDS[action],
        item,
        user=user,
        data={
            "person": str(appointment.person),
            "person_id": appointment.person_id,
            "capacity": appointment.capacity,
            "office": appointment.office,
            "acting_for": str(appointment.acting_for or ""),
            "valid_from": appointment.valid_from.isoformat(),
            "valid_until": appointment.valid_until.isoformat(),
            "letter_number": appointment.letter_number,
            "changes": kwargs.get("changes") or {},
        },
    )


@receiver(m2m_changed, sender=get_user_model().groups.through)
def on_groups_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Whoever is given the approval role by the back door of group membership is on record."""
    kinds = {"post_add": Kind.APPROVER_ADDED, "post_remove": Kind.APPROVER_REMOVED}
    if action == "pre_clear":
        kind, pk_set = Kind.APPROVER_REMOVED, None
    elif action in kinds and pk_set:
        kind = kinds[action]
    else:
        return
    for person, group in _memberships(instance, reverse, pk_set):
        append(
            kind,
            Item(WorkEvent.ItemType.PERSON, person.pk, str(person)[:255]),
            user=get_active_log_context().user,
            data={"group": group.name},
        )


def _memberships(instance: Any, reverse: bool, pk_set: set[int] | None) -> list[tuple[Any, Any]]:
    """(person, group) of each membership touched whose group gives the final approval."""
    approving = set(
        DivisionHeadApprovalTask.objects.filter(groups__isnull=False).values_list(
            "groups", flat=True
        )
    )
    if reverse:  # the group's side
        if instance.pk not in approving:
            return []
        people = (
            get_user_model().objects.filter(pk__in=pk_set) if pk_set else instance.user_set.all()
        )
        return [(person, instance) for person in people]
    groups = instance.groups.model.objects.filter(pk__in=approving)
    groups = groups.filter(pk__in=pk_set) if pk_set else groups.filter(user=instance)
    return [(instance, group) for group in groups]
