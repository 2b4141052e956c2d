"""What was sent back: why, at which step, by whom, and how often each item."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from workflow_steps.offices import spelling

from .models import StepTiming, WorkEvent
from .people import names_of_people

COLUMNS = (
    "pk", "closing_event", "closed_at", "item_type", "item_id", "item_title", "category", "unit",
    "step", "round", "performer_id", "performer_name",
)  # fmt: skip
FIELDS = (
    "pk", "line", "at", "item_type", "item_id", "item_title", "category", "unit", "step", "round",
    "person_id",
)  # fmt: skip


@dataclass(frozen=True)
class Return:
    """One return, as the ledger has it (``page_returned``)."""

    pk: int
    line: int
    at: datetime
    item_type: str
    item_id: int
    item_title: str
    category: str
    unit: str
    step: int
    round: int
    person_id: int | None
    person: str
    reason: str
    task: str

    @property
    def item(self) -> tuple[str, int]:
        return self.item_type, self.item_id

    @property
    def same_reason(self) -> str:
        """What reasons have in common that differ in capitals and spaces only."""
        return spelling(self.reason)


def returns_of(timings: QuerySet[StepTiming]) -> list[Return]:
    """The newest first; three queries however many."""
    returned = timings.filter(outcome=StepTiming.Outcome.RETURNED)
    lines = WorkEvent.objects.filter(
        kind=WorkEvent.Kind.PAGE_RETURNED, sequence__in=returned.order_by().values("closing_event")
    )
    said = {
        sequence: (reason or "", task or "")
        for sequence, reason, task in lines.order_by().values_list(
            "sequence", KT("data__reason"), KT("data__task")
        )
    }
    rows: list[tuple[Any, ...]] = list(
        returned.order_by("-closing_event", "step").values_list(*COLUMNS)
    )
    names = names_of_people({row[10] for row in rows if row[10]}, returned)
    return [
        Return(
            **dict(zip(FIELDS, row[:-1], strict=True)),
            person=names.get(row[10] or 0, row[11]),
            reason=said.get(row[1], ("", ""))[0],
            task=said.get(row[1], ("", ""))[1],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Group:
    """Returns that have something in common; ``first`` is the newest of them."""

    number: int
    items: int
    first: Return


def grouped(found: list[Return], key: Callable[[Return], Hashable]) -> list[Group]:
    """The most frequent first."""
    together: dict[Hashable, list[Return]] = {}
    for one in found:
        together.setdefault(key(one), []).append(one)
    groups = [
        Group(len(those), len({one.item for one in those}), those[0]) for those in together.values()
    ]
    return sorted(groups, key=lambda group: (-group.number, -group.first.line))


def times_returned(found: list[Return]) -> dict[tuple[str, int], int]:
    """How often each item was sent back; it went through one round more than that."""
    return Counter(one.item for one in found)
