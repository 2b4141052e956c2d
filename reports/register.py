"""Step 7: enter in the publication register what went live."""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from news.corrections import corrections_of

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
    reviewer = _last(history, WorkEvent.Kind.REVIEW_PASSED)
    emergency = _emergency(page.pk, published)
    approver = None if emergency else _last(history, WorkEvent.Kind.PAGE_APPROVED)
    so_far = list(PublicationRecord.objects.filter(page_id=page.pk).order_by("pk"))
    category = getattr(page, "category", None)
    information_class = getattr(page, "information_class", None)
    record = PublicationRecord(
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
        writer=_writer(page, history),
        reviewer=reviewer.actor_name if reviewer else "",
        reviewer_office=reviewer.actor_office if reviewer else "",
        reviewer_capacity=reviewer.capacity if reviewer else "",
        digest=published.digest,
        emergency_reason=emergency.data["reason"] if emergency else "",
        **_approved_by(approver),
        is_update=bool(so_far),
    )
    _note_correction(record, page, so_far)
    record.save()
    return record


def _writer(page: Any, history: Any) -> str:
    """Who submitted it; what went live in an emergency may not have been: then whose page it is."""
    submitted = _last(history, WorkEvent.Kind.PAGE_SUBMITTED)
    if submitted:
        return str(submitted.actor_name)
    return str(page.owner) if page.owner else ""


def entered(record: PublicationRecord, recorded: WorkEvent) -> None:
    """Tie the line to the ledger's, by which an export can be held against it."""
    record.ledger_line = recorded.sequence
    record.save(update_fields=["ledger_line"])


def withdrawn(withdrawal: WorkEvent) -> None:
    """Every version since the page was last withdrawn is gone with this one."""
    PublicationRecord.objects.filter(page_id=withdrawal.item_id, withdrawn_at=None).update(
        withdrawn_at=withdrawal.at,
        withdrawn_by=withdrawal.actor_name,
        withdrawal_reason=withdrawal.data["reason"],
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


def _note_correction(record: PublicationRecord, page: Any, so_far: list[Any]) -> None:
    """A new correction note (ralat) stands in its own line and in those that it corrects."""
    told = corrections_of(page)[:1] if so_far and hasattr(page, "correction") else []
    if not told or told[0].text != page.correction.strip():
        return
    corrected = [earlier for earlier in so_far if earlier.withdrawn_at is None]
    known = corrected[-1].corrections if corrected else []
    if known and known[-1]["text"] == told[0].text:
        return  # the same version once more
    note = {
        "at": record.published_at.isoformat(),
        "text": told[0].text,
        "number": record.register_number,
    }
    record.corrections = [note]
    for earlier in corrected:
        earlier.corrections = [*earlier.corrections, note]
        earlier.save(update_fields=["corrections"])


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
