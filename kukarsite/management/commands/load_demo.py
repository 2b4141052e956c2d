"""Three months of a newsroom's life, played through the real code with a moved clock."""

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
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kukarsite.checks import DEMO_PASSWORD
from kukarsite.demo import cast, front_page, letterhead, people, told
from kukarsite.demo.newsroom import Newsroom
from kukarsite.demo.script import Act, Office, script
from kukarsite.demo.texts import all_texts
from reports.models import WorkEvent
from workflow_steps.models import Procedure, WorkCalendar
from workflow_steps.working_time import CalendarExhausted

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
BAR = 30
ENDS = {
    cast.End.RECEIVED: gettext_lazy("material received"),
    cast.End.HANDED_OVER: gettext_lazy("material handed over"),
    cast.End.CLASSIFIED: gettext_lazy("material classified"),
    cast.End.DECLINED: gettext_lazy("material declined"),
    cast.End.DRAFT: gettext_lazy("draft"),
    cast.End.IN_REVIEW: gettext_lazy("in editor review"),
    cast.End.UNOPENED: gettext_lazy("waiting for approval"),
    cast.End.OPENED: gettext_lazy("opened by the approver"),
    cast.End.RETURNED: gettext_lazy("returned to the writer"),
    cast.End.WITHDRAWN: gettext_lazy("submission withdrawn"),
    cast.End.SCHEDULED: gettext_lazy("scheduled to go live"),
    cast.End.PUBLISHED: gettext_lazy("live"),
    cast.End.EXPIRED: gettext_lazy("expired"),
    cast.End.TAKEN_DOWN: gettext_lazy("withdrawn from the public"),
    cast.End.EMERGENCY: gettext_lazy("published in an emergency"),
}


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
        self.verbosity = options["verbosity"]
        if settings.KUKARSITE_PRODUCTION:
            raise CommandError(
                _("The demo is not for production: its password is public, its news invented.")
            )
        if strangers := people.strangers():
            message = _("These user names belong to people who are not the demo's: %(names)s.")
            raise CommandError(message % {"names": ", ".join(strangers)})
        if people.are_there():
            people.reset_passwords(options["password"])
            self._say(_("The demo is already there. Its people have their passwords again."))
        else:
            self._load(options["password"], options["items"])
            for check in ("verify_ledger", "verify_published"):
                call_command(check, verbosity=self.verbosity, stdout=self.stdout)
        self._introduce(options["password"])

    def _load(self, password: str, items: int | None) -> None:
        if items is not None and items < cast.LEAST:
            message = _("To show every state, %(count)d items are needed.")
            raise CommandError(message % {"count": cast.LEAST})
        # What the setup itself records (the standing pages' authority) is no work.
        if WorkEvent.objects.exclude(kind=WorkEvent.Kind.AUTHORITY_RECORDED).exists():
            raise CommandError(
                _(
                    "The ledger already holds work, and the demo would have to come before it. "
                    "Use an empty database."
                )
            )
        call_command("setup_newsroom", verbosity=0)
        stories = cast.cast(all_texts(), items)
        try:
            acts = script(stories, _office(), timezone.localtime())
        except CalendarExhausted as error:
            message = _("The work calendar does not know %(year)d yet; complete it first.")
            raise CommandError(message % {"year": error.year}) from error
        started = time.monotonic()
        self._play(stories, acts, password)
        values = {"count": len(stories), "seconds": round(time.monotonic() - started)}
        self._say(_("%(count)d items in %(seconds)d seconds:") % values)
        for end, count in Counter(story.way.end for story in stories).items():
            self._say(f"  {count:3}  {ENDS[end]}")

    def _play(self, stories: list[cast.Story], acts: list[Act], password: str) -> None:
        """In one transaction: whoever interrupts it finds the newsroom as empty as before."""
        try:
            import time_machine
        except ImportError as error:
            raise CommandError(_("The package time-machine is missing: run uv sync.")) from error
        newsroom = None
        try:
            with (
                override_settings(EMAIL_BACKEND=NO_MAIL),
                transaction.atomic(),
                time_machine.travel(acts[0].at.astimezone(UTC), tick=False) as clock,
            ):
                letterhead.fill_in()
                newsroom = Newsroom(stories, people.hire(password))
                for act in self._shown(acts):
                    clock.move_to(act.at.astimezone(UTC))
                    newsroom.perform(act)
                newsroom.stored.append(front_page.fill_in())
                told.let_it_be_old()
        except BaseException as error:
            if newsroom:
                newsroom.discard_files()
            if isinstance(error, KeyboardInterrupt):
                raise CommandError(_("Interrupted; nothing was kept.")) from None
            raise

    def _shown(self, acts: list[Act]) -> Iterable[Act]:
        """A bar for a person, a line for each tenth for a log, nothing for ``--verbosity 0``."""
        if not self.verbosity:
            return acts
        return self._bar(acts) if self.stderr.isatty() else self._tenths(acts)

    def _bar(self, acts: list[Act]) -> Iterator[Act]:
        for number, act in enumerate(acts, 1):
            full = BAR * number // len(acts)
            bar = "█" * full + "░" * (BAR - full)
            percent = 100 * number // len(acts)
            self.stderr.write(f"\r{bar} {percent:3} %  {act.at:%Y-%m-%d}", str, ending="")
            self.stderr.flush()
            yield act
        self.stderr.write("")

    def _tenths(self, acts: list[Act]) -> Iterator[Act]:
        tenth = 0
        for number, act in enumerate(acts, 1):
            yield act
            if 10 * number // len(acts) > tenth:
                tenth = 10 * number // len(acts)
                self.stderr.write(f"{tenth * 10} % ({act.at:%Y-%m-%d})", str)

    def _introduce(self, password: str) -> None:
        message = _("Who can log in, all with the password %(password)s:")
        self._say(message % {"password": password})
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
        raise CommandError(_("No version of the SOP is in force, so nothing can be late."))
    return Office(
        calendar.schedule(),
        {
            step.number: step.standard_seconds(calendar.nominal_day)[1]
            for step in procedure.steps.all()
        },
    )
