"""Measure fairly: the best of several runs, so that a busy machine disturbs least."""

import time
from collections.abc import Callable


def best_of(runs: int, action: Callable[[], object]) -> float:
    """Seconds of the fastest run."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return min(seconds)
