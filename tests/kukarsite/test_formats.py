"""Dates, times, lengths of work and numbers, as an Indonesian office writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

MOMENT = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    return Template("{% load l10n office_formats %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ value|date }}", MOMENT, "22 November 2026"),
        ("{{ value }}", date(2026, 8, 17), "17 Agustus 2026"),
        ("{{ value|time }}", MOMENT, "14.30"),
        ("{{ value|wita }}", MOMENT, "14.30 WITA"),
        (
            "{{ value|machine_time }}",
            MOMENT.replace(microsecond=123456),
            "2026-11-22T14:30:00+08:00",
        ),
        ("{{ value|wita_datetime }}", MOMENT, "22 November 2026, 14.30 WITA"),
        ("{{ value|wita_datetime }}", date(2026, 11, 22), "22 November 2026"),
        ("{{ value|wita_datetime }}", None, ""),
        ("{{ value|wita }}", None, ""),
        ("{{ value|number }}", Decimal("1234.5"), "1.234,5"),
        ("{{ value|number:1 }}", 1234567.25, "1.234.567,3"),
        ("{{ value|number }}", None, ""),
        ("{{ value|localize }}", 0.5, "0,5"),
        ("{{ value }}", 1234, "1234"),
    ],
)
def test_indonesian_formats__as_the_office_writes_them(
    source: str, value: object, expected: str
) -> None:
    assert render(source, value=value) == expected


def test_english_formats__keep_english_separators() -> None:
    with translation.override("en"):
        assert render("{{ value|wita_datetime }}", value=MOMENT) == "22 November 2026, 14:30 WITA"
        assert render("{{ value|number }}", value=Decimal("1234.5")) == "1,234.5"


def test_wita__names_the_zone_the_reader_is_in() -> None:
    with timezone.override(ZoneInfo("Asia/Jakarta")):
        assert render("{{ value|wita }}", value=MOMENT) == "13.30 WIB"


@pytest.mark.parametrize(
    ("seconds", "english"),
    [
        (None, ""),
        (0, "0 m"),
        (59, "59 s"),
        (60, "1 m"),
        (7199, "1 h 59 m"),
        (7200, "2 h"),
        (7800, "2 h 10 m"),
        (27000 * 5, "37 h 30 m"),
        (-7800, "-2 h 10 m"),
    ],
)
def test_duration__whole_minutes_never_rounded_up(seconds: int | None, english: str) -> None:
    with translation.override("en"):
        assert render("{{ value|duration }}", value=seconds) == english


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-22T00:05+08:00", "hari ini 14.30 WITA"),
        ("2026-11-22T23:59+08:00", "hari ini 14.30 WITA"),
        ("2026-11-23T00:00+08:00", "kemarin 14.30 WITA"),
        ("2026-11-21T23:59+08:00", "besok 14.30 WITA"),
        ("2026-11-24T08:00+08:00", "22 November 2026, 14.30 WITA"),
        ("2026-11-20T08:00+08:00", "22 November 2026, 14.30 WITA"),
    ],
)
def test_near_moment__counts_days_of_the_office(now: str, expected: str) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert render("{{ value|near_moment }}", value=MOMENT) == expected


def test_relative_times_and_sizes__are_said_as_people_say_them() -> None:
    """Django says "dari sekarang" and "bita" (locale/wagtail)."""
    with time_machine.travel(MOMENT, tick=False):
        source = (
            "{% load humanize wagtailadmin_tags %}"
            "{{ soon|naturaltime }} / {{ before|naturaltime }} / {{ before|timesince_simple }} / "
            "{{ 999|filesizeformat }} / {{ 1234567|filesizeformat }}"
        )
        said = render(source, soon=MOMENT + timedelta(hours=3), before=MOMENT - timedelta(days=2))
    assert said.replace("\xa0", " ") == "3 jam lagi / 2 hari lalu / 2 hari lalu / 999 byte / 1,2 MB"
