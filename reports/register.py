"""Step 7: enter in the publication register what went live."""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from .models import PublicationRecord, WorkEvent


def enter(page: Any, published: WorkEvent) -> PublicationRecord:
    """Write the register line for the ledger line ``published``.

    The caller holds the ledger's lock, so numbers are consecutive within a year.
    """
    year = timezone.localtime(published.at).year
    last = PublicationRecord.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    history = WorkEvent.objects.filter(
        item_type=WorkEvent.ItemType.PAGE, item_id=page.pk, round=published.round
    )
    writer = _last(history, WorkEvent.Kind.PAGE_SUBMITTED)
    reviewer = _last(history, WorkEvent.Kind.REVIEW_PASSED)
    emergency = _emergency(page.pk, published)
    approver = None if emergency else _last(history, WorkEvent.Kind.PAGE_APPROVED)
    category = getattr(page, "category", None)
    information_class = getattr(page, "information_class", None)
    return PublicationRecord.objects.create(
        year=year,
        number=(last or 0) + 1,
        published_at=published.at,
        completed_at=timezone.now(),
        page_id=page.pk,
        revision_id=published.revision_id,  # type: ignore[misc]
        round=published.round,
        title=page.title,
        page_type=in_the_offices_language(page._meta.verbose_name),
        url=page.full_url or "",
        category=str(category or ""),
        information_class=str(information_class or ""),
        source=getattr(page, "source", ""),
        writer=writer.actor_name if writer else "",
        reviewer=reviewer.actor_name if reviewer else "",
        digest=published.digest,
        emergency_reason=emergency.data["reason"] if emergency else "",
        **_approved_by(approver),
        is_update=PublicationRecord.objects.filter(page_id=page.pk).exists(),
    )


def initialled_afterwards(approval: Any) -> None:
    """Complete the line of an emergency publication with the paraf it got later."""
    PublicationRecord.objects.filter(
        page_id=approval.page_id, revision_id=approval.revision_id, approved_at=None
    ).update(
        approver=approval.actor_name,
        approver_office=approval.actor_office,
        approver_capacity=approval.capacity,
        acting_for=approval.acting_for_name,
        approved_at=approval.at,
    )


def _approved_by(approver: WorkEvent | None) -> dict[str, Any]:
    if approver is None:
        return {}
    return {
        "approver": approver.actor_name,
        "approver_office": approver.actor_office,
        "approver_capacity": approver.capacity,
        "acting_for": approver.data.get("acting_for", ""),
        "approved_at": approver.at,
    }


def _emergency(page_id: int, published: WorkEvent) -> WorkEvent | None:
    """The ledger line of the emergency that this publication is, if it is one."""
    before = WorkEvent.objects.filter(
        item_type=WorkEvent.ItemType.PAGE,
        item_id=page_id,
        kind__in=[WorkEvent.Kind.EMERGENCY_PUBLISHED, WorkEvent.Kind.PAGE_APPROVED],
    )
    last = before.order_by("-sequence").first()
    if last is None or last.kind != WorkEvent.Kind.EMERGENCY_PUBLISHED:
        return None
    return last if last.revision_id == published.revision_id else None


def in_the_offices_language(text: Any) -> str:
    """An official record does not depend on which language its approver reads screens in."""
    with override(settings.LANGUAGE_CODE):
        return str(text)


def _last(history: Any, kind: str) -> WorkEvent | None:
    return history.filter(kind=kind).order_by("-sequence").first()
