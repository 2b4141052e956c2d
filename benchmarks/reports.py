"""Years of an office: the reports of one year, the queue, and the walk over the ledger.

``BENCH_EVENTS`` lines of the ledger (100,000 without it), a timing for each five of them, spread
over ten years. The target is for 5,000,000 lines on PostgreSQL: each report under 300 ms.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from . import ledger
from .decade import PEOPLE, Decade
from .newsroom import throw_away_newsroom
from .timing import best_of

LINES_PER_ITEM, LINES_PER_TIMING = 9.3, 5
TIMINGS_PER_ITEM = 7.2
NOTES = round(LINES_PER_TIMING * TIMINGS_PER_ITEM - LINES_PER_ITEM)
MOST_OPEN = 10_000
TARGET = 0.3
YEAR = {"closed_at_from": "2025-01-01", "closed_at_to": "2025-12-31"}
REPORTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("SOP compliance of a year", "kepatuhan", YEAR),
    ("…broken down by person", "kepatuhan", {**YEAR, "by": "orang"}),
    ("…of one step, by unit", "kepatuhan", {**YEAR, "by": "unit", "step": "5"}),
    ("queue", "antrean", {}),
    ("queue, only what is overdue", "antrean", {"time": "lewat"}),
    ("returns of a year", "pengembalian", YEAR),
    ("workload of a year", "beban-kerja", YEAR),
    ("timings behind a figure", "waktu-langkah", {**YEAR, "step": "5", "result": "lambat"}),
)


def report() -> Iterator[str]:
    wanted = int(os.environ.get("BENCH_EVENTS", "100000"))
    items = max(1, int(wanted / (LINES_PER_ITEM + NOTES)))
    with throw_away_newsroom():
        started = time.perf_counter()
        now = timezone.now()
        lines, timings = Decade(
            items,
            now - timedelta(days=3650),
            now,
            unfinished=min(MOST_OPEN, items // 12),
            notes=NOTES,
        ).write()
        took = time.perf_counter() - started
        with connection.cursor() as cursor:  # what both databases do by themselves in time
            cursor.execute("ANALYZE")
        yield (
            f"{connection.vendor}: {lines:,} lines and {timings:,} timings made in {took:.0f} s "
            f"({lines / took:,.0f} lines/s)"
        )
        yield from _reports()
        yield from ledger.walk(lines)


def _reports() -> Iterator[str]:
    from reports.models import StepTiming
    from workflow_steps.models import User

    of_year = StepTiming.objects.filter(closed_at__year=2025).count()
    running = StepTiming.objects.filter(closed_at=None).count()
    yield f"of the year: {of_year:,} timings; under way: {running:,}"
    user = User.objects.create(pk=900, username="kepala")
    user.groups.add(Group.objects.get(name="Kepala Bidang Aptika"))
    for number, _name in PEOPLE[:-1]:  # one has left the office
        User.objects.get_or_create(pk=number, defaults={"username": f"pegawai{number}"})
    client = Client()
    client.force_login(user)
    for name, address, asked in REPORTS:
        open_it = partial(client.get, f"/admin/reports/{address}/", asked)
        open_it()  # fills what is kept between requests
        with CaptureQueriesContext(connection) as queries:
            answer = open_it()
        if answer.status_code != 200:
            raise AssertionError(f"{address} answers {answer.status_code}")
        asked_for = len(queries)  # the next request clears them
        seconds = best_of(5, open_it)
        verdict = "" if seconds < TARGET else "  over 300 ms"
        yield f"{name:<30}{asked_for:>4} q {seconds * 1e3:>8.0f} ms{verdict}"
