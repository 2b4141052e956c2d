"""One step of the newsroom: somebody does something, then everything public is looked at."""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any, ClassVar

import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reports.chain import line_hash
from reports.models import LedgerHead, WorkEvent
from reports.verification import verify
from workflow_steps.append_only import AppendOnlyError
from workflow_steps.models import TransactionAuthority, User
from workflow_steps.refusals import WorkflowRefusal

from . import eye as eyes
from .memory import GateBroken, Memory, Paper, Score, Shown
from .visitor import Visitor
from .world import World

START = datetime(2026, 11, 2, 1, tzinfo=UTC)  # Monday, 09.00 in the office
REFUSALS = (WorkflowRefusal, PermissionDenied, ValidationError, DatabaseError, AppendOnlyError)
HOT = 12  # so many pages are where most things happen
WHERE = st.integers(0, 255)


@dataclass(frozen=True, eq=False)
class Deed:
    """Something that somebody may do, how often, and what is drawn for it."""

    function: Callable[..., None]
    weight: int
    arguments: dict[str, st.SearchStrategy[Any]]

    @property
    def name(self) -> str:
        return self.function.__name__

    def __repr__(self) -> str:
        return self.name


def deed(weight: int = 2, **arguments: st.SearchStrategy[Any]) -> Callable[[Any], Any]:
    """A rule in all but name: hypothesis would switch off half of the rules in each example
    ("swarm testing"), which few and long examples cannot afford."""

    def mark(function: Any) -> Any:
        function.deed = Deed(function, weight, arguments)
        return function

    return mark


def people(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


@dataclass
class Step:
    """Who acts, and what they had been shown if it is a decision."""

    name: str
    user: User | None = None
    shown: Shown | None = field(default=None, repr=False)
    traceless: bool = False


class Newsroom(Visitor, RuleBasedStateMachine):
    """What every rule uses, and what must hold after each."""

    world: ClassVar[World]
    score: ClassVar[Score]
    only: ClassVar[frozenset[str] | None] = None  # names of deeds, where not all are wanted

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        cache.clear()
        self.memory: Memory = copy.deepcopy(self.world.start)
        self.world.memory = self.memory
        self.world.images = list(self.world.first_images)
        self.eye = eyes.Eye()
        self.anonymous = Client()
        self.changed: set[int] = set()
        self.hot: list[int] = []
        self.quiet = 0
        self.sound = True
        self.diary: list[tuple[int, str]] = []
        self.ledger_line = 0, ""
        for pk, reading in self.eye.live().items():
            self.memory.papers[pk] = Paper(pk, live=reading, standing=True)
            self.memory.papers[pk].once_live = reading.tokens
        self.marks = self._marks()

    def teardown(self) -> None:
        try:
            if self.sound:
                self.audit()
        finally:
            self.close()

    def audit(self) -> None:
        """The office's own two proofs agree with the test's."""
        call_command("verify_ledger", verbosity=0, stdout=StringIO())
        result = verify(store=False)
        failures = [finding.as_data() for finding in result.findings if finding.is_failure]
        if failures:
            raise GateBroken(f"verify_published says: {failures}")
        live = [paper for paper in self.memory.papers.values() if paper.live]
        if result.pages != len(live):
            raise GateBroken(f"verify_published saw {result.pages} pages of {len(live)}")

    def close(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # --- what happens next ---------------------------------------------------------------------

    @classmethod
    def deeds(cls) -> list[Deed]:
        """Every deed as often as it weighs; the quietest first, for it is the simplest."""
        found = [
            getattr(cls, name).deed for name in dir(cls) if hasattr(getattr(cls, name), "deed")
        ]
        found.sort(key=lambda one: (bool(one.arguments), one.function.__name__))
        return [one for one in found for _ in range(one.weight)]

    @rule(data=st.data())
    def somebody_acts(self, data: Any) -> None:
        deeds = self.deeds()
        if self.only is not None:  # and these all alike
            deeds = list(dict.fromkeys(one for one in deeds if one.name in self.only))
        chosen = data.draw(st.sampled_from(deeds), label="deed")
        drawn = {
            name: data.draw(strategy, label=name) for name, strategy in chosen.arguments.items()
        }
        self.quiet = 0 if chosen.arguments else self.quiet + 1
        assume(self.quiet < 9)  # the simplest example of all: nothing ever happens
        self.sound = False
        chosen.function(self, **drawn)
        self.sound = True

    # --- choosing ------------------------------------------------------------------------------

    def person(self, name: str) -> User:
        return User.objects.get(pk=self.world.people[name].pk)

    def pick(self, where: int, candidates: list[int] | None = None) -> int | None:
        """A page: in half the cases one of those that much happens to."""
        pages = sorted(self.memory.papers) if candidates is None else candidates
        hot = [pk for pk in self.hot if pk in set(pages)]
        # Hypothesis likes small numbers; here every page is as good as another.
        choice = random.Random(where * 10_007 + self.memory.serial)  # noqa: S311
        if hot and choice.random() < 0.5:
            pages = hot
        if not pages:
            return None
        found = choice.choice(pages)
        if found not in self.hot:
            self.hot = [*self.hot, found][-HOT:]
        return found

    def own_pages(self) -> list[int]:
        papers = self.memory.papers.values()
        return sorted(paper.pk for paper in papers if not paper.standing)

    def live_pages(self) -> list[int]:
        papers = self.memory.papers.values()
        return sorted(paper.pk for paper in papers if paper.live and not paper.standing)

    # --- acting ----------------------------------------------------------------------------------

    def attempt(
        self, step: Step, act: Callable[[], Any], *pages: int, counts: bool = True
    ) -> HttpResponse | None:
        """Do it as one transaction; a refusal undoes it, anything else is a fault."""
        self.now.shift(timedelta(seconds=1))
        self.memory.serial += 1
        self.score.steps += 1
        before = {pk: self.eye.draft(pk) for pk in pages}
        result: Any = None
        try:
            with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
                result = act()
            refused = isinstance(result, HttpResponse) and result.status_code >= 400
        except REFUSALS:
            refused = True
        if counts:
            (self.score.refused if refused else self.score.done)[f"try {step.name}"] += 1
        who = step.user.username if step.user else "the clock"
        said = f"{self.memory.serial}. {who}: {step.name}{' (refused)' if refused else ''}"
        self.diary += [(pk, said) for pk in before or [0]]
        self.step = step
        self.absorb(step, before)
        self.look_at_everything()
        return result if isinstance(result, HttpResponse) else None

    def absorb(self, step: Step, before: dict[int, eyes.Draft | None]) -> None:
        """Learn from the tables what the step changed, and whose doing that was."""
        page, revision, act = self.marks
        self.marks = self._marks()
        for (pk,) in _rows("SELECT id FROM wagtailcore_page WHERE id > %s", page):
            self.memory.papers.setdefault(pk, Paper(pk))
            self.changed.add(pk)
        self.absorb_writes(step, before, revision)
        acts = _rows(
            "SELECT a.id, a.kind, a.page_id, a.actor_id, p.emergency_id "
            "FROM workflow_steps_publicationact a LEFT JOIN workflow_steps_approval p "
            "ON p.publicationact_ptr_id = a.id WHERE a.id > %s ORDER BY a.id",
            act,
        )
        for row in acts:
            try:
                self.absorb_act(step, *row[1:])
            except GateBroken as problem:
                raise self.broken(str(problem), row[2]) from None
        if step.name != "time passes":
            self.absorb_cancelled_times()

    def absorb_writes(
        self, step: Step, before: dict[int, eyes.Draft | None], last_revision: int
    ) -> None:
        rows = _rows("SELECT object_id FROM wagtailcore_revision WHERE id > %s", last_revision)
        written = {int(pk) for (pk,) in rows}
        for pk, draft in before.items():
            now = self.eye.draft(pk)
            if now and draft and now.reading != draft.reading:
                written.add(pk)
        for pk in sorted(written):
            if step.user is not None and not step.traceless:
                self.memory.wrote(pk, step.user.pk)
                self.score.done["written"] += 1

    def absorb_cancelled_times(self) -> None:
        rows = _rows(
            "SELECT object_id FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
        )
        waiting = {int(pk) for (pk,) in rows}
        for paper in self.memory.papers.values():
            if paper.pending and paper.pk not in waiting:
                paper.pending = None
                self.score.done["unscheduled"] += 1

    def absorb_act(
        self, step: Step, kind: str, page_id: int, actor: int | None, afterwards: int | None
    ) -> None:
        paper = self.memory.papers[page_id]
        self.changed.add(page_id)
        if kind == "withdrawal":
            self.memory.withdrawn(paper)
            self.score.done["withdrawn"] += 1
            return
        if step.user is None or actor != step.user.pk or step.shown is None:
            raise self.broken(f"An act ({kind}) by {actor}", page_id)
        if kind == "emergency":
            self.memory.published_in_emergency(paper, actor, step.shown.reading)
            self.score.done["published in an emergency"] += 1
        elif kind == "approval" and afterwards is not None:
            self.memory.initialled_afterwards(paper, actor, step.shown)
            self.score.done["initialled afterwards"] += 1
        elif kind == "approval":
            draft = self.eye.draft(page_id)
            go_live_at = draft.go_live_at if draft else None
            grant = self.memory.initialled(paper, actor, step.shown, go_live_at)
            if go_live_at and go_live_at > timezone.now():
                paper.pending = grant
                self.score.done["scheduled"] += 1
            else:
                changes = paper.live is not None
                self.memory.goes_live(paper, grant)
                self.score.done["published"] += 1
                self.score.done["published anew"] += changes
            if actor == self.world.people["plh"].pk:
                self.score.done["initialled by Plh."] += 1
        else:
            raise GateBroken(f"Nobody may record {kind} here")

    def _marks(self) -> tuple[int, int, int]:
        tables = ("wagtailcore_page", "wagtailcore_revision", "workflow_steps_publicationact")
        ((page, revision, act),) = _rows(
            "SELECT " + ", ".join(f"(SELECT MAX(id) FROM {table})" for table in tables)  # noqa: S608
        )
        return page or 0, revision or 0, act or 0

    # --- what must always hold ------------------------------------------------------------------

    @invariant()
    def everything_fits(self) -> None:
        """Cheap enough to ask again after rules that did nothing."""
        if TransactionAuthority.objects.exists():
            raise GateBroken("Authority outlived its transaction")

    def look_at_everything(self) -> None:
        """Compare all that is live with what the test saw being initialled."""
        live = self.eye.live()
        if unknown := self.eye.live_ids() - live.keys():
            raise GateBroken(f"Live pages that nobody follows: {unknown}")
        for pk in sorted(live.keys() | {p.pk for p in self.memory.papers.values() if p.live}):
            self.compare(self.memory.papers[pk], live.get(pk))
        self.check_ledger()
        for pk in sorted(self.changed) + self.one_at_random():
            self.read_as_anybody(self.memory.papers[pk])
        self.changed.clear()

    def compare(self, paper: Paper, actual: eyes.Reading | None) -> None:
        if actual == paper.live:
            return
        grant = paper.grant
        before_its_time = grant and grant.go_live_at and grant.go_live_at > timezone.now()
        if actual is not None and grant and actual == grant.reading and not before_its_time:
            # Its time had been cancelled: but exactly this has been initialled.
            self.memory.goes_live(paper, grant)
            self.changed.add(paper.pk)
            self.score.done["live from a standing paraf"] += 1
            return
        if actual is None:
            raise self.broken(f"Page {paper.pk} went offline without a reason", paper.pk)
        differences = actual.differs_in(paper.live)
        raise self.broken(f"Page {paper.pk} shows what nobody initialled: {differences}", paper.pk)

    def one_at_random(self) -> list[int]:
        choice = random.Random(self.memory.serial)  # noqa: S311
        return [choice.choice(sorted(self.memory.papers))] if self.memory.serial % 6 == 0 else []

    def check_ledger(self) -> None:
        """The new lines follow the old ones, and the head is the last of them."""
        sequence, previous = self.ledger_line
        for line in WorkEvent.objects.filter(sequence__gt=sequence).order_by("sequence"):
            if sequence:
                fits = line.sequence == sequence + 1 and line.previous_hash == previous
                if not fits or line.hash != line_hash(previous, line.hashed_fields()):
                    raise GateBroken(f"Line {line.sequence} of the ledger does not fit")
            sequence, previous = line.sequence, line.hash
        self.ledger_line = sequence, previous
        head = LedgerHead.objects.first()
        if head is not None and (head.sequence, head.hash) != self.ledger_line:
            raise GateBroken("The ledger's head is not its last line")


def _rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
