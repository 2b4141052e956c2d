"""Three months of a newsroom's life, played through the real code with a moved clock."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from kukarsite.checks import DEMO_PASSWORD
from kukarsite.demo import cast, people
from kukarsite.demo.newsroom import Newsroom
from kukarsite.demo.script import Act, Office, script
from kukarsite.demo.texts import all_texts
from reports.models import WorkEvent
from workflow_steps.models import Procedure, WorkCalendar
from workflow_steps.working_time import CalendarExhausted

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
BAR = 30


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with three months of believable life. For trying it out and for "
        "teaching only: everybody knows the password, and production settings refuse it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", default=DEMO_PASSWORD, help="of all the demo's people")
        parser.add_argument(
            "--items",
            type=int,
            help=f"play a shorter life with this many items ({cast.LEAST} or more)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.KUKARSITE_PRODUCTION:
            raise CommandError(
                "The demo is not for production: its password is public and its news is invented."
            )
        if strangers := people.strangers():
            raise CommandError(
                f"These names are taken by people who are not the demo's: {', '.join(strangers)}."
            )
        self.verbosity = options["verbosity"]
        if people.are_there():
            people.reset_passwords(options["password"])
            self._say("The demo is already there. Its people's passwords are set again.")
        else:
            self._load(options["password"], options["items"])
            call_command("verify_ledger", verbosity=self.verbosity, stdout=self.stdout)
        self._introduce(options["password"])

    def _load(self, password: str, items: int | None) -> None:
        if items is not None and items < cast.LEAST:
            raise CommandError(f"At least {cast.LEAST} items are needed to show every state.")
        if WorkEvent.objects.exists():
            raise CommandError(
                "There is work in the ledger already. The demo is older than today, so it needs "
                "an empty newsroom: use a new database."
            )
        call_command("setup_newsroom", verbosity=0)
        stories = cast.cast(all_texts(), items)
        try:
            acts = script(stories, _office(), timezone.localtime())
        except CalendarExhausted as error:
            raise CommandError(
                f"The work calendar does not know {error.year} yet; complete it first."
            ) from error
        started = time.monotonic()
        # One transaction: whoever interrupts the play finds the newsroom as empty as before.
        with override_settings(EMAIL_BACKEND=NO_MAIL), transaction.atomic():
            self._play(stories, acts, password)
        ends = Counter(story.way.end for story in stories)
        self._say(f"{len(stories)} items in {time.monotonic() - started:.0f} seconds:")
        self._say("  " + ", ".join(f"{count} {end}" for end, count in ends.items()))

    def _play(self, stories: list[cast.Story], acts: list[Act], password: str) -> None:
        try:
            import time_machine
        except ImportError as error:
            raise CommandError("The package time-machine is missing: run uv sync.") from error
        with time_machine.travel(acts[0].at.astimezone(UTC), tick=False) as clock:
            newsroom = Newsroom(stories, people.hire(password))
            for act in self._shown(acts):
                clock.move_to(act.at.astimezone(UTC))
                newsroom.perform(act)

    def _shown(self, acts: list[Act]) -> Iterable[Act]:
        """A bar for a person, a line for each tenth for a log, nothing for ``--verbosity 0``."""
        if not self.verbosity:
            return acts
        return self._bar(acts) if sys.stderr.isatty() else self._tenths(acts)

    def _bar(self, acts: list[Act]) -> Iterator[Act]:
        for number, act in enumerate(acts, 1):
            full = BAR * number // len(acts)
            bar = "█" * full + "░" * (BAR - full)
            percent = 100 * number // len(acts)
            self.stderr.write(f"\r{bar} {percent:3} %  {act.at:%Y-%m-%d}", ending="")
            self.stderr.flush()
            yield act
        self.stderr.write("")

    def _tenths(self, acts: list[Act]) -> Iterator[Act]:
        tenth = 0
        for number, act in enumerate(acts, 1):
            yield act
            if 10 * number // len(acts) > tenth:
                tenth = 10 * number // len(acts)
                self.stderr.write(f"{tenth * 10} % ({act.at:%Y-%m-%d})")

    def _introduce(self, password: str) -> None:
        self._say(f"Who can log in, all with the password {password}:")
        for person in people.PEOPLE:
            self._say(f"  {person.username:<13} {person.office}")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _office() -> Office:
    """The calendar and the standards by which the play decides what is late."""
    calendar = WorkCalendar.default()
    procedure = Procedure.in_force(timezone.now())
    if procedure is None:
        raise CommandError("No version of the SOP is in force, so nothing can be late.")
    return Office(
        calendar.schedule(),
        {
            step.number: step.standard_seconds(calendar.nominal_day)[1]
            for step in procedure.steps.all()
        },
    )
