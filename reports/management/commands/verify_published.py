"""Compare everything that is live with what was initialled."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.findings import Finding
from reports.verification import Result, verify


class Command(BaseCommand):
    help = (
        "Recompute every live page from the database and the files on disk and compare it with "
        "its initial (paraf). Exits with 1 if anything differs, and names it. Runs hourly."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for another program to read")
        parser.add_argument("--no-store", action="store_true", help="keep no record of this run")

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify(store=not options["no_store"])
        if options["json"]:
            self.stdout.write(json.dumps(result.as_data(), ensure_ascii=False, indent=2))
        else:
            for finding in result.findings:
                self._say(finding)
            if options["verbosity"]:
                self.stdout.write(self._style(result)(_summary(result)))
        if result.failures:
            raise CommandError(
                ngettext(
                    "%(count)d thing is not as it was initialled.",
                    "%(count)d things are not as they were initialled.",
                    result.failures,
                )
                % {"count": result.failures}
            )

    def _say(self, finding: Finding) -> None:
        mark = _("FAILURE") if finding.is_failure else _("notice")
        style = self.style.ERROR if finding.is_failure else self.style.WARNING
        number = f" [{finding.page_id}]" if finding.page_id else ""
        self.stdout.write(style(f"{mark}: {finding.title}{number}: {finding.message}"))
        for name, label in zip(finding.fields, finding.field_labels, strict=True):
            self.stdout.write(f"    {_('field')}: {label} ({name})")
        for line in (finding.detail, finding.url):
            if line:
                self.stdout.write(f"    {line}")

    def _style(self, result: Result) -> Any:
        return self.style.ERROR if result.failures else self.style.SUCCESS


def _summary(result: Result) -> str:
    return _("%(pages)d live pages compared: %(failures)d failures, %(notices)d notices.") % {
        "pages": result.pages,
        "failures": result.failures,
        "notices": result.notices,
    }
