"""What the ledger costs: walking the whole chain, and the memory that takes.

``BENCH_EVENTS`` lines (100,000 without it; the target of 100,000 a second is for 5,000,000 on
PostgreSQL, with the timings that follow from them).
"""

import os
import time
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from reports import chain, ledger_check
from reports.models import WorkEvent

from .decade import Decade
from .newsroom import throw_away_newsroom
from .timing import best_of

LINES_PER_ITEM = 10.6


def events_wanted() -> int:
    return int(os.environ.get("BENCH_EVENTS", "100000"))


def report() -> Iterator[str]:
    with throw_away_newsroom():
        wanted = events_wanted()
        started = time.perf_counter()
        now = timezone.now()
        lines, timings = Decade(
            int(wanted / LINES_PER_ITEM), now - timedelta(days=600), now
        ).write()
        took = time.perf_counter() - started
        yield (
            f"{connection.vendor}: {lines:,} lines and {timings:,} timings made in {took:.0f} s "
            f"({lines / took:,.0f} lines/s)"
        )
        fault: list[chain.Fault | None] = []
        seconds = best_of(2, lambda: fault.append(ledger_check.first_fault()))
        assert fault[-1] is None, fault  # noqa: S101
        yield f"verified in {seconds:.1f} s: {lines / seconds:,.0f} lines/s"
        yield f"by the standard library alone: {lines / _by_the_standard_library():,.0f} lines/s"
        yield f"peak memory of a walk over {lines:,} lines: {_peak():.1f} MB"


def _by_the_standard_library() -> float:
    def walk() -> None:
        previous = chain.GENESIS
        for event in WorkEvent.objects.order_by("sequence").iterator(chunk_size=500):
            assert event.hash == chain.line_hash(previous, event.hashed_fields())  # noqa: S101
            previous = event.hash

    return best_of(1, walk)


def _peak() -> float:
    tracemalloc.start()
    ledger_check.first_fault()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
