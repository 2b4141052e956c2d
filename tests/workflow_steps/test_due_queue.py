"""The queue does what is due by itself: one task that always leaves a successor."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.driver import Newsroom
from workflow_steps import background, due_queue
from workflow_steps.background import BACKEND
from workflow_steps.models import Notice
from workflow_steps.notices.writing import News, tell


@pytest.fixture
def queue(settings: Any, db: Any) -> None:
    """The database's queue, as in production."""
    kept = {**settings.TASKS[BACKEND], "BACKEND": "django_tasks_db.DatabaseBackend"}
    settings.TASKS = {**settings.TASKS, BACKEND: kept}
    DBTaskResult.objects.all().delete()


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status="READY"))


def work() -> None:
    """As ``db_worker`` does with what may be taken by now; the real one: ``test_notices_kill``."""
    for result in list(DBTaskResult.objects.ready()):
        result.claim("pekerja")
        result.set_successful(result.task.func())


def make_due() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


def test_queue__does_all_that_is_due_and_leaves_one_successor(
    queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fail(now: datetime) -> int:
        raise OSError("mail server away")

    def succeed(now: datetime) -> int:
        done.append("baik")
        return len(done)

    monkeypatch.setattr(background, "_works", {})
    background.register_due_work("rusak", fail)
    background.register_due_work("baik", succeed)
    assert due_queue.keep_going()
    assert not due_queue.keep_going(), "one waits already"
    work()
    assert done == [], "not before its time"
    make_due()
    work()
    assert done == ["baik"], "though another one failed"
    [ended] = DBTaskResult.objects.exclude(status="READY")
    assert ended.return_value == {"rusak": None, "baik": 1}
    [successor] = waiting()
    assert successor.run_after > timezone.now()


def test_queue__begins_again_after_a_worker_was_killed(
    queue: None, office: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    """Its task stays "running" for ever; the next notice puts another one there, and only one."""
    due_queue.keep_going()
    DBTaskResult.objects.update(status="RUNNING")
    for number in range(2):
        news = News(Notice.Kind.LIVE, f"live:{number}", "Berita", "/admin/")
        with django_capture_on_commit_callbacks(execute=True):
            tell([office.kontributor], news)
    assert sum("do_due_work" in one.task_path for one in waiting()) == 1


def test_queue__begins_with_migrate(queue: None) -> None:
    due_queue.begin()
    due_queue.begin()
    assert len(waiting()) == 1


def test_queue__where_tasks_are_done_at_once_there_is_none(db: Any) -> None:
    assert not due_queue.keep_going()
    assert not DBTaskResult.objects.exists()
