"""The work calendar a new newsroom starts with: Perpres 21/2023 and the joint holiday decrees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from importlib.metadata import version
from typing import Any

import holidays
from django.db import transaction

from workflow_steps.models import (
    Holiday,
    SpecialPeriod,
    SpecialPeriodInterval,
    WeeklyInterval,
    WeeklySchedule,
    WorkCalendar,
)
from workflow_steps.models.calendar_parts import WeekInterval
from workflow_steps.working_days import Week

MONDAY_TO_THURSDAY, FRIDAY = range(4), 4


def _week(from_monday: list[tuple[time, time]], friday: list[tuple[time, time]]) -> Week:
    return {**dict.fromkeys(MONDAY_TO_THURSDAY, from_monday), FRIDAY: friday}


ORDINARY_WEEK = _week(
    [(time(7, 30), time(12)), (time(13), time(16))],
    [(time(7, 30), time(11, 30)), (time(13), time(16, 30))],
)
RAMADAN_WEEK = _week(
    [(time(8), time(12)), (time(12, 30), time(15))],
    [(time(8), time(11, 30)), (time(12, 30), time(15, 30))],
)


@dataclass(frozen=True)
class Ramadan:
    """Dates as announced by the government, which differ from what libraries compute."""

    hijri_year: int
    first_day: date
    last_day: date
    estimated: bool = False

    def as_period(self) -> SpecialPeriod:
        period = SpecialPeriod(
            name=f"Ramadan {self.hijri_year} H",
            first_day=self.first_day,
            last_day=self.last_day,
            source="Perkiraan" if self.estimated else "Sidang isbat Kementerian Agama",
            needs_verification=self.estimated,
        )
        period.intervals.set(_intervals(SpecialPeriodInterval, RAMADAN_WEEK))
        return period


RAMADANS = (
    Ramadan(1445, date(2024, 3, 12), date(2024, 4, 9)),
    Ramadan(1446, date(2025, 3, 1), date(2025, 3, 30)),
    Ramadan(1447, date(2026, 2, 19), date(2026, 3, 20)),
    Ramadan(1448, date(2027, 2, 8), date(2027, 3, 9), estimated=True),
)

# The years the holidays package knows both the national holidays and the cuti bersama of.
YEARS = (2024, 2025, 2026, 2027)


@transaction.atomic
def provision_calendar() -> WorkCalendar:
    """Make the default calendar, or add to it the years that it does not reach yet.

    A year is seeded once, so whatever the office edits or removes in it stays so. A year that
    the office has entered by itself, and a calendar not made here, are left alone.
    """
    calendar = WorkCalendar.objects.select_for_update().filter(is_default=True).first()
    if calendar is None:
        calendar = _new_calendar()
    elif not calendar.seeded_years:
        return calendar
    known_until = calendar.known_until
    for year in YEARS:
        if year not in calendar.seeded_years and calendar.known_until == date(year - 1, 12, 31):
            calendar.holidays.add(*_missing_holidays(calendar, year))
            calendar.periods.add(*_missing_periods(calendar, year))
            calendar.seeded_years = [*calendar.seeded_years, year]
            calendar.known_until = date(year, 12, 31)
    if calendar.known_until != known_until:
        calendar.save()
    return calendar


def national_holidays(calendar: WorkCalendar, year: int) -> Iterator[Holiday]:
    """The holidays and cuti bersama of a year, as the ``holidays`` package has them."""
    of_category = partial(holidays.country_holidays, "ID", years=year, language="id")
    names: dict[date, tuple[str, Holiday.Kind]] = {}
    for category, kind in (
        (holidays.GOVERNMENT, Holiday.Kind.CUTI_BERSAMA),
        (holidays.PUBLIC, Holiday.Kind.NATIONAL),  # last, because it wins a shared date
    ):
        for day, name in of_category(categories=(category,)).items():
            names[day] = name, kind
    source = f"Paket Python holidays {version('holidays')}"
    for day, (name, kind) in sorted(names.items()):
        plain_name, estimates = re.subn(r"\s*\((?:[^)]*, )?(perkiraan|estimated)\)", "", name)
        yield Holiday(
            calendar=calendar,
            date=day,
            name=plain_name,
            kind=kind,
            source=source,
            needs_verification=estimates > 0,
        )


def _new_calendar() -> WorkCalendar:
    calendar = WorkCalendar(
        name="Kalender kerja",
        is_default=True,
        known_until=date(YEARS[0] - 1, 12, 31),
    )
    week = WeeklySchedule(effective_from=date(YEARS[0], 1, 1), legal_basis="Perpres 21 Tahun 2023")
    week.intervals.set(_intervals(WeeklyInterval, ORDINARY_WEEK))
    calendar.weeks.set([week])
    return calendar


def _intervals(model: type[WeekInterval], week: Week) -> list[Any]:
    return [
        model(weekday=weekday, start=start, end=end)
        for weekday, hours in week.items()
        for start, end in hours
    ]


def _missing_holidays(calendar: WorkCalendar, year: int) -> list[Holiday]:
    entered = {holiday.date for holiday in calendar.holidays.all()}
    return [holiday for holiday in national_holidays(calendar, year) if holiday.date not in entered]


def _missing_periods(calendar: WorkCalendar, year: int) -> list[SpecialPeriod]:
    entered = [(period.first_day, period.last_day) for period in calendar.periods.all()]
    return [
        ramadan.as_period()
        for ramadan in RAMADANS
        if ramadan.first_day.year == year
        and not any(
            first <= ramadan.last_day and ramadan.first_day <= last for first, last in entered
        )
    ]
