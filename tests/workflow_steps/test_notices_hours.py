"""Never outside the office's hours: a property of the calendar, whatever the calendar is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from workflow_steps.notices.hours import OfficeHours
from workflow_steps.working_time import WorkSchedule

WITA = ZoneInfo("Asia/Makassar")
START = datetime(2026, 11, 2, tzinfo=WITA)
DAYS = 40
MINUTE = timedelta(minutes=1)


@st.composite
def schedules(draw: st.DrawFn) -> WorkSchedule:
    """Intervals anywhere in forty days, known for all of them."""
    edges = draw(st.lists(st.integers(0, DAYS * 1440), unique=True, max_size=24).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return WorkSchedule(
        [(START + a * MINUTE, START + b * MINUTE) for a, b in pairs],
        valid_from=START,
        valid_until=START + timedelta(days=DAYS),
    )


moments = st.integers(-5 * 1440, (DAYS + 20) * 1440).map(lambda minute: START + minute * MINUTE)


def worked(schedule: WorkSchedule, at: datetime) -> bool:
    """Said once more, in other words: by the calendar where it knows, else by the ordinary week."""
    if START <= at < START + timedelta(days=DAYS):
        return any(start <= at < end for start, end in schedule.intervals)
    local = at.astimezone(WITA)
    return local.weekday() < 5 and time(8) <= local.time() < time(16)


@given(schedules(), moments)
def test_next_opening__is_never_outside_the_hours(schedule: WorkSchedule, at: datetime) -> None:
    hours = OfficeHours(schedule, WITA)
    opening = hours.next_opening(at)
    assert opening >= at
    assert hours.is_open(opening)
    if at >= START:
        assert worked(schedule, opening)


@given(schedules(), moments.filter(lambda at: at >= START))
def test_is_open__exactly_while_the_office_works(schedule: WorkSchedule, at: datetime) -> None:
    assert OfficeHours(schedule, WITA).is_open(at) == worked(schedule, at)


@given(schedules(), moments.filter(lambda at: at >= START))
def test_next_opening__is_the_first(schedule: WorkSchedule, at: datetime) -> None:
    opening = OfficeHours(schedule, WITA).next_opening(at)
    minute = at
    while minute < min(opening, at + timedelta(days=2)):
        assert not worked(schedule, minute)
        minute += timedelta(minutes=7)
