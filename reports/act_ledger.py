"""Each act of publication stands in the ledger by its seal, and each such line has its act."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page

from workflow_steps.models.acts import PublicationAct, RecordedAuthority, Withdrawal
from workflow_steps.models.approval import Approval, EmergencyPublication

from .models import WorkEvent

Kind = PublicationAct.Kind
PUTTING_LIVE: dict[str, type[PublicationAct]] = {
    Kind.APPROVAL: Approval,
    Kind.EMERGENCY: EmergencyPublication,
    Kind.RECORDED: RecordedAuthority,
}
MODELS: tuple[type[PublicationAct], ...] = (*PUTTING_LIVE.values(), Withdrawal)

ALTERED = "altered"  # what the act says is not what was sealed
NOT_IN_LEDGER = "not in the ledger"
MISSING = "missing"  # the ledger names it, but it is gone
OTHER_SEAL = "other seal"  # the ledger has another seal for it

CHUNK = 50  # pages looked at together


@dataclass(frozen=True)
class ActFault:
    act: int
    page: int
    title: str
    reason: str


def pages_on_record() -> set[int]:
    """Every page that an act, or the ledger's line of an act, is about."""
    acts = PublicationAct.objects.order_by().values_list("page_id", flat=True)
    lines = _lines().order_by().values_list("item_id", flat=True)
    return {*acts.distinct(), *lines.distinct()}


def faults(pages: Iterable[int] | None = None) -> Iterator[ActFault]:
    """Acts that their seal or the ledger does not confirm, and lines whose act is gone.

    Of these pages, or of all. An act and its line are written together, but read one after the
    other: what is suspicious is looked at again while nobody can decide about that page.
    """
    every_page = sorted(pages_on_record() if pages is None else pages)
    for first in range(0, len(every_page), CHUNK):
        chunk = every_page[first : first + CHUNK]
        for page in sorted({fault.page for fault in faults_of(chunk)}):
            with transaction.atomic():
                Page.objects.select_for_update().filter(pk=page).first()
                again = list(faults_of([page]))
            yield from again


def faults_of(pages: Collection[int]) -> Iterator[ActFault]:
    """The same of a handful of pages, as they are read, in a fixed number of queries."""
    in_ledger = {line.data["act"]: line for line in _lines().filter(item_id__in=pages).believable()}
    intact: set[int] = set()
    for model in MODELS:
        for act in model.objects.filter(page_id__in=pages).order_by("pk").iterator(chunk_size=100):
            if act.computed_seal() == act.seal and act.kind == act.KIND:
                intact.add(act.pk)
    acts = PublicationAct.objects.filter(page_id__in=pages).order_by("pk")
    for pk, page, title, seal in acts.values_list("pk", "page_id", "page_title", "seal"):
        line = in_ledger.pop(pk, None)
        if pk not in intact:
            yield ActFault(pk, page, title, ALTERED)
        if line is None:
            yield ActFault(pk, page, title, NOT_IN_LEDGER)
        elif line.data.get("seal") != seal:
            yield ActFault(pk, page, title, OTHER_SEAL)
    for pk, line in in_ledger.items():
        yield ActFault(pk, line.item_id, line.item_title, MISSING)


def _lines() -> Any:
    return WorkEvent.objects.filter(item_type=WorkEvent.ItemType.PAGE, data__act__isnull=False)
