"""The queue does what is due by itself: a task that puts its own successor into the queue.

This or cron (``manage.py run_due``) is enough; with both, the same is looked at twice and nobody is
told twice. A worker that is killed in the middle leaves no successor. So whatever tells somebody
something, and every ``migrate``, sees to it that one waits.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django_tasks import task, task_backends

from .after_commit import once_after_commit
from .background import BACKEND, QUEUE, done_by, due_works

EVERY = timedelta(minutes=5)


@task(backend=BACKEND, queue_name=QUEUE)
def do_due_work() -> dict[str, int | None]:
    """How much each kind of work came to; ``None`` for what failed."""
    try:
        return dict(done_by(due_works()))
    finally:
        keep_going()


def keep_going() -> bool:
    """Put the next one into the queue unless one waits there; says whether it did."""
    if not _can_wait():
        return False
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(
        status="READY", task_path=do_due_work.module_path, backend_name=BACKEND
    )
    if waiting.exists():
        return False
    do_due_work.using(run_after=timezone.now() + EVERY).enqueue()
    return True


def keep_going_later() -> None:
    once_after_commit("due work", keep_going)


def begin(**kwargs: Any) -> None:
    """After ``migrate``, where there is a queue by then."""
    if not _can_wait():
        return
    from django_tasks_db.models import DBTaskResult

    if DBTaskResult._meta.db_table in connection.introspection.table_names():
        keep_going()


def _can_wait() -> bool:
    """In development and tests tasks are done at once."""
    return bool(task_backends[BACKEND].supports_defer)
