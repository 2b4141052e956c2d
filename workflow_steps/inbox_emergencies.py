"""What is public without a paraf stands above every inbox: a row for each (invariant 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from .due import DECIDE
from .inbox_rows import Deadline
from .models import EmergencyPublication, PublicationAct
from .standards import StandardTimes

SHOWN_EMERGENCIES = 25


@dataclass(frozen=True)
class EmergencyRow:
    """A page that went live before its approval and still lacks it."""

    page_id: int
    title: str
    by: str
    since: datetime
    deadline: Deadline
    may_initial: bool
    may_open: bool

    @property
    def url(self) -> str:
        return reverse("newsroom_emergency_sheet", args=[self.page_id])


def open_emergencies() -> QuerySet[EmergencyPublication]:
    """As ``gate.open_emergency`` has it, for all pages: nothing was decided about them since."""
    later = PublicationAct.objects.filter(page_id=OuterRef("page_id"), pk__gt=OuterRef("pk"))
    return (
        EmergencyPublication.objects.filter(~Exists(later))
        .defer("content")
        .order_by(F("due_at").asc(nulls_last=True), "at")
    )


def emergency_rows(
    emergencies: Collection[EmergencyPublication],
    times: StandardTimes,
    *,
    may_initial: Collection[int],
    may_open: Collection[int],
) -> list[EmergencyRow]:
    now = timezone.now()
    return [
        EmergencyRow(
            page_id=emergency.page_id,
            title=emergency.page_title,
            by=emergency.actor_name,
            since=emergency.at,
            deadline=Deadline.of(times, DECIDE, emergency.due_at, now),
            may_initial=emergency.page_id in may_initial,
            may_open=emergency.page_id in may_open,
        )
        for emergency in emergencies
    ]
