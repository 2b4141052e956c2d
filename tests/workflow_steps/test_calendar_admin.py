"""The calendar's screens: who may open them, what they save, and what they refuse."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from workflow_steps.calendar_admin.base import CalendarFormView
from workflow_steps.calendar_admin.fields import HoursField
from workflow_steps.models import (
    SpecialPeriod,
    User,
    WeeklySchedule,
    WorkCalendar,
    WorkClosure,
)

from .calendar_kit import send, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 24, 9, tzinfo=WITA)
TUESDAY = date(2026, 11, 24)
WEEK = {f"day_{weekday}": "08.00-12.00, 13.00-16.00" for weekday in range(5)}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def calendar(newsroom: None) -> WorkCalendar:
    return WorkCalendar.default()


@pytest.fixture
def login(make_user: Callable[..., User]) -> Callable[..., Client]:
    def make(group: str | None = "Web Administrator", **fields: Any) -> Client:
        client = Client()
        client.force_login(make_user(group, **fields))
        return client

    return make


def closure(**data: Any) -> dict[str, Any]:
    return {"date": "24/11/2026", "from_time": "", "until_time": "", "reason": "Banjir", **data}


# --- who may --------------------------------------------------------------------------------------

SHOWN = ["index", "year", "hours", "history"]
EDITED = [
    "holidays",
    "import",
    "closure_add",
    "closure",
    "closure_delete",
    "week_add",
    "week",
    "week_delete",
    "period_add",
    "period",
    "period_delete",
    "settings",
]


def address(name: str, calendar: WorkCalendar) -> str:
    if name in {"year", "holidays", "import"}:
        return url(name, 2026)
    if name in {"week", "week_delete"}:
        return url(name, calendar.weeks.first().pk)
    if name in {"period", "period_delete"}:
        return url(name, calendar.periods.first().pk)
    if name in {"closure", "closure_delete"}:
        shut = WorkClosure.objects.filter(calendar=calendar).first()
        shut = shut or WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
        return url(name, shut.pk)
    return url(name)


@pytest.mark.parametrize(
    ("group", "shown", "edited"),
    [
        ("Kontributor", False, False),
        ("Pengelola Website", True, False),
        ("Web Administrator", True, True),
        ("Kepala Bidang Aptika", True, False),
        ("superuser", True, True),
    ],
)
def test_screens__are_open_to_those_who_may(
    calendar: WorkCalendar, login: Any, group: str, shown: bool, edited: bool
) -> None:
    second = WeeklySchedule.objects.create(calendar=calendar, effective_from=date(2026, 12, 1))
    assert second.pk  # so that there is one to delete
    client = login(None, is_superuser=True) if group == "superuser" else login(group)
    for names, allowed in ((SHOWN, shown), (EDITED, edited)):
        for name in names:
            where = address(name, calendar)
            status = client.get(where).status_code
            assert status == (200 if allowed else 302), (name, status)
            if not allowed:
                version = WorkCalendar.default().version
                assert client.post(where, {"version": version, **closure()}).status_code in {
                    302,
                    405,
                }
                assert WorkCalendar.default().version == version, name
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (url("index") in menu) is shown


def test_screens__of_those_who_only_look_have_no_way_to_edit(
    calendar: WorkCalendar, login: Any
) -> None:
    kabid = login("Kepala Bidang Aptika")
    for page in (url("year", 2026) + "?hari=2026-11-24", url("hours"), url("history")):
        content = kabid.get(page).content.decode()
        for name in ("closure_add", "week_add", "period_add", "settings"):
            assert url(name) not in content


def test_screens__a_group_is_given_the_calendar_in_the_admin(
    calendar: WorkCalendar, login: Any
) -> None:
    page = login(None, is_superuser=True).get(reverse("wagtailusers_groups:add"))
    offered = set(re.findall(r'name="permissions"[^>]*value="(\d+)"', page.content.decode()))
    for codename in ("view_workcalendar", "change_workcalendar"):
        assert str(Permission.objects.get(codename=codename).pk) in offered
    assert "kalender kerja" in words(page).lower()


def test_screens__without_a_calendar_are_not_found(newsroom: None, login: Any) -> None:
    WorkCalendar.objects.update(is_default=False)
    assert login().get(url("index")).status_code == 404
    assert login().get(url("year", 1812)).status_code == 404


# --- closing the office ---------------------------------------------------------------------------


def test_closure__for_some_hours_is_one_short_form(calendar: WorkCalendar, login: Any) -> None:
    client = login(first_name="Rahma", last_name="Wati")
    before = calendar.version
    response = send(client, url("closure_add"), **closure(from_time="13.00", until_time="16:00"))
    assert response.status_code == 302
    assert response["Location"] == url("year", 2026)
    shut = WorkClosure.objects.get()
    assert (shut.date, shut.from_time, shut.until_time) == (TUESDAY, time(13), time(16))
    fresh = WorkCalendar.default()
    assert fresh.version == before + 1
    assert fresh.at_version(fresh.version).changed_by_name == "Rahma Wati"


def test_closure__starts_with_today_or_the_day_that_was_looked_at(
    calendar: WorkCalendar, login: Any
) -> None:
    client = login()
    assert 'value="24/11/2026"' in client.get(url("closure_add")).content.decode()
    asked = client.get(url("closure_add") + "?hari=2026-12-01").content.decode()
    assert 'value="01/12/2026"' in asked
    assert client.get(url("closure_add") + "?hari=besok").status_code == 200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"from_time": "16.00", "until_time": "13.00"}, "selesai|akhir|sesudah|setelah"),
        ({"reason": ""}, "wajib|perlu|tidak boleh"),
        ({"date": "31/02/2026"}, "tanggal"),
        ({"date": "24/11/0026"}, "tanggal"),
        ({"from_time": "25.00"}, "Enter a valid time."),
    ],
)
def test_closure__mistakes_are_said_and_kept(
    calendar: WorkCalendar, login: Any, data: dict[str, str], said: str
) -> None:
    response = send(login(), url("closure_add"), **closure(**data))
    assert response.status_code == 422
    assert re.search(gettext(said), words(response), re.IGNORECASE)
    assert "Belum disimpan" in words(response)
    for value in data.values():
        assert not value or value in response.content.decode()
    assert not WorkClosure.objects.exists()
    assert WorkCalendar.default().version == calendar.version


def test_closure__twice_at_the_same_time_is_refused(calendar: WorkCalendar, login: Any) -> None:
    client = login()
    send(client, url("closure_add"), **closure(from_time="13.00"))
    again = send(client, url("closure_add"), **closure(from_time="15.00"))
    assert again.status_code == 422
    assert "sudah tercatat tutup pada waktu itu: Banjir" in words(again)
    earlier = send(client, url("closure_add"), **closure(until_time="13.00", reason="Apel"))
    assert earlier.status_code == 302
    assert WorkClosure.objects.count() == 2


def test_closure__is_changed_and_deleted(calendar: WorkCalendar, login: Any) -> None:
    client = login()
    shut = WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    changed = send(client, url("closure", shut.pk), **closure(reason="Banjir besar"))
    assert changed.status_code == 302
    shut.refresh_from_db()
    assert shut.reason == "Banjir besar"
    asked = client.get(url("closure_delete", shut.pk))
    assert "Banjir besar" in words(asked)
    assert send(client, url("closure_delete", shut.pk)).status_code == 302
    assert not WorkClosure.objects.exists()


def test_form__without_a_change_makes_no_version(calendar: WorkCalendar, login: Any) -> None:
    shut = WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Banjir")
    before = WorkCalendar.default().version
    assert send(login(), url("closure", shut.pk), **closure()).status_code == 302
    assert WorkCalendar.default().version == before


# --- two people at once ---------------------------------------------------------------------------


def test_stale_form__is_refused_keeps_what_was_typed_and_says_what_changed(
    calendar: WorkCalendar, login: Any
) -> None:
    opened_with = calendar.version
    other = login(first_name="Budi", last_name="Santoso")
    send(other, url("closure_add"), **closure(reason="Listrik padam", until_time="10.00"))
    client = login()
    mine = closure(from_time="13.00", reason="Banjir di halaman")
    refused = send(client, url("closure_add"), version=opened_with, **mine)
    assert refused.status_code == 422
    text = words(refused)
    assert "orang lain mengubah kalender" in text
    assert "Budi Santoso" in text
    assert "Listrik padam" in text
    assert "Banjir di halaman" in refused.content.decode()
    assert WorkClosure.objects.count() == 1
    version = re.search(r'name="version" value="(\d+)"', refused.content.decode())
    assert version
    again = send(client, url("closure_add"), version=int(version[1]), **mine)
    assert again.status_code == 302
    assert WorkClosure.objects.count() == 2


def test_stale_form__what_changed_while_it_waited_counts(
    calendar: WorkCalendar, login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other person's change is committed between the first look and the lock."""
    second = WeeklySchedule.objects.create(calendar=calendar, effective_from=date(2026, 12, 1))
    seen = WorkCalendar.default().version
    post = CalendarFormView.post

    def late(view: Any, *args: Any, **kwargs: Any) -> Any:
        WorkClosure.objects.create(calendar=calendar, date=TUESDAY, reason="Listrik padam")
        return post(view, *args, **kwargs)

    monkeypatch.setattr(CalendarFormView, "post", late)
    refused = send(login(), url("week_delete", second.pk), version=seen)
    assert refused.status_code == 422
    assert WeeklySchedule.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("seen", ["", "x", "999999999999", "0", "²"])
def test_stale_form__with_a_strange_version_is_refused(
    calendar: WorkCalendar, login: Any, seen: str
) -> None:
    data = {"version": seen, **closure()}
    assert login().post(url("closure_add"), data).status_code == 422
    assert not WorkClosure.objects.exists()


def test_stale_form__every_form_asks(calendar: WorkCalendar, login: Any) -> None:
    WeeklySchedule.objects.create(calendar=calendar, effective_from=date(2026, 12, 1))
    client = login()
    for name in EDITED:
        where = address(name, calendar)
        before = WorkCalendar.default().version
        assert client.post(where, {"version": before - 1}).status_code == 422, name
        assert WorkCalendar.default().version == before


# --- hours and periods ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", []),
        ("07.30–12.00, 13.00–16.00", [(time(7, 30), time(12)), (time(13), time(16))]),
        ("13:00 - 16:00; 7.30-12.00", [(time(7, 30), time(12)), (time(13), time(16))]),
        ("08.00 s.d. 12.00 dan 13.00 s/d 14.00", [(time(8), time(12)), (time(13), time(14))]),
        ("08.00 sampai 12.00", [(time(8), time(12))]),
    ],
)
def test_hours__are_read_as_people_write_them(text: str, hours: Any) -> None:
    assert HoursField().clean(text) == hours


@pytest.mark.parametrize(
    "text",
    ["pagi", "8-12", "12.00-08.00", "08.00-08.00", "08.00-24.00", "08.00-12.00, 11.00-13.00"],
)
def test_hours__that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        HoursField().clean(text)


def test_week__is_added_from_a_day_on_as_one_version(calendar: WorkCalendar, login: Any) -> None:
    client = login()
    offered = client.get(url("week_add")).content.decode()
    assert "07.30–12.00, 13.00–16.00" in offered
    data = {"effective_from": "01/12/2026", "legal_basis": "Perbup 1/2026", **WEEK}
    assert send(client, url("week_add"), **data).status_code == 302
    fresh = WorkCalendar.default()
    assert fresh.version == calendar.version + 1
    monday = fresh.timekeeper().days.day(date(2026, 12, 7))
    assert monday.hours[0] == (time(8), time(12))
    assert fresh.timekeeper().days.day(date(2026, 11, 30)).hours[0] == (time(7, 30), time(12))
    assert "Senin–Jumat 08.00–12.00, 13.00–16.00" in words(client.get(url("history")))


def test_week__keeps_its_hours_when_only_its_basis_changes(
    calendar: WorkCalendar, login: Any
) -> None:
    week = calendar.weeks.get()
    client = login()
    shown = client.get(url("week", week.pk)).content.decode()
    values = dict(re.findall(r'name="(day_\d)" value="([^"]*)"', shown))
    assert values["day_4"] == "07.30–11.30, 13.00–16.30"
    data = {"effective_from": "01/01/2024", "legal_basis": "Perbup 9", **values}
    assert send(client, url("week", week.pk), **data).status_code == 302
    history = words(client.get(url("history")))
    assert "Perbup 9" in history
    same = WorkCalendar.default().timekeeper().days.weeks
    assert same == calendar.timekeeper().days.weeks


def test_week__without_hours_on_a_taken_day_or_the_last_one_is_refused(
    calendar: WorkCalendar, login: Any
) -> None:
    client = login()
    empty = send(client, url("week_add"), effective_from="01/12/2026")
    assert "sekurang-kurangnya satu hari" in words(empty)
    taken = send(client, url("week_add"), effective_from="01/01/2024", **WEEK)
    assert taken.status_code == 422
    assert "jam kerja" in words(taken).lower()
    assert send(client, url("week_delete", calendar.weeks.get().pk)).status_code == 302
    assert calendar.weeks.count() == 1


def test_period__overlapping_another_is_refused_and_a_new_one_counts(
    calendar: WorkCalendar, login: Any
) -> None:
    client = login()
    data = {"name": "Pekan olahraga", "source": "Edaran 7", **WEEK}
    dates = {"first_day": "01/03/2026", "last_day": "05/03/2026"}
    refused = send(client, url("period_add"), **data, **dates)
    assert "Ramadan 1447 H" in words(refused)
    dates = {"first_day": "01/12/2026", "last_day": "05/12/2026"}
    empty = dict.fromkeys(WEEK, "")
    refused = send(client, url("period_add"), **{**data, **empty}, **dates)
    assert refused.status_code == 422
    assert "sekurang-kurangnya satu hari" in words(refused)
    form = client.get(url("period_add")).content.decode()
    assert re.search(r'name="day_0" value="07.30–12.00, 13.00–16.00"', form)
    assert send(client, url("period_add"), **data, **dates).status_code == 302
    assert SpecialPeriod.objects.filter(name="Pekan olahraga").count() == 1
    day = WorkCalendar.default().timekeeper().days.day(date(2026, 12, 1))
    assert day.period == "Pekan olahraga"


def test_settings__say_until_when_the_calendar_is_known(calendar: WorkCalendar, login: Any) -> None:
    data = {
        "name": "Kalender Kukar",
        "zone": "Asia/Makassar",
        "nominal_day": "07:30:00",
        "known_until": "30/06/2028",
    }
    assert send(login(), url("settings"), **data).status_code == 302
    fresh = WorkCalendar.default()
    assert (fresh.name, fresh.known_until) == ("Kalender Kukar", date(2028, 6, 30))
    assert fresh.version == calendar.version + 1
    wrong = send(login(), url("settings"), **{**data, "zone": "Bulan"})
    assert "Bulan" in words(wrong)
    assert wrong.status_code == 422
