"""By when a task is due: counted by hand, on the office's calendar, and again when that changes."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from benchmarks.waiting import fill
from tests.driver import Newsroom
from workflow_steps import due, procedure_flow
from workflow_steps.models import (
    Holiday,
    NewsroomTaskState,
    ProcedureStep,
    WeeklyInterval,
    WorkCalendar,
    WorkClosure,
)
from workflow_steps.standards import StandardTimes

WITA = ZoneInfo("Asia/Makassar")


def wita(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


@pytest.fixture
def clock(office: Newsroom) -> Iterator[Any]:
    """Tuesday 24 November 2026, 10.00."""
    with time_machine.travel(wita(24, 10), tick=False) as traveller:
        yield traveller


def current(page: Any) -> NewsroomTaskState:
    return NewsroomTaskState.objects.get(
        workflow_state__object_id=str(page.pk), status="in_progress"
    )


@pytest.mark.parametrize(
    ("submitted", "due_at"),
    [
        # One working day is 7.5 hours of work: Monday to Thursday 07.30-12.00, 13.00-16.00.
        (wita(24, 10), wita(25, 10)),
        (wita(24, 7, 30), wita(24, 16)),
        # Friday 07.30-11.30, 13.00-16.30: 5 h are left at 10.00, 2.5 h more on Monday.
        (wita(27, 10), wita(30, 10)),
        # On a Saturday it starts to count on Monday.
        (wita(28, 9), wita(30, 16)),
        # Over Christmas: Thursday 24 December (collective leave) and Friday 25 are off. From
        # Wednesday 14.00 there are 2 h, then 5.5 h on Monday 28.
        (wita(23, 14, month=12), wita(28, 14, month=12)),
    ],
)
def test_due__a_submission_has_one_working_day(
    office: Newsroom, submitted: datetime, due_at: datetime
) -> None:
    page = office.draft()
    with time_machine.travel(submitted, tick=False):
        office.submit(page)
    assert current(page).due_at == due_at


def test_due__runs_through_the_review_until_the_approver_opens(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft()
    office.submit(page)
    clock.move_to(wita(24, 15))
    office.pass_review(page)
    assert current(page).due_at == wita(25, 10), "still step 4, from the submission"
    clock.move_to(wita(25, 11, 30))
    assert office.open(page)
    assert current(page).due_at == wita(25, 13, 30), "step 5: one hour, without the break"


def test_due__a_new_round_starts_again(office: Newsroom, clock: Any) -> None:
    page = office.waiting_for_approval(office.draft())
    office.send_back(page)
    clock.move_to(wita(26, 8))
    office.submit(page)
    assert current(page).due_at == wita(27, 8)


def test_due__unknown_days_never_stop_a_submission(office: Newsroom) -> None:
    WorkCalendar.objects.update(known_until=date(2026, 11, 24))
    WorkCalendar.default().save()
    page = office.draft()
    with time_machine.travel(wita(24, 10), tick=False):
        office.submit(page)
    assert current(page).due_at is None


def test_due__without_calendar_or_procedure_nothing_is_due(office: Newsroom) -> None:
    page = office.draft()
    office.submit(page)
    WorkCalendar.objects.update(is_default=False)
    due.set_due(current(page))
    assert current(page).due_at is None
    WorkCalendar.objects.update(is_default=True)
    times = StandardTimes.read()
    assert StandardTimes(times.schedule, times.nominal_day).due(due.SUBMIT, wita(24, 10)) is None
    long_before = datetime(2001, 1, 1, tzinfo=WITA)
    assert times.due(due.SUBMIT, long_before) is None


def test_due__a_calendar_day_counts_round_the_clock(office: Newsroom) -> None:
    times = StandardTimes.read()
    for version in times.versions:
        version[4].unit = ProcedureStep.Unit.CALENDAR_DAY
    assert times.due(4, wita(28, 9)) == wita(29, 9)
    assert times.left(4, wita(29, 9), wita(28, 9)) == 86_400
    assert times.late_before(4, wita(29, 12)) == wita(29, 12)


# --- left and late -----------------------------------------------------------------------------


def test_left__is_working_time_and_nothing_is_late_on_a_sunday(office: Newsroom) -> None:
    times = StandardTimes.read()
    friday_evening = wita(27, 16, 30)
    assert times.left(4, wita(30, 8, 30), wita(28, 12)) == 3600
    assert times.left(4, friday_evening, wita(29, 12)) == 0
    assert times.late_before(4, wita(29, 12)) == friday_evening
    assert times.left(4, friday_evening, wita(30, 8)) == -1800
    assert times.late_before(4, wita(30, 8)) == wita(30, 8)


# --- when the calendar changes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "due_at"),
    [
        (lambda c: Holiday.objects.create(calendar=c, date=date(2026, 11, 25)), wita(26, 10)),
        (
            lambda c: WorkClosure.objects.bulk_create(
                [WorkClosure(calendar=c, date=date(2026, 11, 25), reason="Banjir")]
            ),
            wita(26, 10),
        ),
        (
            lambda c: WeeklyInterval.objects.filter(weekday=2, start=time(7, 30)).update(
                start=time(8)
            ),
            wita(25, 10, 30),
        ),
    ],
)
def test_refresh__when_the_calendar_changes(
    office: Newsroom,
    clock: Any,
    django_capture_on_commit_callbacks: Any,
    change: Any,
    due_at: datetime,
) -> None:
    page = office.draft()
    office.submit(page)
    with django_capture_on_commit_callbacks(execute=True):
        change(WorkCalendar.default())
    assert current(page).due_at == due_at


def test_refresh__happens_once_for_many_changes(
    office: Newsroom,
    clock: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[bool] = []
    monkeypatch.setattr(due, "refresh_due", lambda: runs.append(True))
    calendar = WorkCalendar.default()
    for total in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            for day in (1, 2, 3):
                name = f"Libur {total}"
                Holiday.objects.create(
                    calendar=calendar, date=date(2026, 12, 3 * total + day), name=name
                )
            calendar.save()
        assert len(runs) == total


def test_refresh__leaves_what_is_decided(office: Newsroom, clock: Any) -> None:
    page = office.waiting_for_approval(office.draft())
    decided = NewsroomTaskState.objects.get(status="approved")
    before = decided.due_at
    Holiday.objects.create(calendar=WorkCalendar.default(), date=date(2026, 11, 25), name="Libur")
    assert due.refresh_due() == 1
    decided.refresh_from_db()
    assert decided.due_at == before
    assert current(page).due_at == wita(26, 10)


def test_refresh__when_the_first_procedure_comes_late(
    office: Newsroom, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = office.draft()
    office.submit(page)
    NewsroomTaskState.objects.update(due_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        procedure_flow.adopt(procedure_flow.new_version(), date(2026, 11, 26))
    assert current(page).due_at == wita(25, 10)


def test_refresh__takes_many_in_batches(office: Newsroom) -> None:
    waiting = fill(due.BATCH + 20, office.pengelola, due=False)
    assert due.refresh_due() == len(waiting)
    assert not NewsroomTaskState.objects.filter(due_at=None).exists()
    assert due.refresh_due() == 0, "nothing is left to change"
