"""A worker is killed with SIGKILL in the middle of its mails: none is lost, none comes twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from workflow_steps.models import Notice, User
from workflow_steps.notices import writing
from workflow_steps.notices.writing import News, tell

from .kill_mail import HANGS

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, KILLED_AT = 12, 5
WAIT = 240.0
ENQUEUE = "from workflow_steps.due_queue import do_due_work; do_due_work.enqueue()"
RUN_DUE = ("run_due", "--only", "mail")
WORKER = ("db_worker", "--backend", "newsroom", "--queue-name", "newsroom", "--no-startup-delay")


@pytest.fixture(autouse=True)
def _postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "deliver_soon", lambda: None)  # the others do it
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite's writers wait for each other anyway")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def start(folder: Path) -> Iterator[Any]:
    """Start ``manage.py`` on the database of this test."""
    running: list[subprocess.Popen[bytes]] = []
    where = connection.settings_dict
    login = f"{where['USER']}:{where['PASSWORD']}" if where["PASSWORD"] else where["USER"]
    url = f"postgres://{login}@{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}"

    def manage(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 our own manage.py
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.workflow_steps.kill_settings",
                "DATABASE_URL": url,
                "KILL_MAIL_DIR": str(folder),
                "VAR_DIR": str(folder / "var"),
            }
            | environment,
        )
        running.append(process)
        return process

    yield manage
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def mails(folder: Path) -> list[Any]:
    return [message_from_bytes(file.read_bytes()) for file in sorted(folder.glob("*.eml"))]


def tell_everybody() -> None:
    """Urgent, so that the hour of the test run is no matter."""
    people = [
        User.objects.create_user(f"orang{number}", email=f"orang{number}@example.test")
        for number in range(PEOPLE)
    ]
    tell(people, News(Notice.Kind.EMERGENCY, "emergency:1", "Banjir", "/admin/"))


def let_claims_grow_old() -> None:
    Notice.objects.filter(mail=Notice.Mail.SENDING).update(
        claimed_at=F("claimed_at") - timedelta(hours=1)
    )


def _written(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def kill_half_way(process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + WAIT
    while not (hanging := _written(folder / HANGS)):
        assert process.poll() is None, "it ended before it was killed"
        assert time.monotonic() < deadline, "it never came to the mail that hangs"
        time.sleep(0.1)
    assert hanging == str(process.pid), "another process does the work"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("command", [RUN_DUE, WORKER], ids=["run_due", "db_worker"])
def test_kill__before_the_server_took_it__each_exactly_once(
    command: tuple[str, ...], start: Any, folder: Path
) -> None:
    tell_everybody()
    if command is WORKER:
        assert start("shell", "-c", ENQUEUE).wait(WAIT) == 0
        assert DBTaskResult.objects.count() == 1
    kill_half_way(start(*command, KILL_AFTER=str(KILLED_AT)), folder)
    assert len(mails(folder)) == KILLED_AT
    by_state = Notice.objects.values_list("mail", flat=True)
    assert sorted(by_state).count(Notice.Mail.SENT) == KILLED_AT
    assert sorted(by_state).count(Notice.Mail.SENDING) == 1
    # Two at the same time, and once more when the claim is old.
    both = [start(*RUN_DUE), start(*RUN_DUE)]
    assert [process.wait(WAIT) for process in both] == [0, 0]
    assert len(mails(folder)) == PEOPLE - 1
    let_claims_grow_old()
    assert start(*RUN_DUE).wait(WAIT) == 0
    addresses = [one["To"] for one in mails(folder)]
    assert len(addresses) == PEOPLE
    assert len(set(addresses)) == PEOPLE
    assert set(Notice.objects.values_list("mail", flat=True)) == {Notice.Mail.SENT}


def test_kill__after_the_server_took_it__the_repeated_mail_says_that_it_is_the_same(
    start: Any, folder: Path
) -> None:
    """The window that no sender can close; a mail program shows one Message-ID once."""
    tell_everybody()
    kill_half_way(start(*RUN_DUE, KILL_AFTER=str(KILLED_AT), KILL_WHEN="taken"), folder)
    let_claims_grow_old()
    assert start(*RUN_DUE).wait(WAIT) == 0
    found = mails(folder)
    assert len(found) == PEOPLE + 1
    assert len({one["Message-ID"] for one in found}) == PEOPLE
    assert set(Notice.objects.values_list("mail", flat=True)) == {Notice.Mail.SENT}
