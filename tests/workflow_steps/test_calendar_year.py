"""The year view, the history, the import with its preview, and the warning on the start page."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from workflow_steps.calendar_admin.changes import changes_between
from workflow_steps.calendar_admin.importing import Difference, preview
from workflow_steps.calendar_admin.warning import findings
from workflow_steps.calendar_admin.year import Kind, Year
from workflow_steps.models import (
    Holiday,
    HolidayDecree,
    SpecialPeriod,
    User,
    WorkCalendar,
    WorkClosure,
)

from .calendar_kit import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WITA = ZoneInfo("Asia/Makassar")
TUESDAY = date(2026, 11, 24)
OURS = r'FROM "workflow_steps_(workcal|calendarv|weekly|special|holiday|workclosure)'


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=WITA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def calendar(newsroom: None) -> WorkCalendar:
    return WorkCalendar.default()


@pytest.fixture
def webadmin(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("Web Administrator"))
    return client


# --- the year -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind", "said"),
    [
        (
            date(2026, 11, 23),
            Kind.WORK,
            "Senin, 23 November 2026: hari kerja, 07.30–12.00, 13.00–16.00",
        ),
        (date(2026, 11, 22), Kind.OFF, "Minggu, 22 November 2026: bukan hari kerja"),
        (
            date(2026, 12, 25),
            Kind.HOLIDAY,
            "Jumat, 25 Desember 2026: libur nasional – Hari Raya Natal",
        ),
        (date(2026, 12, 24), Kind.LEAVE, "Kamis, 24 Desember 2026: cuti bersama – "),
        (date(2026, 2, 20), Kind.PERIOD, "hari kerja periode khusus – Ramadan 1447 H, 08.00–11.30"),
        (TUESDAY, Kind.CLOSED, "Selasa, 24 November 2026: kantor tutup – Banjir"),
        (date(2026, 11, 25), Kind.PARTLY, "tutup sebagian – Upacara, 09.00–12.00, 13.00–16.00"),
        (date(2026, 11, 28), Kind.OFF, "Sabtu, 28 November 2026: bukan hari kerja"),
        (date(2027, 3, 10), Kind.HOLIDAY, "(perlu verifikasi)"),
        (date(2027, 2, 8), Kind.PERIOD, "(perlu verifikasi)"),
        (date(2028, 1, 3), Kind.UNKNOWN, "Senin, 3 Januari 2028: belum diketahui"),
    ],
)
def test_year__every_day_says_what_it_is_and_why(
    calendar: WorkCalendar, webadmin: Client, day: date, kind: Kind, said: str
) -> None:
    for shut, until, reason in (
        (TUESDAY, None, "Banjir"),
        (date(2026, 11, 25), time(9), "Upacara"),
        (date(2026, 11, 28), None, "Pasar murah"),  # a Saturday: nothing to close
    ):
        WorkClosure.objects.create(calendar=calendar, date=shut, until_time=until, reason=reason)
    with translation.override("id"):
        cell = Year(WorkCalendar.default(), day.year).cell(day)
        assert cell.kind is kind
        assert said in cell.text
        assert cell.estimated is ("verifikasi" in said)
    page = webadmin.get(url("year", day.year))
    assert said in words(page)


def test_year__a_weekend_of_an_estimated_period_is_no_estimate(calendar: WorkCalendar) -> None:
    assert not Year(calendar, 2027).cell(date(2027, 2, 13)).estimated


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2026, 365)])
def test_year__has_all_its_days_lettered_and_named(
    calendar: WorkCalendar, webadmin: Client, year: int, days: int
) -> None:
    cells = [
        cell
        for month in Year(calendar, year).months()
        for week in month.weeks
        for cell in week
        if cell
    ]
    assert len(cells) == days
    assert all(cell.kind.letter and cell.text for cell in cells)
    content = webadmin.get(url("year", year)).content.decode()
    assert len(re.findall(r'<td class="calendar-', content)) == days
    assert content.count("<caption>") == 12
    assert 'scope="col"' in content


def test_year__letters_are_all_different() -> None:
    for language in ("id", "en"):
        with translation.override(language):
            assert len({kind.letter for kind in Kind}) == len(Kind)


def test_year__a_day_is_opened_with_its_hours_and_sources(
    calendar: WorkCalendar, webadmin: Client
) -> None:
    WorkClosure.objects.create(
        calendar=calendar, date=TUESDAY, from_time=time(14), reason="Listrik padam"
    )
    text = words(webadmin.get(url("year", 2026) + "?hari=2026-11-24"))
    for said in (
        "07.30–12.00 waktu kerja dihitung",
        "12.00–13.00 istirahat",
        "13.00–14.00 waktu kerja dihitung",
        "14.00–16.00 kantor tutup: Listrik padam",
        "16.00–24.00 di luar jam kerja",
        "Perpres 21 Tahun 2023",
    ):
        assert said in text
    holiday = words(webadmin.get(url("year", 2026) + "?hari=2026-12-25"))
    assert "00.00–24.00 hari libur: Hari Raya Natal" in holiday
    for odd in ("besok", "2027-01-01", "0001-01-01"):
        assert webadmin.get(url("year", 2026) + f"?hari={odd}").status_code == 200
    assert webadmin.get(url("year", 2028) + "?hari=2028-01-01").status_code == 200


def test_year__asks_the_database_as_often_for_much_as_for_little(
    calendar: WorkCalendar, webadmin: Client
) -> None:
    def queries() -> list[str]:
        """Those about the calendar; the rest is what every screen of the admin asks."""
        with CaptureQueriesContext(connection) as asked:
            webadmin.get(url("year", 2026) + "?hari=2026-11-24")
        sql = [query["sql"] for query in asked]
        assert len(sql) <= 25
        return [text for text in sql if re.search(OURS, text)]

    webadmin.get(url("year", 2026))
    few = queries()
    for day in range(1, 28):
        WorkClosure.objects.create(calendar=calendar, date=date(2026, 10, day), reason="Banjir")
    webadmin.get(url("year", 2026))  # the schedule of the new version is built once
    assert len(queries()) == len(few)
    assert len(few) <= 8


def test_year__shows_what_is_missing_and_what_is_estimated(
    calendar: WorkCalendar, webadmin: Client
) -> None:
    assert "4 isian tahun 2027 masih perkiraan" in words(webadmin.get(url("year", 2027)))
    shown = webadmin.get(url("year", 2028))
    assert "Kalender diketahui sampai 31 Desember 2027." in words(shown)
    assert f'href="{url("settings")}"' in shown.content.decode()
    assert "diketahui sejak" in words(webadmin.get(url("index")))


# --- history --------------------------------------------------------------------------------------


def test_history__says_what_each_version_changed(calendar: WorkCalendar, webadmin: Client) -> None:
    shut = WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    shut.delete()
    period = SpecialPeriod.objects.get(name="Ramadan 1448 H")
    period.first_day = date(2027, 2, 9)
    period.needs_verification = False
    period.save()
    calendar.known_until = date(2028, 12, 31)
    calendar.save()
    text = words(webadmin.get(url("history")))
    for said in (
        "Ditambah: penutupan kantor 24 November 2026 (sehari penuh): Banjir",
        "Dihapus: penutupan kantor 24 November 2026 (sehari penuh): Banjir",
        "9 Februari 2027 – 9 Maret 2027",
        "Diubah: diketahui sampai 31 Desember 2027 → 31 Desember 2028",
        "Versi pertama yang disimpan.",
    ):
        assert said in text


def test_history__goes_on_over_pages(calendar: WorkCalendar, webadmin: Client) -> None:
    for _time in range(25):
        calendar.save()
    first, second = (words(webadmin.get(url("history") + f"?p={page}")) for page in (1, 2))
    assert "Versi 26 " in first
    assert "Versi 7 " in first
    assert "Versi pertama yang disimpan." not in first
    assert "Versi 6 " in second
    assert "Versi pertama yang disimpan." in second


def test_changes__between_a_version_and_itself_are_none(calendar: WorkCalendar) -> None:
    content = calendar.versions.get().content
    assert changes_between(content, content) == []


# --- import ---------------------------------------------------------------------------------------


@pytest.fixture
def year_2026_differs(calendar: WorkCalendar) -> WorkCalendar:
    Holiday.objects.filter(date=date(2026, 12, 25)).delete()
    Holiday.objects.filter(date=date(2026, 12, 24)).update(name="Menjelang Natal")
    Holiday.objects.create(calendar=calendar, date=date(2026, 11, 26), name="Hari jadi kabupaten")
    return WorkCalendar.default()


def test_import__preview_shows_every_difference(
    year_2026_differs: WorkCalendar, webadmin: Client
) -> None:
    found = {row.day: row.difference for row in preview(year_2026_differs, 2026)}
    assert found[date(2026, 12, 25)] == Difference.NEW
    assert found[date(2026, 12, 24)] == Difference.CHANGED
    assert found[date(2026, 11, 26)] == Difference.OURS
    assert found[date(2026, 1, 1)] == Difference.SAME
    content = webadmin.get(url("import", 2026)).content.decode()
    assert translation.gettext("Take over the ticked rows") in content
    ticked = set(re.findall(r'name="rows" value="([^"]+)" checked', content))
    offered = set(re.findall(r'name="rows" value="([^"]+)"', content))
    assert ticked == {"2026-12-25"}
    assert offered == {"2026-12-25", "2026-12-24", "2026-11-26"}
    assert WorkCalendar.default().version == year_2026_differs.version


def test_import__takes_over_the_ticked_rows_as_one_version_and_only_once(
    year_2026_differs: WorkCalendar, webadmin: Client
) -> None:
    before = year_2026_differs.version
    data = {"version": before, "rows": ["2026-12-25", "2026-12-24", "2026-11-26"]}
    assert webadmin.post(url("import", 2026), data).status_code == 302
    assert WorkCalendar.default().version == before + 1
    rows = preview(year_2026_differs, 2026)
    assert {row.difference for row in rows} == {Difference.SAME}
    shown = webadmin.get(url("import", 2026)).content.decode()
    assert translation.gettext("Take over the ticked rows") not in shown
    assert "calendar-actions" in shown
    again = webadmin.post(url("import", 2026), data)
    assert again.status_code == 422
    assert webadmin.post(url("import", 2026), {"version": before + 1}).status_code == 302
    assert WorkCalendar.default().version == before + 1


def test_import__leaves_what_is_not_ticked(
    year_2026_differs: WorkCalendar, webadmin: Client
) -> None:
    data = {"version": year_2026_differs.version, "rows": ["2026-12-25"]}
    webadmin.post(url("import", 2026), data)
    names = Holiday.objects.filter(date__year=2026).values_list("name", flat=True)
    assert "Menjelang Natal" in names
    assert "Hari jadi kabupaten" in names


def test_import__moves_the_end_only_when_told_to(calendar: WorkCalendar, webadmin: Client) -> None:
    page = words(webadmin.get(url("import", 2028)))
    assert "belum memuat cuti bersama 2028" in page
    rows = [row.value for row in preview(calendar, 2028)]
    webadmin.post(url("import", 2028), {"version": calendar.version, "rows": rows})
    fresh = WorkCalendar.default()
    assert fresh.known_until == date(2027, 12, 31)
    assert fresh.holidays.filter(date__year=2028, needs_verification=True).exists()
    webadmin.post(url("import", 2028), {"version": fresh.version, "complete": "on"})
    fresh = WorkCalendar.default()
    assert fresh.known_until == date(2028, 12, 31)
    assert 2028 in fresh.seeded_years
    assert fresh.version == calendar.version + 2


def test_import__of_a_year_after_a_gap_does_not_move_the_end(
    calendar: WorkCalendar, webadmin: Client
) -> None:
    assert 'name="complete"' not in webadmin.get(url("import", 2029)).content.decode()
    data = {"version": calendar.version, "complete": "on"}
    refused = webadmin.post(url("import", 2029), data)
    assert refused.status_code == 422
    assert "harus lengkap dahulu" in words(refused)
    assert WorkCalendar.default().known_until == date(2027, 12, 31)


def test_import__of_a_row_that_is_not_offered_is_refused(
    calendar: WorkCalendar, webadmin: Client
) -> None:
    for value in ("2026-01-01", "x"):
        data = {"version": calendar.version, "rows": [value]}
        assert webadmin.post(url("import", 2026), data).status_code == 422
    assert WorkCalendar.default().version == calendar.version


# --- the warning on the start page ----------------------------------------------------------------


def verified(calendar: WorkCalendar, *years: int) -> None:
    Holiday.objects.filter(date__year__in=years).update(needs_verification=False)
    SpecialPeriod.objects.filter(first_day__year__in=years).update(needs_verification=False)
    for year in years:
        HolidayDecree.objects.create(
            calendar=calendar, year=year, number=f"SKB {year}", date=date(year - 1, 9, 1)
        )


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2027, 9, 30), None),
        (date(2027, 10, 1), 2028),
        (date(2027, 12, 31), 2028),
        (date(2028, 1, 1), 2028),
        (date(2028, 5, 2), 2028),
    ],
)
def test_warning__of_a_missing_year_begins_in_october(
    calendar: WorkCalendar, today: date, missing: int | None
) -> None:
    verified(calendar, 2027)
    assert findings(today).get("missing") == missing


def test_warning__is_over_when_the_year_is_there_with_its_decree(calendar: WorkCalendar) -> None:
    verified(calendar, 2027)
    assert findings(date(2026, 11, 24)) == {}
    HolidayDecree.objects.all().delete()
    assert findings(date(2026, 11, 24))["undecreed"]
    assert findings(date(2026, 9, 30)) == {}


def test_warning__of_estimates_of_the_running_year_and_from_october_of_the_next(
    calendar: WorkCalendar,
) -> None:
    assert findings(date(2026, 9, 30)) == {}
    assert findings(date(2026, 10, 1))["next_estimates"] == 4
    assert findings(date(2027, 1, 1))["estimates"] == 4
    verified(calendar, 2027)
    assert "estimates" not in findings(date(2027, 1, 1))


def test_warning__october_begins_in_the_office_s_zone(
    calendar: WorkCalendar, webadmin: Client, clock: Any
) -> None:
    home = reverse("wagtailadmin_home")
    clock.move_to(datetime(2026, 9, 30, 23, 59, tzinfo=WITA))
    assert "calendar-warning" not in webadmin.get(home).content.decode()
    clock.move_to(datetime(2026, 10, 1, 0, 1, tzinfo=WITA))
    assert "SKB hari libur 2027 belum dicatat." in words(webadmin.get(home))


@pytest.mark.parametrize(
    ("group", "warned"),
    [("Web Administrator", True), ("Kepala Bidang Aptika", False), ("Pengelola Website", False)],
)
def test_warning__is_for_those_who_can_do_something(
    calendar: WorkCalendar, make_user: Any, group: str, warned: bool
) -> None:
    client = Client()
    client.force_login(make_user(group))
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("calendar-warning" in content) is warned


def test_warning__without_a_calendar_is_none(newsroom: None) -> None:
    WorkCalendar.objects.update(is_default=False)
    assert findings(date(2026, 11, 24)) == {}
