"""``manage.py run_due``: everything the clock brings about, for cron or a systemd timer."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow_steps.background import DueWork, due_works

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due by now; may be run as often as you like, and twice at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="NAME", help="one kind of work only")

    def handle(self, *args: Any, **options: Any) -> None:
        works = [work for work in due_works() if options["only"] in (None, work.name)]
        if options["only"] and not works:
            known = ", ".join(work.name for work in due_works())
            raise CommandError(_("No such work; known: %(names)s") % {"names": known})
        failed = [work.name for work in works if not self._do(work)]
        if failed:
            raise CommandError(_("Failed: %(names)s") % {"names": ", ".join(failed)})

    def _do(self, work: DueWork) -> bool:
        """One that fails holds up none of the others."""
        try:
            done = work.run(timezone.now())
        except Exception:
            logger.exception("run_due: %s", work.name)
            return False
        self.stdout.write(f"{work.name}: {done}")
        return True
