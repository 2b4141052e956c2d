"""The demo's script: every act of three months with its instant, in working time.

Plain Python: it needs a ``WorkSchedule`` and the standard of each step, nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from workflow_steps.working_time import WorkSchedule

from .art.canvas import seeded
from .cast import End, Story

SPAN = timedelta(days=92)
EARLIEST_LATE, LATEST_LATE = 1.15, 2.4
QUICKEST, USUAL, SLOWEST = 0.1, 0.35, 0.9
SETTLED = {End.DECLINED, End.PUBLISHED, End.EXPIRED, End.TAKEN_DOWN}
# How long what waits has been waiting at least; the longest are overdue.
IDLE_HOURS = (0.3, 1.0, 4.0, 20.0, 50.0)
WORKING_DAY = 27_000
LAST_SETTLED = 0.96  # of the three months; what waits now came in after that


@dataclass(frozen=True)
class Act:
    """Something a person (or the clock) does to one item."""

    at: datetime
    story: int
    name: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Office:
    """What the planning needs to know: when people work, and how long a step may take."""

    schedule: WorkSchedule
    standards: Mapping[int, int]

    def after(self, at: datetime, seconds: float) -> datetime:
        return self.schedule.due(at, max(1, round(seconds)))

    def morning_after(self, at: datetime, days: int, rng: Random) -> datetime:
        """A full hour in the morning, some working days later."""
        day = self.after(at, days * WORKING_DAY)
        opened = self.after(datetime.combine(day.date(), time(0), tzinfo=day.tzinfo), 1)
        morning = opened.replace(hour=rng.choice((8, 9, 10)), minute=0, second=0)
        return morning if morning > at else self.morning_after(at, days + 1, rng)


def script(stories: Sequence[Story], office: Office, now: datetime) -> list[Act]:
    """All acts in the order in which they happen; none lies in the future."""
    begin = now - SPAN
    total = office.schedule.elapsed(begin, now)
    acts: list[Act] = []
    settled = [n for n, story in enumerate(stories) if story.way.end in SETTLED]
    seeded("order").shuffle(settled)
    settled.sort(key=lambda n: not _needs_time(stories[n]))
    for number, story in enumerate(stories):
        if number in settled:
            place = settled.index(number) / len(settled) * LAST_SETTLED
        else:
            place = seeded(story.text.key, "place").uniform(LAST_SETTLED, 0.995)
        wanted = office.after(begin, total * place + 600)
        acts += _latest_that_fits(number, story, office, wanted, now)
    return sorted(acts, key=lambda act: act.at)


def _needs_time(story: Story) -> bool:
    """Corrections and withdrawals come well after publication, so these stories start early."""
    return story.way.corrected or story.way.end in (End.EXPIRED, End.TAKEN_DOWN)


def _latest_that_fits(
    number: int, story: Story, office: Office, wanted: datetime, now: datetime
) -> list[Act]:
    """Start as wanted, or as much earlier as the story needs to have happened by now."""
    idle = seeded(story.text.key, "idle").choice(IDLE_HOURS)
    for back in count():
        start = office.after(wanted - back * timedelta(hours=3), 60)
        acts = list(_Plot(number, story, office, now).acts(start))
        if acts[-1].at <= now - timedelta(hours=idle):
            return acts
    raise AssertionError("count() does not end")


class _Plot:
    """The acts of one story, from the day its material comes in."""

    def __init__(self, number: int, story: Story, office: Office, now: datetime) -> None:
        self.number, self.story, self.office, self.now = number, story, office, now
        self.way, self.text = story.way, story.text
        self.rng = seeded("plot", story.text.key)
        self.at = now
        self.late = set(self.way.late)

    def acts(self, start: datetime) -> Iterator[Act]:
        self.at = start
        if self.way.without_material:
            yield self._act("write_without_material")
        else:
            yield from self._material()
            if self.way.end in (End.RECEIVED, End.HANDED_OVER, End.CLASSIFIED, End.DECLINED):
                return
        yield from self._page()

    # --- pieces of time -------------------------------------------------------------------

    def _step(self, number: int) -> float:
        """How long the step takes this time; a late one is late once."""
        standard = self.office.standards[number]
        if number in self.late:
            self.late.remove(number)
            return standard * self.rng.uniform(EARLIEST_LATE, LATEST_LATE)
        return standard * self.rng.triangular(QUICKEST, SLOWEST, USUAL)

    def _wait(self, seconds: float) -> None:
        self.at = self.office.after(self.at, seconds)

    def _act(self, name: str, **data: Any) -> Act:
        return Act(self.at, self.number, name, data)

    # --- steps 1 and 2 --------------------------------------------------------------------

    def _material(self) -> Iterator[Act]:
        if self.text.information_class == "serta_merta" and self.rng.random() < 0.4:
            # News does not wait for office hours; the clock of step 1 does.
            self.at = self.at.replace(hour=self.rng.randint(18, 21), minute=self.rng.randint(0, 59))
        yield self._act("receive")
        if self.way.end == End.RECEIVED:
            return
        self._wait(self._step(1))
        yield self._act("hand_over")
        if self.way.end == End.HANDED_OVER:
            return
        self._wait(self._step(2))
        yield self._act("decline" if self.way.end == End.DECLINED else "classify")

    # --- steps 3 to 7 ---------------------------------------------------------------------

    def _page(self) -> Iterator[Act]:
        missing = len(self.way.returns)
        for turn in range(missing + 1):
            yield from self._written(turn, missing - turn)
            if turn == missing and self._stops_at_draft():
                return
            yield from self._judged(turn)
            if turn == missing - 1 and self.way.end == End.RETURNED:
                return
        yield from self._afterlife()

    def _stops_at_draft(self) -> bool:
        return self.way.end in (End.DRAFT, End.WITHDRAWN, End.EMERGENCY)

    def _written(self, turn: int, missing: int) -> Iterator[Act]:
        total, start = self._step(3), self.at
        if turn == 0 and not self.way.without_material:
            self.at = self.office.after(start, total * 0.2)
            yield self._act("make_page")
        self.at = self.office.after(start, total * 0.75)
        self.last_write = self._act("write", missing=missing)
        yield self.last_write
        if self.way.end == End.DRAFT and missing == 0:
            return
        if self.way.end == End.EMERGENCY:
            self._wait(300)
            yield self._act("publish_in_emergency")
            return
        self.at = self.office.after(start, total)
        yield self._act("submit")
        if self.way.end == End.WITHDRAWN:
            self._wait(self.rng.uniform(600, 3000))
            yield self._act("withdraw")

    def _judged(self, turn: int) -> Iterator[Act]:
        verdict = self.way.returns[turn] if turn < len(self.way.returns) else None
        last = verdict is None
        if last and self.way.end == End.IN_REVIEW:
            return
        total, start = self._step(4), self.at
        self.at = self.office.after(start, total * self.rng.uniform(0.25, 0.6))
        if verdict and not verdict.by_approver:
            yield self._act("return_at_review", reason=verdict.reason)
            return
        yield self._act("pass_review")
        if last and self.way.end == End.UNOPENED:
            return
        self.at = self.office.after(start, total)
        yield self._act("open")
        if last and self.way.end == End.OPENED:
            return
        self._wait(self._step(5))
        yield (
            self._act("return_by_approver", reason=verdict.reason)
            if verdict
            else self._act("approve")
        )
        if last and self.way.goes_live_later:
            yield from self._go_live()

    def _go_live(self) -> Iterator[Act]:
        """The time was chosen when the page was written, before it was submitted."""
        begin = self.now if self.way.end == End.SCHEDULED else self.at
        live_at = self.office.morning_after(begin, self.rng.randint(1, 2), self.rng)
        self.last_write.data["go_live_at"] = live_at
        if self.way.end != End.SCHEDULED:
            self.at = live_at
            self._wait(self._step(6) if 6 in self.late else self.rng.uniform(20, 90))
            yield self._act("publish_scheduled")

    def _afterlife(self) -> Iterator[Act]:
        if self.way.corrected:
            self._wait(2 * WORKING_DAY)
            yield self._act("correct")
            self._wait(900)
            yield self._act("submit")
            yield from self._judged(len(self.way.returns))
        if self.way.end == End.EXPIRED:
            self.at = self.office.morning_after(self.at, 6, self.rng)
            self.last_write.data["expire_at"] = self.at
            self._wait(60)
            yield self._act("publish_scheduled")
        if self.way.end == End.TAKEN_DOWN:
            self._wait(2 * WORKING_DAY)
            yield self._act("take_down")
