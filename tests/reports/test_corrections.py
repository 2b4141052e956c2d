"""Closed timings judged again: what was judged stays, the ledger has what was recomputed."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from reports import corrections
from reports.models import StepTiming, WorkEvent
from tests.driver import Newsroom
from workflow_steps.models import Holiday, WorkCalendar

from .test_timings import HOUR, row, wita

REASON = "SKB 3 Menteri nomor 12 terbit 7 November 2026"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(wita("2026-11-02T08:00:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(office: Newsroom, clock: Any) -> Any:
    """Step 3: Monday 14.00 to Wednesday 09.00, of which Tuesday is decreed free afterwards."""
    clock.move_to(wita("2026-11-02T14:00:00"))
    page = office.draft()
    clock.move_to(wita("2026-11-04T09:00:00"))
    office.submit(page)
    return page


def decree() -> None:
    Holiday.objects.create(
        calendar=WorkCalendar.default(), date=date(2026, 11, 3), name="Hari libur susulan"
    )


def correct(**options: Any) -> str:
    out = StringIO()
    options = {"as_corrected": True, "yes": True, "reason": REASON} | options
    call_command("rebuild_timings", stdout=out, **options)
    return out.getvalue()


def judged(timing: StepTiming) -> tuple[Any, ...]:
    return timing.elapsed, timing.verdict, timing.calendar_version


def corrected(timing: StepTiming) -> tuple[Any, ...]:
    return timing.corrected_elapsed, timing.corrected_verdict, timing.corrected_version


def test_first_judgement__is_also_the_corrected_one(page: Any) -> None:
    timing = row(page, 3)
    assert judged(timing) == corrected(timing)
    assert judged(timing)[:2] == (2 * HOUR + 7.5 * HOUR + 1.5 * HOUR, "late")
    assert not timing.was_corrected


def test_decree_that_comes_late__changes_no_closed_timing(page: Any) -> None:
    before = judged(row(page, 3))
    decree()
    timing = row(page, 3)
    assert judged(timing) == corrected(timing) == before


def test_recomputation__stands_beside_the_first_judgement(page: Any) -> None:
    before = judged(row(page, 3))
    decree()
    out = correct(user="kabid")
    timing = row(page, 3)
    assert judged(timing) == before
    assert corrected(timing) == (3.5 * HOUR, "late", WorkCalendar.default().version)
    line = WorkEvent.objects.get(kind="timings_corrected")
    assert (line.actor_name, line.data["reason"]) == ("Kabid", REASON)
    assert timing.correcting_event == line.sequence
    assert "11 j terlambat → 3 j 30 m terlambat" in out


def test_recomputation__can_change_the_verdict(page: Any) -> None:
    decree()
    Holiday.objects.create(
        calendar=WorkCalendar.default(), date=date(2026, 11, 2), name="Hari libur susulan"
    )
    correct()
    timing = row(page, 3)
    assert (timing.verdict, timing.corrected_verdict) == ("late", "on_time")


def test_recomputation__is_rebuilt_from_the_ledger_to_the_same_rows(page: Any) -> None:
    decree()
    correct()
    out = StringIO()
    call_command("rebuild_timings", stdout=out)
    assert out.getvalue().strip().endswith(" 0 berbeda.")
    assert row(page, 3).was_corrected


def test_recomputation__has_nothing_to_say_twice(page: Any) -> None:
    decree()
    correct()
    assert correct().strip() == "Tidak ada yang dinilai berbeda."
    assert WorkEvent.objects.filter(kind="timings_corrected").count() == 1


def test_second_recomputation__goes_on_from_the_first(page: Any) -> None:
    decree()
    correct()
    Holiday.objects.filter(date=date(2026, 11, 3)).delete()
    out = correct()
    assert "(halaman " in out
    assert "3 j 30 m terlambat → 11 j terlambat" in out
    assert row(page, 3).corrected_elapsed == row(page, 3).elapsed


@pytest.mark.parametrize("options", [{"dry_run": True}, {"yes": False}])
def test_unconfirmed__nothing_is_recorded(
    page: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: "tidak")
    decree()
    before = corrected(row(page, 3))
    assert "11 j terlambat → 3 j 30 m terlambat" in correct(**options)
    assert corrected(row(page, 3)) == before
    assert not WorkEvent.objects.filter(kind="timings_corrected").exists()


def test_confirmed_by_hand__is_recorded(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: " ya ")
    decree()
    correct(yes=False)
    assert row(page, 3).was_corrected


@pytest.mark.parametrize(
    "options", [{"reason": "  kurang  "}, {"reason": ""}, {"user": "tidak-ada"}]
)
def test_without_a_reason_or_a_known_person__is_refused(page: Any, options: dict[str, Any]) -> None:
    decree()
    with pytest.raises(CommandError):
        correct(**options)
    assert not WorkEvent.objects.filter(kind="timings_corrected").exists()


def test_what_changed_since_it_was_shown__is_not_recorded(page: Any) -> None:
    decree()
    shown = list(corrections.differences())
    Holiday.objects.filter(date=date(2026, 11, 3)).delete()
    with pytest.raises(corrections.NothingIsAsItWasShown):
        corrections.record(shown, REASON)
    assert not WorkEvent.objects.filter(kind="timings_corrected").exists()


def test_many_differences__are_written_in_several_lines(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "PER_LINE", 1)
    decree()
    changes = list(corrections.differences())
    lines = corrections.record(changes, REASON)
    assert len(lines) == len(changes) > 0
    assert not list(corrections.differences())


def test_calendar_that_knew_nothing__can_be_judged_later(office: Newsroom, clock: Any) -> None:
    calendar = WorkCalendar.default()
    known_until = calendar.known_until
    calendar.known_until = date(2026, 11, 1)
    calendar.save()
    page = office.draft()
    clock.shift(timedelta(hours=2))
    office.submit(page)
    assert (row(page, 3).verdict, row(page, 3).elapsed) == ("unjudged", None)
    calendar.known_until = known_until
    calendar.save()
    correct()
    assert (row(page, 3).verdict, row(page, 3).corrected_verdict) == ("unjudged", "on_time")
