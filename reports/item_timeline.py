"""One item against the seven steps: its rounds, returns and waits, as rows and as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from news.models import PageMaterial
from workflow_steps.models import Procedure, WorkCalendar
from workflow_steps.working_time import CalendarExhausted, WorkSchedule

from .models import StepTiming, WorkEvent

STEPS = range(1, 8)
# The picture, in its own units.
LEFT, WIDTH, LANE, TOP, FOOT = 40, 860, 34, 8, 26
BAR, NARROWEST, TICKS = 20, 4, 8
SENT_BACK = frozenset({StepTiming.Outcome.RETURNED, StepTiming.Outcome.WITHDRAWN})


@dataclass(frozen=True)
class Bar:
    """A timing in its step's lane."""

    timing: StepTiming
    x: int
    y: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def middle(self) -> int:
        return self.y + BAR // 2

    @property
    def label_x(self) -> int:
        return self.x + self.width // 2

    @property
    def has_room(self) -> bool:
        return self.width >= 16

    @property
    def kind(self) -> str:
        return self.timing.verdict or "running"


@dataclass(frozen=True)
class Way:
    """A return, from the lane it happened in back to that of step 3."""

    x: int
    start: int
    end: int


@dataclass(frozen=True)
class Tick:
    x: int
    label: str


class Chart:
    """Lanes by step from top to bottom; from left to right the office's working time."""

    def __init__(self, timings: list[StepTiming], schedule: WorkSchedule, now: datetime) -> None:
        opened = [timing.opened_at for timing in timings if timing.opened_at]
        self.schedule = schedule
        self.start = min(opened)
        self.end = max([*opened, *(timing.closed_at or now for timing in timings)])
        self.total = max(1, schedule.elapsed(self.start, self.end))
        self.now = now
        self.bars = [self._bar(timing) for timing in timings if timing.opened_at]

    width = LEFT + WIDTH + 20
    height = TOP + LANE * len(STEPS) + FOOT
    foot = TOP + LANE * len(STEPS)

    @property
    def lanes(self) -> list[tuple[int, int, int]]:
        """Step, top of its bars, and their middle."""
        return [(step, _top(step), _top(step) + BAR // 2) for step in STEPS]

    @property
    def ways(self) -> list[Way]:
        return [
            Way(bar.end, bar.middle, _top(3) + BAR + 2)
            for bar in self.bars
            if bar.timing.outcome in SENT_BACK and bar.timing.step > 3
        ]

    @property
    def ticks(self) -> list[Tick]:
        """Where working days begin, as many as there is room for."""
        days: dict[Any, datetime] = {}
        for opening, _closing in self.schedule.intervals_between(self.start, self.end):
            days.setdefault(timezone.localtime(opening).date(), opening)
        every = -(-len(days) // TICKS) or 1
        return [
            Tick(self._x(opening), date_format(day, "j M"))
            for day, opening in list(days.items())[::every]
        ]

    def _bar(self, timing: StepTiming) -> Bar:
        start = self._x(timing.opened_at)
        end = self._x(timing.closed_at or self.now)
        return Bar(timing, start, _top(timing.step), max(NARROWEST, end - start))

    def _x(self, moment: Any) -> int:
        return LEFT + self.schedule.elapsed(self.start, moment) * WIDTH // self.total


def _top(step: int) -> int:
    return TOP + LANE * (step - 1) + (LANE - BAR) // 2


class ItemTimeline:
    """A page with the material it was made from, or material by itself."""

    def __init__(self, item_type: str, item_id: int) -> None:
        self.item_type, self.item_id = item_type, item_id

    @cached_property
    def timings(self) -> list[StepTiming]:
        """In the order in which they began; what has no beginning, where it ended."""
        found = StepTiming.objects.filter(self._what())
        return sorted(
            found, key=lambda row: (row.opening_event or row.closing_event or 0, row.step)
        )

    @cached_property
    def events(self) -> QuerySet[WorkEvent]:
        return WorkEvent.objects.filter(self._what()).order_by("sequence")

    @property
    def title(self) -> str:
        own = [row for row in self.timings if row.item_type == self.item_type]
        return own[-1].item_title if own else ""

    @property
    def rounds(self) -> int:
        return max((row.round for row in self.timings), default=0)

    @property
    def returns(self) -> int:
        return sum(row.outcome == StepTiming.Outcome.RETURNED for row in self.timings)

    @cached_property
    def chart(self) -> Chart | None:
        if not any(row.opened_at for row in self.timings):
            return None
        try:
            return Chart(self.timings, WorkCalendar.default().schedule(), timezone.now())
        except CalendarExhausted:
            return None

    @property
    def verdicts_shown(self) -> list[tuple[str, str]]:
        """The kinds of bars there are, for the legend."""
        words = {"": gettext("running"), **dict(StepTiming.Verdict.choices)}
        there = {row.verdict for row in self.timings if row.opened_at}
        return [(code or "running", str(word)) for code, word in words.items() if code in there]

    def working_seconds(self) -> int:
        """What all measured steps together took."""
        return sum(row.elapsed or 0 for row in self.timings)

    def _what(self) -> Q:
        own = Q(item_type=self.item_type, item_id=self.item_id)
        if self.item_type != WorkEvent.ItemType.PAGE:
            return own
        materials = self._materials()
        return own | Q(item_type=WorkEvent.ItemType.MATERIAL, item_id__in=materials)

    def _materials(self) -> set[int]:
        """By the ledger, since links go with a deleted page; by the links for what is older."""
        made = WorkEvent.objects.filter(
            item_type=WorkEvent.ItemType.PAGE,
            item_id=self.item_id,
            kind__in=[WorkEvent.Kind.PAGE_MADE, WorkEvent.Kind.MATERIAL_LINKED],
        )
        found = set(
            PageMaterial.objects.filter(page_id=self.item_id).values_list("material_id", flat=True)
        )
        for data in made.values_list("data", flat=True):
            found |= {*data.get("materials", []), *filter(None, [data.get("material")])}
        return found


def step_names(timings: list[StepTiming]) -> Iterator[tuple[StepTiming, str]]:
    """Each with the step's name in the version of the SOP it was judged by, or today's."""
    versions = {row.procedure_id for row in timings}
    current = Procedure.in_force(timezone.now())
    names: dict[tuple[int | None, int], str] = {}
    for procedure in Procedure.objects.filter(pk__in=versions | {current and current.pk}):
        for step in procedure.steps.all():
            names[procedure.pk, step.number] = step.name
    for row in timings:
        name = names.get((row.procedure_id, row.step))
        yield row, name or names.get((current.pk if current else None, row.step), "")
