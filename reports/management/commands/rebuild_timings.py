"""Derive every step timing again from the ledger, or judge the closed ones again."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from reports import corrections, timings
from reports.ledger import locked_head
from reports.models import StepTiming, WorkEvent
from workflow_steps.forms import is_too_short
from workflow_steps.templatetags.office_formats import duration


class Command(BaseCommand):
    help = (
        "Rebuild the step timings from the ledger; verdicts stay as judged then. With "
        "--as-corrected: judge closed steps by calendar and standards as they are now, show what "
        "would change, and record it in the ledger once confirmed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-corrected", action="store_true")
        parser.add_argument("--reason", default="", help="why, for the ledger")
        parser.add_argument("--user", default="", help="on whose word (user name)")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--dry-run", action="store_true", help="only show")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["as_corrected"]:
            self._correct(**options)
        else:
            self._rebuild()

    # --- from the ledger ---

    def _rebuild(self) -> None:
        with transaction.atomic():
            locked_head()  # holds back writers, so that no line falls between reading and writing
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

    # --- judged again ---

    def _correct(self, *, reason: str, user: str, yes: bool, dry_run: bool, **options: Any) -> None:
        changes = list(corrections.differences())
        for change in changes:
            self.stdout.write(_in_words(change))
        if not changes:
            self.stdout.write(_("Nothing would be judged differently."))
            return
        self.stdout.write(_("%(count)d timings are judged differently.") % {"count": len(changes)})
        if dry_run:
            return
        person = self._person(user)
        if is_too_short(reason):
            raise CommandError(_("Say why in --reason, in at least 10 characters."))
        if not yes and input(_("Record this in the ledger? Type “yes”: ")).strip() != _("yes"):
            self.stdout.write(_("Nothing was recorded."))
            return
        try:
            lines = corrections.record(changes, reason, person)
        except corrections.NothingIsAsItWasShown as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Recorded in the ledger, lines %(first)d to %(last)d.")
            % {"first": lines[0].sequence, "last": lines[-1].sequence}
        )

    @staticmethod
    def _person(name: str) -> Any:
        if not name:
            return None
        person = get_user_model()._default_manager.filter(username=name).first()
        if person is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": name})
        return person


def _in_words(change: corrections.Change) -> str:
    verdicts = dict(StepTiming.Verdict.choices)
    elapsed, verdict = change.before
    return _(
        "%(item)s (%(type)s %(number)d), step %(step)d, round %(round)d: %(before)s → %(after)s"
    ) % {
        "item": change.item_title,
        "type": dict(WorkEvent.ItemType.choices)[change.item_type],
        "number": change.item_id,
        "step": change.step,
        "round": change.round,
        "before": f"{duration(elapsed) or '–'} {verdicts.get(verdict, '')}".strip(),
        "after": f"{duration(change.elapsed) or '–'} {verdicts[change.verdict]}",
    }
