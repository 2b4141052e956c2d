"""The work calendar as data: the default office's hours, versions, checks, provisioning."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays as holidays_package
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from workflow_steps.models import (
    Holiday,
    SpecialPeriod,
    SpecialPeriodInterval,
    WeeklyInterval,
    WeeklySchedule,
    WorkCalendar,
    WorkClosure,
)
from workflow_steps.provisioning import calendar as provisioning
from workflow_steps.provisioning.calendar import provision_calendar
from workflow_steps.working_time import CalendarExhausted

pytestmark = pytest.mark.django_db

WITA = ZoneInfo("Asia/Makassar")
HOUR = 3600
WORKING_DAY = 27_000


@pytest.fixture
def calendar() -> WorkCalendar:
    return provision_calendar()


@pytest.fixture
def small_calendar() -> WorkCalendar:
    """One week of mornings, nothing else."""
    calendar = WorkCalendar.objects.create(name="Loket", known_until=date(2026, 11, 29))
    week = WeeklySchedule.objects.create(calendar=calendar, effective_from=date(2026, 11, 23))
    for weekday in range(5):
        WeeklyInterval.objects.create(schedule=week, weekday=weekday, start=time(8), end=time(12))
    return WorkCalendar.objects.get(pk=calendar.pk)


def wita(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WITA)  # type: ignore[arg-type, misc]


def hours_on(calendar: WorkCalendar, day: date) -> list[str]:
    midnight = datetime.combine(day, time.min, WITA)
    intervals = calendar.schedule().intervals_between(midnight, midnight + timedelta(days=1))
    return [f"{start:%H.%M}–{end:%H.%M}" for start, end in intervals]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 11, 26), ["07.30–12.00", "13.00–16.00"], id="Thursday"),
        pytest.param(date(2026, 11, 27), ["07.30–11.30", "13.00–16.30"], id="Friday"),
        pytest.param(date(2026, 11, 28), [], id="Saturday"),
        pytest.param(date(2026, 2, 18), ["07.30–12.00", "13.00–16.00"], id="before Ramadan"),
        pytest.param(date(2026, 2, 19), ["08.00–12.00", "12.30–15.00"], id="first of Ramadan"),
        pytest.param(date(2026, 2, 20), ["08.00–11.30", "12.30–15.30"], id="Friday in Ramadan"),
        pytest.param(date(2026, 3, 25), ["07.30–12.00", "13.00–16.00"], id="after Lebaran"),
        pytest.param(date(2025, 8, 18), [], id="decreed eleven days before"),
    ],
)
def test_provisioned_calendar__has_the_hours_of_the_office(
    calendar: WorkCalendar, day: date, hours: list[str]
) -> None:
    assert hours_on(calendar, day) == hours


@pytest.mark.parametrize(
    ("monday", "total"),
    [
        pytest.param((2026, 11, 23), 37 * HOUR + 1800, id="ordinary"),
        pytest.param((2026, 3, 2), 32 * HOUR + 1800, id="Ramadan"),
        pytest.param((2026, 8, 17), 30 * HOUR, id="one holiday"),
    ],
)
def test_provisioned_calendar__has_the_hours_of_the_decree(
    calendar: WorkCalendar, monday: tuple[int, int, int], total: int
) -> None:
    start = wita(*monday)
    assert calendar.schedule().elapsed(start, start + timedelta(days=7)) == total


def test_elapsed__skips_the_night_the_weekend_and_the_holiday(calendar: WorkCalendar) -> None:
    """Friday 15 August 2025, 16.00, to Tuesday 19 August, 08.00; Monday is a holiday."""
    schedule = calendar.schedule()
    start, end = wita(2025, 8, 15, 16, 0), wita(2025, 8, 19, 8, 0)
    assert schedule.elapsed(start, end) == HOUR
    assert schedule.intervals_between(start, end) == [
        (wita(2025, 8, 15, 16, 0), wita(2025, 8, 15, 16, 30)),
        (wita(2025, 8, 19, 7, 30), wita(2025, 8, 19, 8, 0)),
    ]


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param((2026, 11, 26, 10), (2026, 11, 27, 10), id="Thursday to Friday"),
        pytest.param((2026, 11, 27, 10), (2026, 11, 30, 10), id="Friday to Monday"),
        pytest.param((2026, 11, 28, 10), (2026, 11, 30, 16), id="handed in on Saturday"),
        pytest.param((2026, 3, 17, 14), (2026, 3, 25, 15), id="over Lebaran"),
    ],
)
def test_due__after_one_working_day(
    calendar: WorkCalendar, start: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert calendar.schedule().due(wita(*start), WORKING_DAY) == wita(*due)


def test_schedule__says_which_year_is_missing(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarExhausted, match="2028"):
        calendar.schedule().due(wita(2027, 12, 31, 16), WORKING_DAY)
    with pytest.raises(CalendarExhausted, match="2023"):
        calendar.schedule().elapsed(wita(2023, 12, 29), wita(2024, 1, 2))


def test_schedule__asks_the_database_five_times_and_then_never(
    calendar: WorkCalendar, django_assert_num_queries: Any
) -> None:
    WorkClosure.objects.create(calendar=calendar, date=date(2026, 11, 26), reason="Banjir")
    with django_assert_num_queries(5):
        calendar.schedule()
    again = WorkCalendar.default()
    with django_assert_num_queries(0):
        assert again.schedule() is calendar.schedule()


def test_schedule__leaves_out_closures(calendar: WorkCalendar) -> None:
    thursday = date(2026, 11, 26)
    closure = WorkClosure.objects.create(
        calendar=calendar, date=thursday, from_time=time(11), until_time=time(14), reason="Banjir"
    )
    assert hours_on(calendar, thursday) == ["07.30–11.00", "14.00–16.00"]
    closure.from_time = closure.until_time = None
    closure.save()
    assert hours_on(calendar, thursday) == []


def test_schedule__follows_a_new_week_from_its_day_on(small_calendar: WorkCalendar) -> None:
    week = WeeklySchedule(calendar=small_calendar, effective_from=date(2026, 11, 26))
    week.intervals.set([WeeklyInterval(weekday=3, start=time(9), end=time(10))])
    week.save()
    assert hours_on(small_calendar, date(2026, 11, 25)) == ["08.00–12.00"]
    assert hours_on(small_calendar, date(2026, 11, 26)) == ["09.00–10.00"]
    assert hours_on(small_calendar, date(2026, 11, 27)) == []


def test_schedule__takes_a_period_without_hours_as_days_off(small_calendar: WorkCalendar) -> None:
    SpecialPeriod.objects.create(
        calendar=small_calendar,
        name="Libur bersama",
        first_day=date(2026, 11, 24),
        last_day=date(2026, 11, 25),
    )
    assert hours_on(small_calendar, date(2026, 11, 24)) == []
    assert hours_on(small_calendar, date(2026, 11, 26)) == ["08.00–12.00"]


def test_schedule__is_read_in_the_zone_of_the_calendar(small_calendar: WorkCalendar) -> None:
    small_calendar.zone = "Asia/Jayapura"
    small_calendar.save()
    assert hours_on(small_calendar, date(2026, 11, 24)) == ["08.00–12.00"]
    opening = small_calendar.schedule().intervals[0][0]
    assert opening == wita(2026, 11, 23, 7)


def _add_closure(calendar: WorkCalendar) -> None:
    WorkClosure.objects.create(calendar=calendar, date=date(2026, 11, 24), reason="Upacara")


def _bulk_create(calendar: WorkCalendar) -> None:
    Holiday.objects.bulk_create([Holiday(calendar=calendar, date=date(2026, 11, 24), name="L")])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda calendar: calendar.save(), id="calendar saved"),
        pytest.param(_add_closure, id="part added"),
        pytest.param(lambda calendar: calendar.weeks.first().save(), id="part saved"),
        pytest.param(lambda calendar: calendar.weeks.first().delete(), id="part deleted"),
        pytest.param(
            lambda calendar: WeeklyInterval.objects.first().delete(),  # type: ignore[union-attr]
            id="part of a part deleted",
        ),
        pytest.param(lambda calendar: WeeklyInterval.objects.all().delete(), id="bulk delete"),
        pytest.param(
            lambda calendar: WeeklyInterval.objects.update(end=time(11)), id="bulk update"
        ),
        pytest.param(_bulk_create, id="bulk create"),
    ],
)
def test_version__rises_with_every_change(
    small_calendar: WorkCalendar, change: Callable[[WorkCalendar], Any]
) -> None:
    version, stamp = small_calendar.version, small_calendar.stamp
    other = WorkCalendar.objects.create(name="Lain", known_until=date(2026, 11, 29))
    change(WorkCalendar.objects.get(pk=small_calendar.pk))
    small_calendar.refresh_from_db()
    assert small_calendar.version > version
    assert small_calendar.stamp != stamp
    assert WorkCalendar.objects.get(pk=other.pk).version == other.version


def test_version__rises_once_when_all_is_saved_together(calendar: WorkCalendar) -> None:
    before = calendar.version
    calendar.holidays.add(Holiday(date=date(2026, 11, 24), name="Hari jadi"))
    calendar.holidays.remove(calendar.holidays.get(date=date(2026, 12, 24)))
    week = calendar.weeks.get()
    week.intervals.remove(week.intervals.first())
    calendar.weeks.add(week)
    calendar.save()
    assert calendar.version == before + 1
    assert WorkCalendar.default().version == before + 1
    assert hours_on(calendar, date(2026, 11, 23)) == ["13.00–16.00"]


def test_version__is_not_taken_back_by_a_stale_instance(small_calendar: WorkCalendar) -> None:
    stale = WorkCalendar.objects.get(pk=small_calendar.pk)
    small_calendar.save()
    small_calendar.save()
    stale.save(update_fields=["name"])
    assert WorkCalendar.objects.get(pk=stale.pk).version == small_calendar.version + 1


def test_schedule__is_not_cached_across_a_rollback(small_calendar: WorkCalendar) -> None:
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    with transaction.atomic():
        Holiday.objects.create(calendar=small_calendar, date=tuesday, name="Batal")
        assert hours_on(small_calendar, tuesday) == []
        undone = small_calendar.version
        transaction.set_rollback(True)
    fresh = WorkCalendar.objects.get(pk=small_calendar.pk)
    Holiday.objects.create(calendar=fresh, date=wednesday, name="Jadi")
    assert fresh.version == undone
    assert hours_on(fresh, tuesday) == ["08.00–12.00"]
    assert hours_on(fresh, wednesday) == []


def test_default__is_one_calendar_at_most(calendar: WorkCalendar) -> None:
    assert WorkCalendar.default() == calendar
    second = WorkCalendar(name="Kedua", is_default=True, known_until=date(2026, 12, 31))
    with pytest.raises(ValidationError, match=r"(?i)kalender|calendar"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_clean__refuses_hours_that_overlap(small_calendar: WorkCalendar) -> None:
    week = small_calendar.weeks.get()
    touching = WeeklyInterval(schedule=week, weekday=0, start=time(12), end=time(13))
    touching.full_clean()
    with pytest.raises(ValidationError, match=r"08\.00–12\.00.*11\.59–13\.00"):
        WeeklyInterval(schedule=week, weekday=0, start=time(11, 59), end=time(13)).full_clean()


@pytest.mark.parametrize(
    "part",
    [
        WeeklyInterval(weekday=0, start=time(12), end=time(12)),
        SpecialPeriodInterval(weekday=0, start=time(12), end=time(8)),
        SpecialPeriod(name="Ramadan", first_day=date(2027, 2, 8), last_day=date(2027, 2, 7)),
        WorkClosure(date=date(2027, 2, 8), from_time=time(9), until_time=time(9), reason="Upacara"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_clean__refuses_an_end_before_its_start(part: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        part.full_clean(exclude=["schedule", "period", "calendar"])
    assert len(caught.value.messages) == 1


def test_clean__refuses_periods_that_share_a_day(calendar: WorkCalendar) -> None:
    last = calendar.periods.get(first_day__year=2027).last_day
    period = SpecialPeriod(calendar=calendar, name="Lain", first_day=last, last_day=last)
    with pytest.raises(ValidationError, match="Ramadan 1448 H"):
        period.full_clean()
    period.first_day = period.last_day = last + timedelta(days=1)
    period.full_clean()


def test_clean__of_a_calendar_checks_parts_not_saved_yet(calendar: WorkCalendar) -> None:
    calendar.full_clean()
    week = WeeklySchedule(effective_from=date(2027, 1, 1))
    week.intervals.set(
        [
            WeeklyInterval(weekday=0, start=time(8), end=time(12)),
            WeeklyInterval(weekday=0, start=time(11), end=time(13)),
        ]
    )
    calendar.weeks.add(week)
    with pytest.raises(ValidationError) as caught:
        calendar.full_clean()
    assert len(caught.value.messages) == 1


def test_clean__refuses_an_unknown_zone(small_calendar: WorkCalendar) -> None:
    for zone in ("WITA", "../etc/passwd"):
        small_calendar.zone = zone
        with pytest.raises(ValidationError) as caught:
            small_calendar.full_clean()
        assert list(caught.value.message_dict) == ["zone"]


def everything(calendar: WorkCalendar) -> dict[str, Any]:
    data: dict[str, Any] = WorkCalendar.objects.get(pk=calendar.pk).serializable_data()
    return data


def test_provisioning__twice_changes_nothing(calendar: WorkCalendar) -> None:
    before = everything(calendar)
    assert provision_calendar() == calendar
    assert everything(calendar) == before
    assert WorkCalendar.objects.count() == 1


def test_provisioning__passes_its_own_checks(calendar: WorkCalendar) -> None:
    calendar.full_clean()


def test_provisioning__leaves_the_edits_of_the_office(calendar: WorkCalendar) -> None:
    calendar.name = "Kalender Diskominfo"
    calendar.known_until = date(2026, 12, 31)
    calendar.save()
    calendar.holidays.get(date=date(2026, 12, 24)).delete()
    calendar.periods.get(first_day__year=2027).delete()
    Holiday.objects.filter(date=date(2027, 3, 10)).update(date=date(2027, 3, 20))
    WeeklySchedule.objects.all().delete()
    before = everything(calendar)
    provision_calendar()
    assert everything(calendar) == before


def test_provisioning__leaves_a_calendar_of_the_office_alone(small_calendar: WorkCalendar) -> None:
    small_calendar.is_default = True
    small_calendar.known_until = date(2025, 12, 31)
    small_calendar.save()
    before = everything(small_calendar)
    assert provision_calendar() == small_calendar
    assert everything(small_calendar) == before


@pytest.fixture
def calendar_until_2026(monkeypatch: pytest.MonkeyPatch) -> WorkCalendar:
    """Made by an earlier release, which did not know 2027."""
    with monkeypatch.context() as earlier:
        earlier.setattr(provisioning, "YEARS", (2024, 2025, 2026))
        return provision_calendar()


def test_provisioning__adds_a_year_that_a_later_release_knows(
    calendar_until_2026: WorkCalendar,
) -> None:
    assert calendar_until_2026.known_until == date(2026, 12, 31)
    Holiday.objects.filter(date=date(2026, 12, 24)).delete()
    Holiday.objects.create(
        calendar=calendar_until_2026, date=date(2027, 3, 10), name="Sudah diisi kantor"
    )
    calendar = provision_calendar()
    assert calendar.known_until == date(2027, 12, 31)
    assert not calendar.holidays.filter(date=date(2026, 12, 24)).exists()
    assert calendar.holidays.get(date=date(2027, 3, 10)).name == "Sudah diisi kantor"
    assert calendar.holidays.filter(date=date(2027, 8, 17)).exists()
    assert calendar.periods.filter(first_day__year=2027).count() == 1


def test_provisioning__does_not_add_to_a_year_the_office_entered(
    calendar_until_2026: WorkCalendar,
) -> None:
    calendar_until_2026.known_until = date(2027, 12, 31)
    calendar_until_2026.save()
    calendar = provision_calendar()
    assert not calendar.holidays.filter(date__year=2027).exists()
    assert not calendar.periods.filter(first_day__year=2027).exists()


def test_provisioning__marks_estimates_and_names_them_plainly(calendar: WorkCalendar) -> None:
    estimated = calendar.holidays.filter(needs_verification=True)
    assert {day.year for day in estimated.values_list("date", flat=True)} == {2027}
    assert estimated.get(date=date(2027, 3, 10)).name == "Hari Raya Idul Fitri"
    assert not calendar.holidays.filter(name__contains="(").exists()
    assert list(
        calendar.periods.filter(needs_verification=True).values_list("name", flat=True)
    ) == ["Ramadan 1448 H"]


def test_provisioning__tells_decreed_leave_from_holidays(calendar: WorkCalendar) -> None:
    leave = calendar.holidays.get(date=date(2025, 8, 18))
    assert leave.kind == Holiday.Kind.CUTI_BERSAMA
    assert calendar.holidays.get(date=date(2025, 8, 17)).kind == Holiday.Kind.NATIONAL


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_ramadan__ends_the_day_before_idul_fitri(calendar: WorkCalendar, year: int) -> None:
    period = calendar.periods.get(first_day__year=year)
    days = holidays_package.country_holidays("ID", years=year, language="id")
    idul_fitri = min(day for day, name in days.items() if name.startswith("Hari Raya Idul Fitri"))
    assert period.last_day + timedelta(days=1) == idul_fitri
    assert (period.last_day - period.first_day).days + 1 in {29, 30}
