"""``manage.py run_due``: each kind of work is done, whatever becomes of the others."""

from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from workflow_steps import background

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_works", {})


def test_run_due__does_all_and_says_how_much(capsys: Any) -> None:
    background.register_due_work("satu", lambda now: 3)
    background.register_due_work("dua", lambda now: 0)
    call_command("run_due")
    assert capsys.readouterr().out == "satu: 3\ndua: 0\n"


def test_run_due__goes_on_after_a_failure_and_exits_with_an_error(capsys: Any) -> None:
    def fail(now: datetime) -> int:
        raise OSError("mail server away")

    background.register_due_work("rusak", fail)
    background.register_due_work("baik", lambda now: 1)
    with pytest.raises(CommandError, match="rusak"):
        call_command("run_due")
    assert capsys.readouterr().out == "baik: 1\n"


def test_run_due__only_one_kind(capsys: Any) -> None:
    background.register_due_work("satu", lambda now: 3)
    background.register_due_work("dua", lambda now: 1)
    call_command("run_due", only="dua")
    assert capsys.readouterr().out == "dua: 1\n"
    with pytest.raises(CommandError, match="satu, dua"):
        call_command("run_due", only="tiga")
