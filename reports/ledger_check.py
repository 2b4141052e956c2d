"""The whole chain as it stands in the database, while the office goes on working."""

from django.db import transaction

from . import chain
from .models import LedgerHead, WorkEvent


def first_fault() -> chain.Fault | None:
    """Walk every line; the last ones, written meanwhile, while nobody can write another."""
    walk = chain.Walk()
    if fault := walk.follow(WorkEvent.objects.lines()):
        return fault
    with transaction.atomic():
        head = LedgerHead.objects.select_for_update().filter(pk=1).first() or LedgerHead()
        rest = WorkEvent.objects.filter(sequence__gt=walk.last).lines()
        return walk.follow(rest) or walk.end(head.sequence, head.hash)
