"""The whole chain as it stands in the database, while the office goes on working."""

from django.db import transaction

from . import chain, ledger_lines
from .models import LedgerHead


def first_fault() -> chain.Fault | None:
    """Walk every line; the last ones, written meanwhile, while nobody can write another."""
    walk = chain.Walk()
    if fault := walk.follow(ledger_lines.read()):
        return fault
    with transaction.atomic():
        head = LedgerHead.objects.select_for_update().filter(pk=1).first() or LedgerHead()
        return walk.follow(ledger_lines.read(after=walk.last)) or walk.end(head.sequence, head.hash)
