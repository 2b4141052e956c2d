"""Every change of a work calendar is a version that keeps what it said and since when."""

import importlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from wagtail.log_actions import LogContext

from workflow_steps.append_only import AppendOnlyError
from workflow_steps.models import (
    CalendarVersion,
    Holiday,
    HolidayDecree,
    SpecialPeriod,
    SpecialPeriodInterval,
    User,
    WorkCalendar,
    WorkClosure,
    as_one_version,
)
from workflow_steps.provisioning.calendar import provision_calendar
from workflow_steps.working_days import Reason

pytestmark = pytest.mark.django_db

WITA = ZoneInfo("Asia/Makassar")
TUESDAY = date(2026, 11, 24)
HOUR = 3600


@pytest.fixture
def calendar() -> WorkCalendar:
    return provision_calendar()


def wita(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=WITA)  # type: ignore[arg-type, misc]


def numbers(calendar: WorkCalendar) -> list[int]:
    return sorted(calendar.versions.values_list("number", flat=True))


def test_version__a_new_calendar_has_its_first(calendar: WorkCalendar) -> None:
    assert calendar.version == 1
    assert numbers(calendar) == [1]
    content = calendar.versions.get().content
    assert content["known_until"] == "2027-12-31"
    assert content["nominal_day"] == 27_000
    assert [0, "07:30:00", "12:00:00"] in content["weeks"][0]["hours"]
    assert {"date": "2026-12-25", "kind": "national"}.items() <= next(
        row for row in content["holidays"] if row["date"] == "2026-12-25"
    ).items()


def test_version__every_change_keeps_what_it_said_and_since_when(calendar: WorkCalendar) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 2, tzinfo=UTC), tick=False):
        WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    with time_machine.travel(datetime(2026, 11, 25, 2, tzinfo=UTC), tick=False):
        WorkClosure.objects.update(until_time=time(12))
    morning, evening = wita(2026, 11, 24, 7, 30), wita(2026, 11, 24, 17)
    spent = [
        calendar.at_version(number).schedule().elapsed(morning, evening) for number in (1, 2, 3)
    ]
    assert spent == [27_000, 0, 3 * HOUR]
    assert calendar.at_version(2).known_since == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert calendar.at_version(3).known_since == datetime(2026, 11, 25, 2, tzinfo=UTC)


def test_version__is_numbered_as_the_calendar_itself(calendar: WorkCalendar) -> None:
    Holiday.objects.bulk_create([Holiday(calendar=calendar, date=TUESDAY, name="Libur")])
    HolidayDecree.objects.create(
        calendar=calendar, year=2026, number="1497/2025", date=date(2025, 9, 19)
    )
    Holiday.objects.filter(date=TUESDAY).delete()
    calendar.name = "Kalender Kukar"
    calendar.save()
    assert numbers(calendar) == [1, 2, 3, 4, 5]
    assert WorkCalendar.default().version == 5
    latest = calendar.at_version(5)
    assert latest.content["name"] == "Kalender Kukar"
    assert latest.content["decrees"] == [
        {"year": 2026, "date": "2025-09-19", "number": "1497/2025", "about": ""}
    ]
    assert latest.stamp == WorkCalendar.default().stamp


def test_version__says_who_changed_it(calendar: WorkCalendar) -> None:
    user = User.objects.create_user("webadmin", first_name="Rahma", last_name="Wati")
    with LogContext(user=user):
        WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    assert calendar.at_version(2).changed_by_name == "Rahma Wati"
    assert calendar.at_version(1).changed_by_name == ""


def test_version__of_many_changes_together_is_one(calendar: WorkCalendar) -> None:
    with as_one_version():
        Holiday.objects.create(calendar=calendar, date=TUESDAY, name="Libur")
        Holiday.objects.filter(date=date(2026, 12, 24)).delete()
        calendar.known_until = date(2027, 6, 30)
        calendar.save()
    assert numbers(calendar) == [1, 2]
    days = [row["date"] for row in calendar.at_version(2).content["holidays"]]
    assert "2026-11-24" in days
    assert "2026-12-24" not in days
    assert calendar.at_version(2).content["known_until"] == "2027-06-30"


def test_version__a_period_with_its_hours_is_one(calendar: WorkCalendar) -> None:
    period = SpecialPeriod(
        calendar=calendar, name="Pekan olahraga", first_day=TUESDAY, last_day=TUESDAY
    )
    period.intervals.set(
        [SpecialPeriodInterval(weekday=1, start=time(8), end=time(hour)) for hour in (9, 10)]
    )
    period.save()
    assert numbers(calendar) == [1, 2]


def test_version__what_failed_leaves_none(calendar: WorkCalendar) -> None:
    @as_one_version()
    def enter_it_twice() -> None:
        for name in ("Libur", "Libur lagi"):
            Holiday.objects.create(calendar=calendar, date=TUESDAY, name=name)

    with pytest.raises(DatabaseError):
        enter_it_twice()
    assert numbers(calendar) == [1]
    assert not Holiday.objects.filter(date=TUESDAY).exists()
    WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    assert numbers(calendar) == [1, 2]


def test_version__of_a_number_that_was_rolled_back_is_not_remembered(
    calendar: WorkCalendar,
) -> None:
    morning, evening = wita(2026, 11, 24, 7, 30), wita(2026, 11, 24, 17)
    with transaction.atomic():
        WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
        assert calendar.at_version(2).schedule().elapsed(morning, evening) == 0
        transaction.set_rollback(True)
    WorkCalendar.default().save()
    assert calendar.at_version(2).schedule().elapsed(morning, evening) == 27_000


def test_version__schedule_is_read_once(
    calendar: WorkCalendar, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        schedule = calendar.at_version(1).schedule()
    with django_assert_num_queries(1):
        assert calendar.at_version(1).schedule() is schedule


def test_version__the_calendar_and_its_newest_version_say_the_same(calendar: WorkCalendar) -> None:
    WorkClosure.objects.create(
        calendar=calendar, date=TUESDAY, from_time=time(13), reason="Listrik padam"
    )
    start, end = wita(2024, 1, 1), wita(2027, 12, 31, 23)
    newest = calendar.at_version(calendar.version)
    assert newest.schedule().intervals == calendar.schedule().intervals
    assert newest.explain(start, end) == calendar.explain(start, end)
    spans = newest.explain(wita(2026, 11, 24, 13), wita(2026, 11, 24, 14))
    assert [(span.reason, span.name) for span in spans] == [(Reason.CLOSURE, "Listrik padam")]


# --- append-only ------------------------------------------------------------------------------


def test_version__is_never_rewritten(calendar: WorkCalendar) -> None:
    version = calendar.versions.get()
    version.number = 7
    with pytest.raises(AppendOnlyError):
        version.save()
    with pytest.raises(AppendOnlyError):
        version.delete()
    with pytest.raises(AppendOnlyError):
        CalendarVersion.objects.update(number=7)
    with pytest.raises(ProtectedError):
        calendar.delete()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE workflow_steps_calendarversion SET content = '{}'",
        "DELETE FROM workflow_steps_calendarversion",
    ],
)
def test_version__the_database_refuses_too(calendar: WorkCalendar, sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own statement")
def test_version__is_not_replaced_by_one_of_the_same_number(calendar: WorkCalendar) -> None:
    replace = """
        INSERT OR REPLACE INTO workflow_steps_calendarversion
            (calendar_id, number, known_since, changed_by_name, content, stamp)
        SELECT calendar_id, number, known_since, '', '{}', stamp
        FROM workflow_steps_calendarversion
    """
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(replace)


# --- the migration ----------------------------------------------------------------------------


def test_migration__gives_existing_calendars_what_a_save_would_keep() -> None:
    """As on a site that ran before versions were kept."""
    calendar = provision_calendar()
    WorkClosure.objects.create(
        calendar=calendar, date=TUESDAY, from_time=time(13), reason="Listrik padam"
    )
    saved = calendar.versions.get(number=2)
    other = WorkCalendar(name="Lain", known_until=TUESDAY)
    WorkCalendar.objects.bulk_create([other])
    WorkCalendar.objects.filter(pk=calendar.pk).update(version=5)
    migration = importlib.import_module("workflow_steps.migrations.0006_calendar_versions")
    migration.keep_first_versions(apps, None)
    made = calendar.versions.get(number=5)
    assert made.content == saved.content
    assert made.stamp == calendar.stamp
    assert made.known_since - saved.known_since < timedelta(minutes=5)
    assert CalendarVersion.objects.get(calendar__name="Lain").content["holidays"] == []
