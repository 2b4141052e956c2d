"""Ten years of an office, made by the real rules: ledger, timings, register.

Each item's events go through the rules of ``reports`` (``steps``, ``judgement``, ``timings``) in
memory; lines are chained and written in bulk. ``tests/benchmarks`` holds the rows against those
that ``rebuild_timings`` derives from the same lines.
"""

import heapq
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models

from reports import steps
from reports.chain import GENESIS, line_hash
from reports.ledger import clock
from reports.models import LedgerHead, StepTiming, WorkEvent
from reports.timings import begin, close
from workflow_steps.standards import StandardTimes

Kind = WorkEvent.Kind
BATCH = 5000
FIRST_ID = 1_000_000  # beyond those of the newsroom itself
CATEGORIES = ("Pemerintahan", "Pendidikan", "Kesehatan", "Infrastruktur", "Ekonomi & Pertanian")
UNITS = tuple(f"Dinas {number}" for number in range(1, 31))
PEOPLE = [(number, f"Pegawai {number:02d}") for number in range(1, 13)]
Step = tuple[timedelta, str, str]  # after how long, kind of event, kind of item


@dataclass
class Life:
    """One item on its way: a page, or the material it is made from."""

    page_id: int
    category: str
    unit: str
    title: str
    running: dict[str, dict[int, StepTiming]] = field(
        default_factory=lambda: {"material": {}, "page": {}}
    )
    last_mark: tuple[str, int] | None = None


class Decade:
    """``items`` items that begin evenly between two instants; ``unfinished`` of them stay open.

    ``notes``: further lines per item that move no clock, so that ledger and timings have the
    sizes that are asked for.
    """

    def __init__(
        self,
        items: int,
        start: datetime,
        end: datetime,
        *,
        unfinished: int = 0,
        notes: int = 0,
        seed: int = 1,
    ) -> None:
        self.items, self.start, self.end = items, start, end
        self.unfinished, self.notes = unfinished, notes
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        self.times = StandardTimes.read()
        head = LedgerHead.objects.filter(pk=1).first() or LedgerHead(hash=GENESIS)
        self.sequence, self.hash = head.sequence, head.hash
        self.timings: list[StepTiming] = []
        self.open_lives: list[Life] = []

    # --- what happens, when ---

    def happenings(self) -> Iterator[tuple[datetime, Life, str, str]]:
        """(when, item, kind of event, kind of item) in the order of time."""
        waiting: list[tuple[datetime, int, Life, list[Step]]] = []
        pace = (self.end - self.start) / max(1, self.items)
        for number in range(self.items):
            began = self.start + pace * number
            while waiting and waiting[0][0] <= began:
                yield from self._next(waiting)
            life = self._life(FIRST_ID + number)
            if number >= self.items - self.unfinished:
                self.open_lives.append(life)
            heapq.heappush(waiting, (began, number, life, self._way(number)))
        while waiting:
            yield from self._next(waiting)

    def _next(self, waiting: list[Any]) -> Iterator[tuple[datetime, Life, str, str]]:
        at, number, life, way = heapq.heappop(waiting)
        _, kind, item_type = way.pop(0)
        yield at, life, kind, item_type
        if way:
            heapq.heappush(waiting, (at + way[0][0], number, life, way))

    def _life(self, number: int) -> Life:
        choose = self.random.choice
        return Life(number, choose(CATEGORIES), choose(UNITS), f"Laporan kegiatan ke-{number}")

    def _way(self, number: int) -> list[Step]:
        """First the material, then the page, with a return now and then."""
        way: list[Step] = [
            (timedelta(0), Kind.MATERIAL_RECEIVED, "material"),
            (self._some(9), Kind.MATERIAL_HANDED_OVER, "material"),
            (self._some(2), Kind.MATERIAL_CLASSIFIED, "material"),
            (self._some(0.2), Kind.PAGE_MADE, "page"),
        ]
        way += [(self._some(0.1), Kind.MATERIAL_LINKED, "page")] * self.notes
        for _round in range(1 + (self.random.random() < 0.15)):
            if _round:
                way.append((self._some(1), Kind.PAGE_RETURNED, "page"))
            way += [
                (self._some(2), Kind.PAGE_SUBMITTED, "page"),
                (self._some(6), Kind.REVIEW_PASSED, "page"),
                (self._some(8), Kind.APPROVAL_OPENED, "page"),
            ]
        way += [
            (self._some(0.7), Kind.PAGE_APPROVED, "page"),
            (timedelta(seconds=1), Kind.PAGE_PUBLISHED, "page"),
            (timedelta(seconds=1), Kind.PAGE_RECORDED, "page"),
        ]
        if number >= self.items - self.unfinished:
            return way[: self.random.randint(1, len(way) - 4)]
        return way

    def _some(self, hours: float) -> timedelta:
        return timedelta(seconds=int(self.random.expovariate(1 / (hours * 3600))))

    # --- what is written ---

    def lines(self) -> Iterator[WorkEvent]:
        """Chained lines; ``self.timings`` fills up with the rows that are done."""
        for at, life, kind, item_type in self.happenings():
            event = self._event(at, life, kind, item_type)
            running = life.running[item_type]
            event.data |= clock(event, running, at, self.times)
            event.hash = line_hash(self.hash, event.hashed_fields())
            self.sequence, self.hash = event.sequence, event.hash
            self._move(event, running)
            yield event

    def _event(self, at: datetime, life: Life, kind: str, item_type: str) -> WorkEvent:
        person, name = self.random.choice(PEOPLE)
        round_number = 1
        if item_type == "page":
            round_number = steps.round_of(kind, life.last_mark)
            if kind in steps.MARKS_ROUND:
                life.last_mark = (kind, round_number)
        return WorkEvent(
            sequence=self.sequence + 1,
            at=at,
            kind=kind,
            item_type=item_type,
            item_id=life.page_id,
            item_title=life.title,
            round=round_number,
            actor_id=person,
            actor_name=name,
            actor_office="Pengelola Website",
            capacity=WorkEvent.Capacity.DEFINITIVE,
            data={"about": {"category": life.category, "unit": life.unit}},
            previous_hash=self.hash,
        )

    def _move(self, event: WorkEvent, running: dict[int, StepTiming]) -> None:
        for closed in event.data.get("closed", []):
            timing = running.pop(closed["step"])
            close(timing, event, closed)
            self.timings.append(timing)
        if opened := event.data.get("opened"):
            timing = begin(event, opened)
            timing.due_at = self.times.due(timing.step, event.at)
            running[timing.step] = timing

    def write(self) -> tuple[int, int]:
        """Fill the database; returns the numbers of lines and of timings."""
        lines: list[WorkEvent] = []
        count = rows = 0
        for event in self.lines():
            lines.append(event)
            count += 1
            if len(lines) == BATCH:
                rows += self._flush(lines)
        for life in self.open_lives:
            for running in life.running.values():
                self.timings += running.values()
        rows += self._flush(lines)
        LedgerHead.objects.update_or_create(
            pk=1, defaults={"sequence": self.sequence, "hash": self.hash}
        )
        return count, rows

    def _flush(self, lines: list[WorkEvent]) -> int:
        bulk_insert(WorkEvent, lines)
        bulk_insert(StepTiming, self.timings)
        done = len(self.timings)
        lines.clear()
        self.timings.clear()
        return done


def bulk_insert(model: Any, rows: list[Any]) -> None:
    """As fast as the database takes them: COPY on PostgreSQL."""
    if connection.vendor != "postgresql":
        models.QuerySet(model).bulk_create(rows, batch_size=500)
        return
    fields = [each for each in model._meta.concrete_fields if not each.primary_key]
    columns = ", ".join(connection.ops.quote_name(each.column) for each in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_plain(getattr(row, each.attname)) for each in fields])


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value
