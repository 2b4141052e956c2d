"""What is initialled and waits for its hour (between SOP steps 5 and 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.coreutils import get_content_type_label
from wagtail.models import ContentType, Revision

from .page_states import scheduled_revisions


@dataclass(frozen=True)
class ScheduledRow:
    """``is_overdue``: its hour has passed and it is not live; the clockwork stands still."""

    page_id: int
    title: str
    page_type: str
    writer: str
    live_at: datetime
    is_overdue: bool
    for_others = False

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])


def revisions() -> QuerySet[Revision]:
    """The next one first; without the content, which may be long."""
    return (
        scheduled_revisions()
        .select_related("user")
        .defer("content")
        .order_by("approved_go_live_at", "pk")
    )


def rows_of(found: Iterable[Any], now: datetime) -> list[ScheduledRow]:
    return [
        ScheduledRow(
            page_id=int(revision.object_id),
            title=revision.object_str,
            page_type=get_content_type_label(
                ContentType.objects.get_for_id(revision.content_type_id)
            ),
            writer=str(revision.user) if revision.user else "",
            live_at=revision.approved_go_live_at,
            is_overdue=revision.approved_go_live_at < now,
        )
        for revision in found
    ]
