"""Derive every step timing again from the ledger."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from reports import timings
from reports.models import LedgerHead, StepTiming


class Command(BaseCommand):
    help = "Rebuild the step timings from the ledger; verdicts stay as judged then."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            # Hold back writers, so that no line falls between reading and writing.
            LedgerHead.objects.select_for_update().filter(pk=1).first()
            before = self._rows()
            lines = timings.rebuild()
            after = self._rows()
        self.stdout.write(
            _("%(lines)d ledger lines read, %(rows)d timings written, %(changed)d different.")
            % {"lines": lines, "rows": len(after), "changed": len(before ^ after)}
        )

    @staticmethod
    def _rows() -> set[tuple[Any, ...]]:
        names = [f.name for f in StepTiming._meta.concrete_fields if f.name != "id"]
        return set(StepTiming.objects.values_list(*names))
