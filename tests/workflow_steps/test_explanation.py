"""Why so much working time: spans without a gap, and together what ``elapsed`` counts."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow_steps.explanation import Span, Timekeeper
from workflow_steps.working_days import Closure, Reason, WorkingDays
from workflow_steps.working_time import CalendarExhausted

WITA = ZoneInfo("Asia/Makassar")
BERLIN = ZoneInfo("Europe/Berlin")  # an office whose clock jumps
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))
FULL_WEEK = {weekday: [MORNING, AFTERNOON] for weekday in range(5)}


def office(zone: ZoneInfo = WITA) -> WorkingDays:
    """From 1 December 2023 to 30 April 2024: a year's end and a leap day among them."""
    return WorkingDays(
        zone=zone,
        last_day=date(2024, 4, 30),
        weeks={date(2023, 12, 1): FULL_WEEK, date(2024, 2, 1): {**FULL_WEEK, 5: [MORNING]}},
        periods={
            (date(2024, 3, 12), date(2024, 4, 9)): {day: [(time(9), time(14))] for day in range(5)},
            (date(2024, 4, 15), date(2024, 4, 17)): {},
        },
        period_names={
            (date(2024, 3, 12), date(2024, 4, 9)): "Ramadan 1445 H",
            (date(2024, 4, 15), date(2024, 4, 17)): "Pindah kantor",
        },
        holidays={date(2024, 1, 1): "Tahun Baru", date(2024, 2, 29): "Hari Kabisat"},
        closures={
            date(2024, 1, 3): [Closure(time(11), time(14), "Listrik padam")],
            date(2024, 1, 4): [Closure(reason="Banjir")],
            date(2024, 1, 5): [Closure(time(15), None, "Upacara"), Closure(None, time(9), "Apel")],
        },
    )


def told(*spans: Span) -> list[str]:
    return [
        f"{span.start:%d/%m %H.%M}–{span.end:%d/%m %H.%M} "
        f"{'+' if span.counted else '-'} {span.reason} {span.name}".strip()
        for span in spans
    ]


def wita(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WITA)  # type: ignore[arg-type, misc]


def test_explain__names_night_break_holiday_weekend_and_closure() -> None:
    spans = Timekeeper(office()).explain(wita(2023, 12, 29, 11), wita(2024, 1, 3, 15))
    assert told(*spans) == [
        "29/12 11.00–29/12 12.00 + work",
        "29/12 12.00–29/12 13.00 - break",
        "29/12 13.00–29/12 16.00 + work",
        "29/12 16.00–30/12 00.00 - outside_hours",
        "30/12 00.00–01/01 00.00 - day_off",
        "01/01 00.00–02/01 00.00 - holiday Tahun Baru",
        "02/01 00.00–02/01 08.00 - outside_hours",
        "02/01 08.00–02/01 12.00 + work",
        "02/01 12.00–02/01 13.00 - break",
        "02/01 13.00–02/01 16.00 + work",
        "02/01 16.00–03/01 08.00 - outside_hours",
        "03/01 08.00–03/01 11.00 + work",
        "03/01 11.00–03/01 14.00 - closure Listrik padam",
        "03/01 14.00–03/01 15.00 + work",
    ]


def test_explain__a_closed_day_is_one_span_and_a_part_of_a_day_keeps_to_its_hours() -> None:
    spans = Timekeeper(office()).explain(wita(2024, 1, 4, 0), wita(2024, 1, 6, 0))
    assert told(*spans) == [
        "04/01 00.00–05/01 00.00 - closure Banjir",
        "05/01 00.00–05/01 08.00 - outside_hours",
        "05/01 08.00–05/01 09.00 - closure Apel",
        "05/01 09.00–05/01 12.00 + work",
        "05/01 12.00–05/01 13.00 - break",
        "05/01 13.00–05/01 15.00 + work",
        "05/01 15.00–05/01 16.00 - closure Upacara",
        "05/01 16.00–06/01 00.00 - outside_hours",
    ]


def test_explain__names_the_period_by_whose_hours_it_counts() -> None:
    spans = Timekeeper(office()).explain(wita(2024, 3, 11, 15), wita(2024, 3, 12, 15))
    assert told(*spans) == [
        "11/03 15.00–11/03 16.00 + work",
        "11/03 16.00–12/03 09.00 - outside_hours",
        "12/03 09.00–12/03 14.00 + special_period Ramadan 1445 H",
        "12/03 14.00–12/03 15.00 - outside_hours",
    ]


def test_explain__a_period_without_hours_is_named_and_its_weekend_is_not() -> None:
    spans = Timekeeper(office()).explain(wita(2024, 4, 14, 0), wita(2024, 4, 18, 0))
    assert told(*spans) == [
        "14/04 00.00–15/04 00.00 - day_off",
        "15/04 00.00–18/04 00.00 - day_off Pindah kantor",
    ]


def test_explain__nothing_between_an_instant_and_itself_or_an_earlier_one() -> None:
    keeper = Timekeeper(office())
    assert keeper.explain(wita(2024, 1, 2, 9), wita(2024, 1, 2, 9)) == []
    assert keeper.explain(wita(2024, 1, 2, 9), wita(2024, 1, 2, 8)) == []


def test_explain__knows_its_limits_and_reaches_up_to_them() -> None:
    keeper = Timekeeper(office())
    last_midnight = wita(2024, 5, 1)
    assert keeper.explain(wita(2023, 12, 1), last_midnight)[-1].end == last_midnight
    with pytest.raises(CalendarExhausted, match="2024"):
        keeper.explain(wita(2024, 4, 30), wita(2024, 5, 1, 0, 1))
    with pytest.raises(CalendarExhausted, match="2023"):
        keeper.explain(wita(2023, 11, 30), wita(2023, 12, 2))


def test_explain__answers_in_the_zone_of_the_calendar() -> None:
    utc = datetime(2024, 1, 2, 1, tzinfo=UTC)
    (span,) = Timekeeper(office()).explain(utc, utc + timedelta(hours=1))
    assert (span.start.hour, span.reason) == (9, Reason.WORK)


@pytest.mark.parametrize("night", [(time(0, 30), time(2, 30)), (time(1), time(4))])
def test_explain__an_hour_that_the_clock_jumps_over_is_not_counted(
    night: tuple[time, time],
) -> None:
    """In Berlin on 31 March 2024 two o'clock was three."""
    days = WorkingDays(
        zone=BERLIN,
        last_day=date(2024, 4, 30),
        weeks={date(2024, 3, 1): {weekday: [night] for weekday in range(7)}},
    )
    start = datetime(2024, 3, 31, 0, tzinfo=BERLIN)
    end = datetime(2024, 4, 1, 0, tzinfo=BERLIN)
    spans = Timekeeper(days).explain(start, end)
    covered = sum((span.length for span in spans), timedelta())
    assert covered == timedelta(hours=23)
    counted = sum((span.length for span in spans if span.counted), timedelta())
    assert counted.total_seconds() == days.schedule().elapsed(start, end)


FIRST = datetime(2023, 12, 1, tzinfo=UTC)
KNOWN = int(timedelta(days=151).total_seconds())
seconds = st.integers(86_400, KNOWN - 86_400)
micros = st.integers(0, 999_999)
KEEPERS = {zone: Timekeeper(office(zone)) for zone in (WITA, BERLIN, ZoneInfo("Asia/Kolkata"))}


@given(
    st.sampled_from(sorted(KEEPERS, key=str)),
    st.tuples(seconds, micros),
    st.tuples(seconds, micros),
)
@example(BERLIN, (121 * 86_400, 0), (122 * 86_400, 1))  # the jump of the clock
@example(WITA, (90 * 86_400, 0), (91 * 86_400, 0))  # the leap day
def test_explain__covers_everything_once_and_counts_what_elapsed_counts(
    zone: ZoneInfo, one: tuple[int, int], other: tuple[int, int]
) -> None:
    keeper = KEEPERS[zone]
    start, end = (
        FIRST + timedelta(seconds=second, microseconds=micro)
        for second, micro in sorted([one, other])
    )
    spans = keeper.explain(start, end)
    edges = [start, *(span.end for span in spans)]
    assert [span.start for span in spans] == edges[:-1]
    assert edges[-1] == end
    assert all(span.length > timedelta() for span in spans)
    counted = sum((span.length for span in spans if span.counted), timedelta())
    assert counted // timedelta(seconds=1) == keeper.schedule.elapsed(start, end)
    for before, after in pairwise(spans):
        assert before.counted or (before.reason, before.name) != (after.reason, after.name)
