"""Append to the ledger, in the same transaction as what is recorded."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from news.models import NewsCategory
from workflow_steps.standards import StandardTimes

from . import steps, timings
from .chain import line_hash
from .judgement import judge
from .models import LedgerHead, StepTiming, WorkEvent


@dataclass(frozen=True)
class Item:
    """What a line is about; copied, because the thing itself may be deleted later."""

    type: str
    id: int
    title: str
    about: dict[str, str] = field(default_factory=dict)  # what reports count it under

    @classmethod
    def page(cls, page: Any) -> "Item":
        title = (page.draft_title or page.title)[:255]
        return cls(WorkEvent.ItemType.PAGE, page.pk, title, about_page(page))

    @classmethod
    def procedure(cls, procedure: Any) -> "Item":
        return cls(WorkEvent.ItemType.PROCEDURE, procedure.pk, str(procedure)[:255])

    @classmethod
    def register(cls, title: str) -> "Item":
        return cls(WorkEvent.ItemType.REGISTER, 0, title[:255])

    @classmethod
    def monitoring(cls, sheet: Any) -> "Item":
        return cls(WorkEvent.ItemType.MONITORING, sheet.pk, str(sheet)[:255])

    @classmethod
    def material(cls, material: Any) -> "Item":
        about = {"category": str(material.category or "")[:80], "unit": material.source_unit}
        return cls(WorkEvent.ItemType.MATERIAL, material.pk, str(material.title)[:255], about)

    @classmethod
    def calendar(cls, calendar: Any) -> "Item":
        return cls(WorkEvent.ItemType.CALENDAR, calendar.pk, str(calendar)[:255])


def about_page(page: Any) -> dict[str, str]:
    """Category and source of the page as it is being worked on, live or not."""
    page = page.specific
    draft = page.latest_revision.content if page.latest_revision else {}
    if not hasattr(page, "category"):
        return {}
    category = NewsCategory.objects.filter(pk=draft.get("category", page.category_id)).first()
    return {"category": str(category or "")[:80], "unit": draft.get("source", page.source)}


def append(
    kind: str,
    item: Item,
    *,
    user: Any = None,
    revision_id: int | None = None,
    digest: str = "",
    standing: Any = None,
    opens_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> WorkEvent:
    """Write one line and move the item's clock.

    ``opens_at``: when the step that this event opens began, if not now (a scheduled go-live,
    the classification that a draft was made from). ``RuntimeError`` outside a transaction:
    a line must stand or fall with what it records. ``standing``: in which capacity the person
    acted (``workflow_steps.acting.Standing``); without it they hold their office themselves.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A ledger line is written in the transaction of what it records.")
    head = locked_head()
    now = timezone.now()
    event = WorkEvent(
        sequence=head.sequence + 1,
        at=now,
        kind=kind,
        item_type=item.type,
        item_id=item.id,
        item_title=item.title,
        round=_round(kind, item),
        revision_id=revision_id,
        digest=digest,
        data=data or {},
        previous_hash=head.hash,
        **_actor(user, standing),
    )
    if standing and standing.is_acting:
        event.data["acting_for"] = standing.holder_name
        event.data["letter_number"] = standing.letter_number
    if item.about:
        event.data["about"] = item.about
    event.data |= clock(event, _running(event), opens_at or now)
    event.hash = line_hash(head.hash, event.hashed_fields())
    event.save()
    LedgerHead.objects.filter(pk=head.pk).update(sequence=event.sequence, hash=event.hash)
    timings.apply(event)
    return event


def locked_head() -> LedgerHead:
    """The end of the chain; whoever holds it is the only one who writes."""
    return LedgerHead.objects.select_for_update().get_or_create(pk=1)[0]


def _actor(user: Any, standing: Any = None) -> dict[str, Any]:
    if user is None:
        return {"capacity": WorkEvent.Capacity.SYSTEM}
    return {
        "actor_id": user.pk,
        "actor_name": str(user),
        "actor_office": standing.office if standing else user.office_title,
        "capacity": standing.capacity if standing else WorkEvent.Capacity.DEFINITIVE,
    }


def _round(kind: str, item: Item) -> int:
    if item.type != WorkEvent.ItemType.PAGE:
        return 1
    last_mark = (
        WorkEvent.objects.filter(
            item_type=item.type, item_id=item.id, kind__in=steps.marks_for(kind)
        )
        .order_by("-sequence")
        .values_list("kind", "round")
        .first()
    )
    return steps.round_of(kind, last_mark)


def clock(
    event: WorkEvent,
    running: dict[int, StepTiming],
    opens_at: datetime,
    times: StandardTimes | None = None,
) -> dict[str, Any]:
    """What the event closes (judged), opens, and leaves unmeasured, as data of the line.

    ``running``: the item's running steps by number. ``times``: where the caller judges many.
    """
    plan = steps.plan(event.kind, running.keys())
    clock: dict[str, Any] = {}
    if plan.closes:
        clock["closed"] = [
            {
                "step": step,
                "round": running[step].round,
                "outcome": outcome,
                **judge(
                    step,
                    running[step].opened_at,  # type: ignore[arg-type]
                    event.at,
                    outcome,
                    times,
                ),
            }
            for step, outcome in plan.closes
        ]
    if plan.opens:
        clock["opened"] = {
            "step": plan.opens,
            "round": event.round + plan.opens_next_round,
            "at": opens_at.isoformat(),
        }
    if plan.unmeasured:
        clock["unmeasured"] = list(plan.unmeasured)
    return clock


def _running(event: WorkEvent) -> dict[int, StepTiming]:
    rows = StepTiming.objects.filter(
        item_type=event.item_type,
        item_id=event.item_id,
        outcome=StepTiming.Outcome.RUNNING,
    )
    return {timing.step: timing for timing in rows}
