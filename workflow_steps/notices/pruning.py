"""Finished tasks of the queue are of no use after a while."""

from datetime import datetime
from io import StringIO

from django.conf import settings
from django.core.management import call_command

from ..background import BACKEND, QUEUE

KEPT_DAYS = 14


def prune_task_results(now: datetime) -> int:
    """Only where tasks are kept at all (the database worker's backend)."""
    if not settings.TASKS[BACKEND]["BACKEND"].startswith("django_tasks_db."):
        return 0
    from django_tasks_db.models import DBTaskResult

    before = DBTaskResult.objects.count()
    call_command(
        "prune_db_task_results",
        f"--backend={BACKEND}",
        f"--queue-name={QUEUE}",
        f"--min-age-days={KEPT_DAYS}",
        stdout=StringIO(),
    )
    return max(0, before - DBTaskResult.objects.count())
