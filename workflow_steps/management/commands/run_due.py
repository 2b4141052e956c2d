"""``manage.py run_due``: everything the clock brings about, for cron or a systemd timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflow_steps.background import done_by, due_works


class Command(BaseCommand):
    help = "Does what is due by now; may be run as often as you like, and twice at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="NAME", help="one kind of work only")

    def handle(self, *args: Any, **options: Any) -> None:
        works = [work for work in due_works() if options["only"] in (None, work.name)]
        if options["only"] and not works:
            known = ", ".join(work.name for work in due_works())
            raise CommandError(_("No such work; known: %(names)s") % {"names": known})
        failed = []
        for name, done in done_by(works):
            if done is None:
                failed.append(name)
            else:
                self.stdout.write(f"{name}: {done}")
        if failed:
            raise CommandError(_("Failed: %(names)s") % {"names": ", ".join(failed)})
