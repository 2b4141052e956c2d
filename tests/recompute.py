"""Counts every step's time again from the ledger alone, sharing no code with the product.

A second pair of eyes for an inspector: the procedure's table of openings and closings and the
week of Perpres 21/2023 are written down here once more, working time is counted day by day.
Run it on any SQLite file or PostgreSQL, with the days on which the office was closed if any:
``python -m tests.recompute var/kukarsite.sqlite3 2026-08 2026-08-25``.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

WITA = ZoneInfo("Asia/Makassar")
MORNING = [(time(7, 30), time(12)), (time(13), time(16))]
FRIDAY = [(time(7, 30), time(11, 30)), (time(13), time(16, 30))]
WEEK = {0: MORNING, 1: MORNING, 2: MORNING, 3: MORNING, 4: FRIDAY}
HOUR = 3600
SHORTEST = {2: HOUR, 3: HOUR}  # where the standard is a span
LONGEST = {1: 7.5 * HOUR, 2: 3 * HOUR, 3: 3 * HOUR, 4: 7.5 * HOUR, 5: HOUR, 6: 900, 7: 900}
BY_THE_SYSTEM = (6, 7)
CUT_OFF = {"submission_withdrawn", "page_deleted"}
LEDGER = "SELECT at, kind, item_type, item_id, data FROM reports_workevent ORDER BY sequence"


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: str
    item_type: str
    item_id: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One step of one round, from instant to instant; without a beginning it was not measured."""

    item_type: str
    item_id: int
    step: int
    round: int
    opened: datetime | None
    closed: datetime | None = None
    ended_by: str = ""

    @property
    def key(self) -> tuple[str, int, int, int]:
        return self.item_type, self.item_id, self.step, self.round


def working_seconds(start: datetime, end: datetime, free: Collection[date] = ()) -> int:
    """Day by day, hours by hours; the fraction of a second is dropped at the end."""
    total = timedelta()
    day = start.astimezone(WITA).date()
    while day <= end.astimezone(WITA).date():
        for opening, closing in [] if day in free else WEEK.get(day.weekday(), []):
            first = max(start, datetime.combine(day, opening, WITA))
            last = min(end, datetime.combine(day, closing, WITA))
            total += max(last - first, timedelta())
        day += timedelta(days=1)
    return total // timedelta(seconds=1)


def steps_of(events: Iterable[Event]) -> list[Step]:
    """What the procedure's table says of these events, in the order of the ledger."""
    book = _Book()
    for event in events:
        (book.material if event.item_type == "material" else book.page)(event)
    return list(book.steps.values())


class _Book:
    def __init__(self) -> None:
        self.steps: dict[tuple[str, int, int, int], Step] = {}
        self.rounds: dict[int, int] = defaultdict(lambda: 1)
        self.classified: dict[int, datetime] = {}

    def open(self, event: Event, step: int, at: datetime | None, round_number: int = 1) -> None:
        found = Step(event.item_type, event.item_id, step, round_number, at)
        self.steps[found.key] = found

    def close(self, event: Event, step: int, round_number: int = 1) -> bool:
        key = (event.item_type, event.item_id, step, round_number)
        running = self.steps.get(key)
        if running is None or running.closed:
            return False
        self.steps[key] = replace(running, closed=event.at, ended_by=event.kind)
        return True

    def material(self, event: Event) -> None:
        if event.kind == "material_received":
            self.open(event, 1, event.at)
        elif event.kind == "material_handed_over":
            self.close(event, 1)
            self.open(event, 2, event.at)
        elif event.kind in {"material_classified", "material_declined"}:
            self.close(event, 2) or self.close(event, 1)
            if event.kind == "material_classified":
                self.classified[event.item_id] = event.at
        elif event.kind == "material_recorded":
            for step in (1, 2):
                self.open(event, step, None)
                self.close(event, step)

    def page(self, event: Event) -> None:
        if event.item_type != "page":
            return
        rule = getattr(self, f"_{event.kind}", None)
        if rule:
            rule(event, self.rounds[event.item_id])

    def _page_made(self, event: Event, now: int) -> None:
        known = [self.classified[pk] for pk in event.data["materials"] if pk in self.classified]
        self.open(event, 3, max(known) if known else event.at, now)

    def _page_submitted(self, event: Event, now: int) -> None:
        if not self.close(event, 3, now):
            self.open(event, 3, None, now)
            self.close(event, 3, now)
        self.open(event, 4, event.at, now)

    def _approval_opened(self, event: Event, now: int) -> None:
        self.close(event, 4, now)
        self.open(event, 5, event.at, now)

    def _page_returned(self, event: Event, now: int) -> None:
        self.close(event, 5, now) or self.close(event, 4, now)
        self.rounds[event.item_id] = now + 1
        self.open(event, 3, event.at, now + 1)

    _submission_withdrawn = _page_returned

    def _page_approved(self, event: Event, now: int) -> None:
        self.close(event, 5, now)
        self.open(event, 6, event.at, now)

    def _publication_scheduled(self, event: Event, now: int) -> None:
        later = datetime.fromisoformat(event.data["go_live_at"])
        if later > event.at:
            self.open(event, 6, later, now)

    def _page_published(self, event: Event, now: int) -> None:
        for step in (3, 4, 5):
            self.close(event, step, now)
        if not self.close(event, 6, now):
            self.open(event, 6, None, now)
            self.close(event, 6, now)
        self.open(event, 7, event.at, now)

    def _page_recorded(self, event: Event, now: int) -> None:
        self.close(event, 7, now)
        self.rounds[event.item_id] = now + 1

    def _page_deleted(self, event: Event, now: int) -> None:
        for step in range(3, 8):
            self.close(event, step, now)


@dataclass(frozen=True)
class Figures:
    """What the compliance report says of some steps in one month; times in seconds.

    ``n``: how many were judged, of which a percentage is. Times are also of what the system did.
    """

    n: int = 0
    on_time: int = 0
    early: int = 0
    late: int = 0
    not_measured: int = 0
    automatic: int = 0
    cancelled: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None

    @property
    def percent(self) -> Fraction | None:
        """In tenths, half of one goes up; 100 is said of all and 0 of none only."""
        kept = self.on_time + self.early
        if not self.n:
            return None
        tenths = (2 * 1000 * kept + self.n) // (2 * self.n)
        if kept < self.n:
            tenths = min(tenths, 999)
        return Fraction(max(tenths, 1) if kept else tenths, 10)


def figures(steps: Iterable[Step], month: str, free: Collection[date] = ()) -> dict[int, Figures]:
    """By step, of what closed in the month."""
    closed: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        if step.closed and f"{step.closed.astimezone(WITA):%Y-%m}" == month:
            closed[step.step].append(step)
    return {number: _figures(number, found, free) for number, found in sorted(closed.items())}


def total(by_step: dict[int, Figures]) -> Figures:
    """Of all that people do; times of different standards have no common median."""
    of_people = [found for step, found in by_step.items() if step not in BY_THE_SYSTEM]
    names = ("n", "on_time", "early", "late", "not_measured", "automatic", "cancelled")
    return Figures(**{name: sum(getattr(found, name) for found in of_people) for name in names})


def _figures(step: int, closed: list[Step], free: Collection[date]) -> Figures:
    """Percentiles by nearest rank: the smallest value with so many at or below it."""
    by_system = step in BY_THE_SYSTEM
    measured = [found for found in closed if found.opened]
    ended = [found for found in measured if not _was_cut_off(found)]
    times = sorted(working_seconds(found.opened, found.closed, free) for found in ended)  # type: ignore[arg-type]
    late = sum(seconds > LONGEST[step] for seconds in times)
    early = sum(seconds < SHORTEST.get(step, 0) for seconds in times)

    def rank(percent: int) -> int | None:
        return times[-(-percent * len(times) // 100) - 1] if times else None

    return Figures(
        n=0 if by_system else len(times),
        on_time=0 if by_system else len(times) - late - early,
        early=0 if by_system else early,
        late=0 if by_system else late,
        not_measured=len(closed) - len(measured),
        automatic=len(times) if by_system else 0,
        cancelled=len(measured) - len(ended),
        median=rank(50),
        p90=rank(90),
        longest=times[-1] if times else None,
    )


def _was_cut_off(step: Step) -> bool:
    return step.ended_by in CUT_OFF or (step.ended_by == "page_published" and step.step < 6)


def read(connection: Any) -> list[Event]:
    """The whole ledger by a connection of ``sqlite3`` or ``psycopg``."""
    return [
        Event(_moment(at), kind, item_type, item_id, _data(data))
        for at, kind, item_type, item_id, data in connection.execute(LEDGER)
    ]


def _moment(at: Any) -> datetime:
    """SQLite has UTC as text and without a zone."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _data(data: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data) if isinstance(data, str) else data
    return found


def _main(database: str, month: str, *free: str) -> None:
    if database.startswith("postgres"):
        connection: Any = psycopg.connect(database)
    else:
        connection = sqlite3.connect(database)
    days = {date.fromisoformat(day) for day in free}
    by_step = figures(steps_of(read(connection)), month, days)
    for name, found in [*by_step.items(), ("1-5", total(by_step))]:
        print(name, found, "percent:", None if found.percent is None else float(found.percent))  # noqa: T201


if __name__ == "__main__":
    _main(*sys.argv[1:])
