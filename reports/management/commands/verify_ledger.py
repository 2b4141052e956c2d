"""Walk the hash chain and name the first line that does not fit; then compare it with the acts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports import act_ledger, chain, ledger_check
from reports.models import LedgerHead


class Command(BaseCommand):
    help = (
        "Check that no line of the ledger was changed, removed or inserted, and that each act of "
        "publication (paraf, emergency, withdrawal) stands in it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self._walk_chain()
        self._compare_acts()
        head = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
        self.stdout.write(
            self.style.SUCCESS(
                _("The ledger is intact: %(count)d lines.") % {"count": head.sequence}
            )
        )

    def _walk_chain(self) -> None:
        fault = ledger_check.first_fault()
        if fault is None:
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

    def _compare_acts(self) -> None:
        reasons = {
            act_ledger.ALTERED: _("its content was changed"),
            act_ledger.NOT_IN_LEDGER: _("the ledger does not know it"),
            act_ledger.OTHER_SEAL: _("the ledger has another seal for it"),
            act_ledger.MISSING: _("the ledger knows it, but it was removed"),
        }
        problems = [
            _("Act %(number)d (%(title)s) does not fit the ledger: %(reason)s.")
            % {"number": fault.act, "title": fault.title or "–", "reason": reasons[fault.reason]}
            for fault in act_ledger.faults()
        ]
        if problems:
            raise CommandError("\n".join(problems))
