"""Walk the hash chain and name the first line that does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports import chain
from reports.models import LedgerHead, WorkEvent


class Command(BaseCommand):
    help = "Check that no line of the ledger was changed, removed or inserted."

    def handle(self, *args: Any, **options: Any) -> None:
        head = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
        fault = chain.first_fault(
            WorkEvent.objects.lines(), head_sequence=head.sequence, head_hash=head.hash
        )
        if fault is None:
            self.stdout.write(
                self.style.SUCCESS(
                    _("The ledger is intact: %(count)d lines.") % {"count": head.sequence}
                )
            )
            return
        reasons = {
            chain.MISSING: _("it is missing"),
            chain.BROKEN_LINK: _("it does not follow the line before it"),
            chain.CHANGED: _("its content was changed"),
            chain.TRUNCATED: _("the lines from here on were removed"),
        }
        raise CommandError(
            _("The ledger does not fit at line %(line)d: %(reason)s.")
            % {"line": fault.sequence, "reason": reasons[fault.reason]}
        )
