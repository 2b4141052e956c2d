"""Counts every step's time again from the ledger alone, sharing no code with the product.

A second pair of eyes for an inspector: the procedure's table of openings and closings and the
week of Perpres 21/2023 are written down here once more, working time is counted day by day.
Run it on any SQLite database: ``python -m tests.recompute var/kukarsite.sqlite3 2026-10``.
"""

import json
import math
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
MORNING = [(time(7, 30), time(12)), (time(13), time(16))]
FRIDAY = [(time(7, 30), time(11, 30)), (time(13), time(16, 30))]
WEEK = {0: MORNING, 1: MORNING, 2: MORNING, 3: MORNING, 4: FRIDAY}
HOUR = 3600
LONGEST = {1: 7.5 * HOUR, 2: 3 * HOUR, 3: 3 * HOUR, 4: 7.5 * HOUR, 5: HOUR, 6: 900, 7: 900}
CUT_OFF = {"submission_withdrawn", "page_deleted"}


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
    """What the compliance report says of one step in one month; seconds."""

    n: int
    median: int
    p90: int
    longest: int
    late: int


def figures(steps: Iterable[Step], month: str, free: Collection[date] = ()) -> dict[int, Figures]:
    """By step, of what closed in the month and came to an end."""
    times: dict[int, list[int]] = defaultdict(list)
    for step in steps:
        if step.opened is None or step.closed is None or step.ended_by in CUT_OFF:
            continue
        if step.ended_by == "page_published" and step.step < 6:
            continue
        if f"{step.closed.astimezone(WITA):%Y-%m}" == month:
            times[step.step].append(working_seconds(step.opened, step.closed, free))
    return {number: _figures(number, sorted(found)) for number, found in sorted(times.items())}


def _figures(step: int, times: list[int]) -> Figures:
    """Percentiles by nearest rank: the smallest value with so many at or below it."""

    def rank(share: float) -> int:
        return times[math.ceil(share * len(times)) - 1]

    late = sum(seconds > LONGEST[step] for seconds in times)
    return Figures(len(times), rank(0.5), rank(0.9), times[-1], late)


def from_sqlite(path: str) -> list[Event]:
    rows = sqlite3.connect(path).execute(
        "SELECT at, kind, item_type, item_id, data FROM reports_workevent ORDER BY sequence"
    )
    return [
        Event(
            datetime.fromisoformat(at).replace(tzinfo=UTC), kind, item_type, item, json.loads(data)
        )
        for at, kind, item_type, item, data in rows
    ]


if __name__ == "__main__":
    for number, found in figures(steps_of(from_sqlite(sys.argv[1])), sys.argv[2]).items():
        print(number, found)  # noqa: T201
