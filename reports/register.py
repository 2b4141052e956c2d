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
    approver = _last(history, WorkEvent.Kind.PAGE_APPROVED)
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
        approver=approver.actor_name if approver else "",
        approver_office=approver.actor_office if approver else "",
        approved_at=approver.at if approver else None,
        is_update=PublicationRecord.objects.filter(page_id=page.pk).exists(),
    )


def in_the_offices_language(text: Any) -> str:
    """An official record does not depend on which language its approver reads screens in."""
    with override(settings.LANGUAGE_CODE):
        return str(text)


def _last(history: Any, kind: str) -> WorkEvent | None:
    return history.filter(kind=kind).order_by("-sequence").first()
