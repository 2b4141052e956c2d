"""Each act of publication stands in the ledger by its seal, and each such line has its act."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow_steps.models.acts import PublicationAct, Withdrawal

from .evidence import PUTTING_LIVE
from .models import WorkEvent

ALTERED = "altered"  # what the act says is not what was sealed
NOT_IN_LEDGER = "not in the ledger"
MISSING = "missing"  # the ledger names it, but it is gone
OTHER_SEAL = "other seal"  # the ledger has another seal for it


@dataclass(frozen=True)
class ActFault:
    act: int
    title: str
    reason: str


def faults() -> Iterator[ActFault]:
    """Acts that their seal or the ledger does not confirm, and lines whose act is gone."""
    # A number and a seal for each act: the one thing here that grows with the years.
    lines = WorkEvent.objects.filter(data__act__isnull=False).order_by("sequence")
    in_ledger: dict[int, str] = dict(lines.values_list("data__act", "data__seal").iterator())
    complete: set[int] = set()
    models: tuple[type[PublicationAct], ...] = (*PUTTING_LIVE.values(), Withdrawal)
    for model in models:
        for act in model.objects.order_by("pk").iterator(chunk_size=100):
            complete.add(act.pk)
            if act.computed_seal() != act.seal or act.kind != act.KIND:
                yield ActFault(act.pk, act.page_title, ALTERED)
    for pk, title, seal in PublicationAct.objects.order_by("pk").values_list(
        "pk", "page_title", "seal"
    ):
        if pk not in complete:
            yield ActFault(pk, title, ALTERED)
        if pk not in in_ledger:
            yield ActFault(pk, title, NOT_IN_LEDGER)
        elif in_ledger.pop(pk) != seal:
            yield ActFault(pk, title, OTHER_SEAL)
    for pk in in_ledger:
        yield ActFault(pk, "", MISSING)
