"""One click each: the periods that an office reports about."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reports.quick_periods import quick_periods


def found(today: date) -> dict[str, tuple[date, date]]:
    return {period.label: (period.first, period.last) for period in quick_periods(today)}


def test_periods__of_an_ordinary_day() -> None:
    periods = found(date(2026, 11, 24))
    assert periods["Bulan ini"] == (date(2026, 11, 1), date(2026, 11, 30))
    assert periods["Bulan lalu"] == (date(2026, 10, 1), date(2026, 10, 31))
    assert periods["Triwulan ini"] == (date(2026, 10, 1), date(2026, 12, 31))
    assert periods["Triwulan lalu"] == (date(2026, 7, 1), date(2026, 9, 30))
    assert periods["Semester ini"] == (date(2026, 7, 1), date(2026, 12, 31))
    assert periods["Semester lalu"] == (date(2026, 1, 1), date(2026, 6, 30))
    assert periods["Tahun ini"] == (date(2026, 1, 1), date(2026, 12, 31))
    assert periods["Tahun lalu"] == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 1, 31)])
def test_periods__at_the_turn_of_the_year(today: date) -> None:
    periods = found(today)
    assert periods["Bulan lalu"] == (date(2026, 12, 1), date(2026, 12, 31))
    assert periods["Semester lalu"] == (date(2026, 7, 1), date(2026, 12, 31))


@given(st.dates(date(1901, 1, 1), date(2999, 12, 31)))
def test_periods__hold_today_and_follow_each_other(today: date) -> None:
    periods = list(quick_periods(today))
    for this, last in zip(periods[::2], periods[1::2], strict=True):
        assert this.first <= today <= this.last
        assert last.last + timedelta(days=1) == this.first


def test_link__keeps_the_other_filters() -> None:
    period = next(quick_periods(date(2026, 11, 24)))
    filters = QueryDict("page_type=berita&published_at_from=2020-01-01&p=3&export=csv")
    link = period.link("/register/", filters, "live")
    assert link["url"].startswith("/register/?page_type=berita&published_at_from=2020-01-01")
    assert not link["current"]
    chosen = QueryDict("live_from=2026-11-01&live_to=2026-11-30")
    assert period.link("/register/", chosen, "live")["current"]
