"""Random people at work: whatever anybody can read has been initialled by somebody else.

"Done when" 2 of the publication gate. ``tests/security/stateful/`` has the people, and the eye
that looks after every step. The run is the same every time; when it fails, it prints every step.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from wagtail.admin.mail import Notifier
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from news import library_guard
from tests.driver import Newsroom as Driver
from tests.news.pages_kit import ensure_full_text_index
from tests.security.stateful.attacking import Office
from tests.security.stateful.memory import GateBroken, Score
from tests.security.stateful.world import make_world
from workflow_steps import four_eyes, live_guard, record
from workflow_steps.gate import GatedPageMixin
from workflow_steps.models import DivisionHeadApprovalTask

# About half of what really happens: refusing everything is no way to pass.
AT_LEAST = {
    "submitted": 100,
    "passed review": 50,
    "published": 30,
    "published anew": 5,
    "returned": 30,
    "scheduled": 4,
    "went live at its time": 1,
    "published in an emergency": 5,
    "initialled afterwards": 4,
    "initialled by Plh.": 4,
    "withdrawn": 10,
    "cancelled": 4,
    "written": 150,
    "try autosave": 30,
    "try form: autosave": 3,
    "try revert": 15,
    "try copy: view": 3,
    "try copy: bare": 3,
    "try move": 15,
    "try library: words": 8,
    "try restart": 10,
}
REFUSED_AT_LEAST = {
    "try attack: save live, save": 3,
    "try attack: past the model, sql": 3,
    "try attack: publish a revision, latest": 2,
    "try attack: another page's task": 5,
    "try delete what is public": 5,
    "try copy: alias by code": 3,
    "try library: replace": 1,
    "try decide: sheet": 3,
    "try decide: code": 5,
}


# PostgreSQL takes twice the time, and its guards say the same in other words.
EXAMPLES = {"sqlite": 5, "postgresql": 2}
# Hypothesis draws the constants of whatever modules are loaded, so any change of the code gives
# another course of events: as long as too little has really happened, the newsroom goes on.
AT_MOST_MORE = 6
EVERYBODY = ("pengelola", "pengelola2", "super", "superkabid")


def play(
    office: Driver,
    *,
    examples: int,
    steps: int,
    drafts: int,
    writers: Sequence[str] = EVERYBODY,
    only: Iterable[str] = (),
    enough: Callable[[Score], bool] = lambda score: True,
) -> Score:
    """Let everybody work; what was done is undone after each example."""
    score = Score()
    with (
        # Neither decides what is public, and both take their time.
        mock.patch.object(Notifier, "__call__", return_value=True),
        disable_reference_index_auto_update(),
    ):
        ensure_full_text_index()
        world = make_world(office, drafts, writers)
        limits = {"only": frozenset(only)} if only else {}
        machine = type("Office", (Office,), {"world": world, "score": score, **limits})
        _run(machine, examples, steps)
        for number in range(AT_MOST_MORE):
            if enough(score):
                break
            _run(seed(number)(machine), 1, steps)
    return score


def _run(machine: Any, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )


def test_public__is_what_somebody_else_initialled_whatever_happens(office: Driver) -> None:
    examples = EXAMPLES[connection.vendor]
    share = examples / EXAMPLES["sqlite"]

    def too_few(score: Score) -> dict[str, int]:
        done = _short(AT_LEAST, score.done, share)
        return done | _short(REFUSED_AT_LEAST, score.refused, share)

    score = play(
        office, examples=examples, steps=600, drafts=100, enough=lambda score: not too_few(score)
    )
    print(score.table())  # noqa: T201 - pytest shows it when a number is too small
    assert score.steps >= 2000 * share
    assert score.looks >= 500 * share
    assert not too_few(score)


def _short(least: Mapping[str, int], found: Mapping[str, int], share: float) -> dict[str, int]:
    """What happened too rarely; in a part of the run what is rare may not happen at all."""
    wanted = {name: int(number * share) for name, number in least.items()}
    return {name: found[name] for name, number in wanted.items() if found[name] < number}


# --- and it would notice -----------------------------------------------------------------------


def without_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    def save_base(self: Any, *args: Any, **kwargs: Any) -> None:
        Page.save_base(self, *args, **kwargs)

    monkeypatch.setattr(GatedPageMixin, "save_base", save_base)
    _without_the_databases_guard()


def without_the_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was passed on is compared with what is approved neither by the task nor by its act."""
    write = record._write

    def write_whatever_there_is(*args: Any, decided_on: str = "", **fields: Any) -> Any:
        return write(*args, **fields)

    monkeypatch.setattr(DivisionHeadApprovalTask, "stale_content", lambda *args: "")
    monkeypatch.setattr(record, "_write", write_whatever_there_is)


def without_four_eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(four_eyes, "approver_objection", lambda *args: "")
    monkeypatch.setattr(
        four_eyes, "contributors", lambda pages, *args, **known: {pk: set() for pk in pages}
    )


def without_the_bound_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_guard, "refuse_replacing", lambda item: None)


def _without_the_databases_guard() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # no DDL while constraints wait
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    live_guard.remove_page_guards(connection)


ROUNDS = {"a_submission", "a_review", "a_decision"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="that the eye sees is shown once")
@pytest.mark.parametrize(
    ("weaken", "deeds"),
    [
        (without_the_gate, {"saving_it_live", "writing_past_the_model"}),
        (without_the_second_look, {"rewriting_a_revision_in_place", "somebody_opens_the_sheet"}),
        (without_four_eyes, {"somebody_opens_the_sheet"}),
        (without_the_bound_files, {"the_library"}),
    ],
)
def test_newsroom__with_one_wall_taken_away_is_caught(
    office: Driver,
    monkeypatch: pytest.MonkeyPatch,
    weaken: Callable[[pytest.MonkeyPatch], None],
    deeds: set[str],
) -> None:
    weaken(monkeypatch)
    writers = ["superkabid", "pengelola"]
    with pytest.raises(GateBroken):
        play(office, examples=8, steps=200, drafts=5, writers=writers, only=ROUNDS | deeds)
