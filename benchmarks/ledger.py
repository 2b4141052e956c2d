"""What the ledger costs: walking the whole chain, and the memory that takes."""

import resource
import time
import tracemalloc
from collections.abc import Iterator

from reports import chain, ledger_check
from reports.models import WorkEvent

from .timing import best_of

BY_STANDARD_LIBRARY = 200_000  # lines at most: it is only there for the ratio


def walk(lines: int) -> Iterator[str]:
    """Of a ledger that has so many ``lines`` and no fault."""
    fault: list[chain.Fault | None] = []
    cpu = time.process_time()
    seconds = best_of(2, lambda: fault.append(ledger_check.first_fault()))
    cpu = (time.process_time() - cpu) / 2
    assert fault[-1] is None, fault  # noqa: S101
    yield f"ledger verified in {seconds:.1f} s (CPU {cpu:.1f}): {lines / seconds:,.0f} lines/s"
    some = min(lines, BY_STANDARD_LIBRARY)
    yield f"by the standard library alone: {some / _by_the_standard_library(some):,.0f} lines/s"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = _peak()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield (
        f"memory of a walk over {lines:,} lines: {peak:.1f} MB of Python's at its most; "
        f"the process's own most grew by {grown:.1f} MB"
    )


def _by_the_standard_library(some: int) -> float:
    def check() -> None:
        previous = chain.GENESIS
        for event in WorkEvent.objects.order_by("sequence")[:some].iterator(chunk_size=500):
            assert event.hash == chain.line_hash(previous, event.hashed_fields())  # noqa: S101
            previous = event.hash

    return best_of(1, check)


def _peak() -> float:
    tracemalloc.start()
    ledger_check.first_fault()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
