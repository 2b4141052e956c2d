"""The holidays of one year with their decree: one screen, one version."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from workflow_steps.models import Holiday, HolidayDecree, User, WorkCalendar

from .calendar_kit import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Any:
    now = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Makassar"))
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def calendar(newsroom: None) -> WorkCalendar:
    return WorkCalendar.default()


@pytest.fixture
def client(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("Web Administrator"))
    return client


def year_form(client: Client, year: int) -> dict[str, str]:
    """The form as a browser would send it back."""
    page = client.get(url("holidays", year)).content.decode()
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and 'type="checkbox"' in tag and " checked" not in tag:
            continue
        if name:
            data[name[1]] = unescape(value[1]) if value else ""
            if 'type="checkbox"' in tag:
                data[name[1]] = "on"
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        data[name] = chosen[1] if chosen else ""
    return {
        name: value
        for name, value in data.items()
        if name.startswith(("libur", "skb", "cocok", "version"))
    }


def row_of(data: dict[str, str], day: str) -> str:
    """The prefix of the row with that date."""
    return next(
        name.removesuffix("-date")
        for name, value in data.items()
        if name.startswith("libur") and name.endswith("-date") and value == day
    )


def test_holidays__sent_back_as_they_are_make_no_version(
    calendar: WorkCalendar, client: Client
) -> None:
    assert client.post(url("holidays", 2026), year_form(client, 2026)).status_code == 302
    assert WorkCalendar.default().version == calendar.version


def test_holidays__are_added_changed_and_removed_as_one_version(
    calendar: WorkCalendar, client: Client
) -> None:
    data = year_form(client, 2026)
    new, natal, leave = row_of(data, ""), row_of(data, "25/12/2026"), row_of(data, "24/12/2026")
    data |= {
        f"{new}-date": "30/11/2026",
        f"{new}-name": "Pilkada",
        f"{natal}-name": "Hari Natal",
        f"{leave}-DELETE": "on",
        "skb-0-number": "1497/2025",
        "skb-0-date": "19/09/2025",
    }
    response = client.post(url("holidays", 2026), data)
    assert response.status_code == 302
    assert WorkCalendar.default().version == calendar.version + 1
    names = dict(
        Holiday.objects.filter(date__gte=TUESDAY, date__year=2026).values_list("date", "name")
    )
    assert names == {date(2026, 11, 30): "Pilkada", date(2026, 12, 25): "Hari Natal"}
    assert HolidayDecree.objects.get().year == 2026
    history = words(client.get(url("history")))
    assert "Ditambah: hari libur 30 November 2026 Pilkada" in history
    assert "Dihapus: hari libur 24 Desember 2026" in history
    assert "1497/2025" in words(client.get(url("year", 2026)))


def test_holidays__may_change_places(calendar: WorkCalendar, client: Client) -> None:
    data = year_form(client, 2026)
    natal, leave = row_of(data, "25/12/2026"), row_of(data, "24/12/2026")
    data |= {f"{natal}-date": "24/12/2026", f"{leave}-date": "25/12/2026"}
    assert client.post(url("holidays", 2026), data).status_code == 302
    kinds = dict(
        Holiday.objects.filter(date__gte=TUESDAY, date__year=2026).values_list("date", "kind")
    )
    assert kinds == {date(2026, 12, 24): "national", date(2026, 12, 25): "cuti_bersama"}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("25/12/2026", "Tanggal ini tertulis dua kali."),
        ("01/01/2027", "1 Januari 2027 tidak termasuk tahun 2026."),
        ("besok", "tanggal"),
    ],
)
def test_holidays__mistakes_are_said_at_the_row(
    calendar: WorkCalendar, client: Client, day: str, said: str
) -> None:
    data = year_form(client, 2026)
    new = row_of(data, "")
    response = client.post(
        url("holidays", 2026), data | {f"{new}-date": day, f"{new}-name": "Libur kita"}
    )
    assert response.status_code == 422
    assert said in words(response)
    assert "Libur kita" in response.content.decode()
    assert WorkCalendar.default().version == calendar.version


def test_holidays__are_verified_against_a_decree(calendar: WorkCalendar, client: Client) -> None:
    estimates = Holiday.objects.filter(date__year=2027, needs_verification=True)
    assert estimates.exists()
    data = year_form(client, 2027) | {"cocok-compared": "on"}
    refused = client.post(url("holidays", 2027), data)
    assert "Isi dahulu nomor dan tanggal SKB." in words(refused)
    assert estimates.exists()
    data |= {"skb-0-number": "Nomor 5 Tahun 2026", "skb-0-date": "01/10/2026"}
    assert client.post(url("holidays", 2027), data).status_code == 302
    assert not estimates.exists()
    assert (
        Holiday.objects.filter(date__year=2027).count()
        == calendar.holidays.filter(date__year=2027).count()
    )


def test_holidays__a_stale_form_keeps_every_row(calendar: WorkCalendar, client: Client) -> None:
    data = year_form(client, 2026)
    Holiday.objects.create(calendar=calendar, date=TUESDAY, name="Hari jadi")
    new = row_of(data, "")
    data |= {f"{new}-date": "30/11/2026", f"{new}-name": "Pilkada serentak"}
    refused = client.post(url("holidays", 2026), data)
    assert refused.status_code == 422
    assert "Ditambah: hari libur 24 November 2026 Hari jadi" in words(refused)
    assert "Pilkada serentak" in refused.content.decode()
    assert not Holiday.objects.filter(name="Pilkada serentak").exists()


def test_holidays__a_form_that_is_not_whole_is_refused(
    calendar: WorkCalendar, client: Client
) -> None:
    other = Holiday.objects.filter(date__year=2027)[0]
    whole = year_form(client, 2026)
    for broken in (
        {"version": str(calendar.version)},
        {**whole, "libur-0-id": str(other.pk)},
        {**whole, "libur-0-name": "Libur\x00"},
    ):
        assert client.post(url("holidays", 2026), broken).status_code == 422
    assert WorkCalendar.default().version == calendar.version


def test_holidays__a_row_that_somebody_deleted_is_let_go_or_entered_anew(
    calendar: WorkCalendar, client: Client
) -> None:
    data = year_form(client, 2026)
    natal = row_of(data, "25/12/2026")
    Holiday.objects.filter(date=date(2026, 12, 25)).delete()
    stale = client.post(url("holidays", 2026), data)
    assert "Dihapus: hari libur 25 Desember 2026" in words(stale)
    data["version"] = str(WorkCalendar.default().version)
    assert "Baris ini sudah tidak ada di kalender." in words(
        client.post(url("holidays", 2026), data)
    )
    let_go = client.post(url("holidays", 2026), data | {f"{natal}-DELETE": "on"})
    assert let_go.status_code == 302
    assert not Holiday.objects.filter(date=date(2026, 12, 25)).exists()
