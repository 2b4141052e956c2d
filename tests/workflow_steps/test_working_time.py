"""Working time without a database: against an oracle that walks, and at the edges."""

import dataclasses
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflow_steps.working_days import Closure, WorkingDays
from workflow_steps.working_time import CalendarExhausted, Interval, WorkSchedule

WITA = ZoneInfo("Asia/Makassar")
BASE = datetime(2026, 11, 23, 7, 30, tzinfo=WITA)
SPAN = 90


def after(seconds: float) -> datetime:
    return BASE + timedelta(seconds=seconds)


def micros_after(micros: int) -> datetime:
    return BASE + timedelta(microseconds=micros)


@st.composite
def schedules(draw: st.DrawFn) -> WorkSchedule:
    """Intervals on whole seconds, some of them touching."""
    edges = sorted(draw(st.sets(st.integers(0, SPAN), min_size=2, max_size=14)))
    kept = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    pairs = [pair for pair, keep in zip(pairwise(edges), kept, strict=False) if keep]
    return WorkSchedule([(after(start), after(end)) for start, end in pairs])


seconds = st.integers(-20, SPAN + 20)
# Whole seconds among them, so that the edges of intervals are hit as well.
micros = seconds.map(lambda second: second * 1_000_000) | st.integers(
    -20_000_000, (SPAN + 20) * 1_000_000
)


def walked(schedule: WorkSchedule, start: int, end: int) -> int:
    """Second by second: is anybody at work?"""
    return sum(
        any(opening <= after(second) < closing for opening, closing in schedule.intervals)
        for second in range(start, end)
    )


@given(schedules(), seconds, seconds)
def test_elapsed__counts_the_seconds_a_walk_counts(
    schedule: WorkSchedule, start: int, end: int
) -> None:
    assert schedule.elapsed(after(start), after(end)) == walked(schedule, start, end)


@given(schedules(), st.tuples(seconds, seconds, seconds))
def test_elapsed__adds_up_over_whole_seconds(
    schedule: WorkSchedule, instants: tuple[int, int, int]
) -> None:
    first, middle, last = (after(second) for second in sorted(instants))
    parts = schedule.elapsed(first, middle) + schedule.elapsed(middle, last)
    assert parts == schedule.elapsed(first, last)


@given(schedules(), st.tuples(micros, micros, micros))
def test_elapsed__of_parts_loses_less_than_a_second_each(
    schedule: WorkSchedule, instants: tuple[int, int, int]
) -> None:
    first, middle, last = (micros_after(micro) for micro in sorted(instants))
    parts = schedule.elapsed(first, middle) + schedule.elapsed(middle, last)
    assert 0 <= schedule.elapsed(first, last) - parts <= 1


@given(schedules(), micros, micros, micros)
def test_elapsed__never_shrinks_when_the_end_moves_on(
    schedule: WorkSchedule, start: int, end: int, later: int
) -> None:
    end, later = sorted((end, later))
    begun = micros_after(start)
    assert (
        0
        <= schedule.elapsed(begun, micros_after(end))
        <= schedule.elapsed(begun, micros_after(later))
    )


@given(schedules(), micros, micros)
def test_elapsed__is_the_whole_seconds_of_its_intervals(
    schedule: WorkSchedule, start: int, end: int
) -> None:
    began, ended = micros_after(start), micros_after(end)
    parts = schedule.intervals_between(began, ended)
    assert all(began <= opening < closing <= ended for opening, closing in parts)
    total = sum((closing - opening for opening, closing in parts), timedelta())
    assert schedule.elapsed(began, ended) == total // timedelta(seconds=1)


@given(schedules(), micros, st.integers(0, SPAN))
def test_due__is_the_first_instant_with_so_much_elapsed(
    schedule: WorkSchedule, start: int, amount: int
) -> None:
    began = micros_after(start)
    try:
        due = schedule.due(began, amount)
    except CalendarExhausted:
        assert schedule.elapsed(began, after(SPAN + 100)) < amount
        return
    assert schedule.elapsed(began, due) == amount
    if amount:
        assert schedule.elapsed(began, due - timedelta(microseconds=1)) == amount - 1
    else:
        assert due == began


@given(schedules(), micros, st.data())
def test_due__can_be_reached_in_two_legs(
    schedule: WorkSchedule, start: int, data: st.DataObject
) -> None:
    began = micros_after(start)
    total = schedule.elapsed(began, after(SPAN + 100))
    first = data.draw(st.integers(0, total))
    stage = schedule.due(began, first)
    if first < total:
        second = data.draw(st.integers(1, total - first))
        assert schedule.due(stage, second) == schedule.due(began, first + second)


def hours(day: int, start: str, end: str) -> Interval:
    on = date(2026, 11, day)
    return (
        datetime.combine(on, time.fromisoformat(start), WITA),
        datetime.combine(on, time.fromisoformat(end), WITA),
    )


def test_due__at_closing_time_is_that_day_and_not_the_next_opening() -> None:
    schedule = WorkSchedule([hours(23, "07:30", "16:00"), hours(24, "07:30", "16:00")])
    start = datetime(2026, 11, 23, 15, 0, tzinfo=WITA)
    assert schedule.due(start, 3600) == datetime(2026, 11, 23, 16, 0, tzinfo=WITA)
    assert schedule.due(start, 3601) == datetime(2026, 11, 24, 7, 30, 1, tzinfo=WITA)


def test_due__keeps_the_fraction_and_the_zone_of_its_start() -> None:
    schedule = WorkSchedule([hours(23, "07:30", "16:00")])
    start = datetime(2026, 11, 23, 0, 0, 0, 250_000, tzinfo=UTC)
    for zone in (UTC, WITA):
        due = schedule.due(start.astimezone(zone), 60)
        assert (due, due.tzinfo) == (start + timedelta(seconds=60), zone)


def test_due__of_nothing_is_its_start_even_outside_hours() -> None:
    schedule = WorkSchedule([hours(24, "07:30", "16:00")])
    start = datetime(2026, 11, 23, 22, 0, tzinfo=WITA)
    assert schedule.due(start, 0) == start


def test_due__refuses_negative_and_fractional_seconds() -> None:
    schedule = WorkSchedule([hours(23, "07:30", "16:00")])
    with pytest.raises(ValueError, match="before its start"):
        schedule.due(BASE, -1)
    with pytest.raises(TypeError):
        schedule.due(BASE, 1.5)  # type: ignore[arg-type]


def test_elapsed__is_nothing_when_the_end_is_not_after_the_start() -> None:
    schedule = WorkSchedule([hours(23, "07:30", "16:00")])
    assert schedule.elapsed(after(60), after(60)) == 0
    assert schedule.elapsed(after(61), after(60)) == 0
    assert schedule.intervals_between(after(61), after(60)) == []


def test_elapsed__counts_real_seconds_across_a_change_of_offset() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = (datetime(2026, 10, 25, 0, tzinfo=berlin), datetime(2026, 10, 25, 6, tzinfo=berlin))
    schedule = WorkSchedule([night])
    assert schedule.elapsed(*night) == 7 * 3600
    assert schedule.due(night[0], 7 * 3600) == night[1]


@pytest.mark.parametrize(
    "intervals",
    [
        pytest.param([(after(0), after(20)), (after(19), after(30))], id="overlapping"),
        pytest.param([(after(20), after(30)), (after(0), after(10))], id="unsorted"),
        pytest.param([(after(0), after(0))], id="empty"),
        pytest.param([(after(10), after(0))], id="backwards"),
        pytest.param([(after(0).replace(tzinfo=None), after(10))], id="naive"),
    ],
)
def test_schedule__refuses_bad_intervals(intervals: list[Interval]) -> None:
    with pytest.raises(ValueError, match=r"aware|sorted|end after"):
        WorkSchedule(intervals)


@pytest.mark.parametrize("span", [(after(1), after(20)), (after(0), after(9))])
def test_schedule__refuses_intervals_outside_its_span(span: Interval) -> None:
    with pytest.raises(ValueError, match="valid"):
        WorkSchedule([(after(0), after(10))], valid_from=span[0], valid_until=span[1])


def test_schedule__accepts_intervals_that_touch() -> None:
    schedule = WorkSchedule([(after(0), after(10)), (after(10), after(20))])
    assert schedule.elapsed(after(5), after(15)) == 10
    assert schedule.intervals_between(after(10), after(20)) == [(after(10), after(20))]
    assert schedule.intervals_between(after(0), after(10)) == [(after(0), after(10))]


def test_schedule__cannot_be_changed_from_outside() -> None:
    source = [(after(0), after(10))]
    schedule = WorkSchedule(source)
    source.append((after(20), after(30)))
    assert schedule.elapsed(after(0), after(100)) == 10
    assert schedule.intervals == ((after(0), after(10)),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        schedule.intervals = ()  # type: ignore[misc]


def test_schedule__refuses_naive_questions() -> None:
    schedule = WorkSchedule([(after(0), after(10))])
    naive = after(0).replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        schedule.elapsed(naive, after(5))
    with pytest.raises(ValueError, match="aware"):
        schedule.due(naive, 0)


@pytest.fixture
def year_2026() -> WorkSchedule:
    return WorkSchedule(
        [hours(23, "07:30", "16:00")],
        valid_from=datetime(2026, 1, 1, tzinfo=WITA),
        valid_until=datetime(2027, 1, 1, tzinfo=WITA),
    )


def test_exhausted__names_the_first_missing_year_after_the_last_known_day(
    year_2026: WorkSchedule,
) -> None:
    beyond = datetime(2029, 3, 1, tzinfo=WITA)
    for ask in (
        lambda: year_2026.elapsed(BASE, beyond),
        lambda: year_2026.due(beyond, 1),
        lambda: year_2026.due(BASE, 9 * 3600),
        lambda: year_2026.intervals_between(BASE, beyond),
    ):
        with pytest.raises(CalendarExhausted, match="2027") as caught:
            ask()
        assert caught.value.year == 2027


def test_exhausted__names_the_year_before_the_first_known_day(year_2026: WorkSchedule) -> None:
    with pytest.raises(CalendarExhausted, match="2025"):
        year_2026.elapsed(datetime(2025, 12, 31, 23, 59, tzinfo=WITA), BASE)


def test_exhausted__does_not_touch_the_last_known_instant(year_2026: WorkSchedule) -> None:
    assert year_2026.elapsed(BASE, datetime(2027, 1, 1, tzinfo=WITA)) == 30_600


def test_exhausted__without_a_known_span_only_when_the_intervals_run_out() -> None:
    schedule = WorkSchedule([hours(23, "07:30", "16:00")])
    assert schedule.elapsed(BASE, datetime(2031, 1, 1, tzinfo=WITA)) == 30_600
    with pytest.raises(CalendarExhausted, match="2026"):
        schedule.due(BASE, 30_601)
    with pytest.raises(CalendarExhausted, match="2026"):
        WorkSchedule([]).due(BASE, 1)


MONDAY = date(2026, 11, 23)
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))


def worked(days: WorkingDays) -> list[tuple[str, str]]:
    return [(f"{start:%a %H.%M}", f"{end:%H.%M}") for start, end in days.schedule().intervals]


def test_days__follow_the_week_in_effect_and_the_period_that_replaces_it() -> None:
    days = WorkingDays(
        zone=WITA,
        last_day=MONDAY + timedelta(days=6),
        weeks={
            MONDAY: {0: [AFTERNOON, MORNING], 1: [MORNING], 2: [MORNING]},
            MONDAY + timedelta(days=3): {3: [AFTERNOON], 5: [MORNING]},
        },
        periods={
            (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)): {1: [AFTERNOON]},
            (MONDAY + timedelta(days=5), MONDAY + timedelta(days=5)): {},
        },
    )
    assert worked(days) == [
        ("Mon 08.00", "12.00"),
        ("Mon 13.00", "16.00"),
        ("Tue 13.00", "16.00"),
        ("Wed 08.00", "12.00"),
        ("Thu 13.00", "16.00"),
    ]


def test_days__leave_out_holidays_and_closures() -> None:
    days = WorkingDays(
        zone=WITA,
        last_day=MONDAY + timedelta(days=2),
        weeks={MONDAY: {weekday: [MORNING, AFTERNOON] for weekday in range(7)}},
        holidays={MONDAY: "Libur"},
        closures={
            MONDAY + timedelta(days=1): [Closure(time(11), time(14)), Closure(time(15))],
            MONDAY + timedelta(days=2): [Closure()],
        },
    )
    assert worked(days) == [("Tue 08.00", "11.00"), ("Tue 14.00", "15.00")]


# Few enough that a closure often begins or ends with the hours themselves.
clock = st.sampled_from(range(8 * 60, 18 * 60, 45))


def at(minute: int) -> time:
    return time(*divmod(minute, 60))


@given(st.sets(clock, min_size=4, max_size=4), st.none() | clock, st.none() | clock)
def test_closure__leaves_the_minutes_outside_it(
    edges: set[int], start: int | None, end: int | None
) -> None:
    assume(start is None or end is None or start < end)
    first, second, third, fourth = sorted(edges)
    closed = range(start or 0, 24 * 60 if end is None else end)
    closure = Closure(None if start is None else at(start), None if end is None else at(end))
    left = closure.cut([(at(first), at(second)), (at(third), at(fourth))])
    open_minutes = {
        minute
        for opening, closing in left
        for minute in range(opening.hour * 60 + opening.minute, closing.hour * 60 + closing.minute)
    }
    assert open_minutes == {*range(first, second), *range(third, fourth)} - {*closed}
    assert all(opening < closing for opening, closing in left)


def test_days__without_a_week_in_effect_know_nothing() -> None:
    schedule = WorkingDays(zone=WITA, last_day=MONDAY, weeks={}).schedule()
    with pytest.raises(CalendarExhausted, match="2026"):
        schedule.elapsed(BASE, after(60))
