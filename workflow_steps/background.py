"""Work that no request waits for: single tasks, and what has to be looked at from time to time.

A single task is a task of Django's Tasks API on the backend ``newsroom``: done at once in
development and tests, by ``manage.py db_worker`` in production. Due work is what the clock brings
about (reminders, the digest, what a dead worker left undone); the queue's own ``due_queue`` and
``manage.py run_due`` do all of it, every few minutes. Both may run twice, side by side, or be
killed half-way: each piece is written so that it neither repeats nor loses anything.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

BACKEND = QUEUE = "newsroom"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueWork:
    """``run(now)`` does what is due by then, and returns how much that was."""

    name: str
    run: Callable[[datetime], int]


_works: dict[str, DueWork] = {}


def register_due_work(name: str, run: Callable[[datetime], int]) -> None:
    """To be called once, in an app's ``ready()``; works are done in the order of registration."""
    _works[name] = DueWork(name, run)


def due_works() -> list[DueWork]:
    return list(_works.values())


def done_by(works: Iterable[DueWork]) -> Iterator[tuple[str, int | None]]:
    """(name, how much was done) of each; ``None`` where it failed, which holds up no other."""
    for work in works:
        try:
            yield work.name, work.run(timezone.now())
        except Exception:
            logger.exception("due work: %s", work.name)
            yield work.name, None


def enqueue_after_commit(task: Any, *args: Any, **kwargs: Any) -> None:
    """Enqueue when what asked for it is sure; a queue that is away never undoes a decision.

    What must not be lost is therefore a row of its own, written in the transaction, and the task
    only brings it forward: due work finds the rows that no task has dealt with.
    """
    transaction.on_commit(partial(task.enqueue, *args, **kwargs), robust=True)
