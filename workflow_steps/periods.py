"""Periods as the office speaks of them, and filters by period that can be asked any date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget

from .models.procedure import office_midnight, office_today

FIRST_YEAR, LAST_YEAR = 1900, 2999
MONTH, QUARTER, HALF_YEAR, YEAR = 1, 3, 6, 12
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """From a first to a last day of the office's zone, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{formats.date_format(self.first)} – {formats.date_format(self.last)}"

    @classmethod
    def around(cls, day: date, months: int) -> "Period":
        """The month, quarter, half year or year that a day lies in."""
        month = (day.month - 1) // months * months + 1
        first = day.replace(month=month, day=1)
        return cls(first, _months_later(first, months) - DAY)

    @property
    def starts_at(self) -> datetime:
        return office_midnight(self.first)

    @property
    def ends_before(self) -> datetime:
        return office_midnight(self.last + DAY)

    def before(self) -> "Period":
        """The period to compare with: whole months before whole months, else as many days."""
        last = self.first - DAY
        if self.first.day == 1 and (self.last + DAY).day == 1:
            return Period(_months_later(self.first, -self._months()), last)
        return Period(self.first - (self.last - self.first) - DAY, last)

    def _months(self) -> int:
        end = self.last + DAY
        return (end.year - self.first.year) * 12 + end.month - self.first.month

    def split(self, months: int) -> list["Period"]:
        """By calendar months (quarters, years); the first and the last may be cut off."""
        parts = []
        first = self.first
        while first <= self.last:
            whole = Period.around(first, months)
            parts.append(Period(first, min(whole.last, self.last)))
            first = whole.last + DAY
        return parts


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def quick_periods(today: date | None = None) -> list[tuple[str, Period]]:
    """What people ask for most, with its name."""
    today = today or office_today()
    names = (
        (MONTH, _("this month"), _("last month")),
        (QUARTER, _("this quarter"), _("last quarter")),
        (HALF_YEAR, _("this half-year"), _("last half-year")),
        (YEAR, _("this year"), _("last year")),
    )
    found = []
    for months, this, last in names:
        period = Period.around(today, months)
        found += [(this, period), (last, period.before())]
    return found


class PeriodField(DateRangeField):
    """Refuses years whose midnight in the office's zone does not exist in UTC (1 and 9999)."""

    def compress(self, data_list: list[date | None]) -> Any:
        days = [day for day in data_list or [] if day]
        if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
            raise ValidationError(_("Enter a valid date."))
        if len(days) == 2 and days[0] > days[1]:
            raise ValidationError(_("The last day cannot be before the first."))
        return super().compress(data_list)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a first to a last day, both included."""

    field_class = PeriodField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=DateRangePickerWidget, **kwargs)


def chosen_period(value: slice | None, default: Period) -> Period:
    """The filter's value in days of the office, whatever zone its reader has; open ends closed."""
    first, last = (
        timezone.localdate(moment) if moment else None
        for moment in ((value.start, value.stop) if value else (None, None))
    )
    if first is None and last is None:
        return default
    if first is None:
        return Period(last.replace(month=1, day=1), last)  # type: ignore[union-attr,arg-type]
    return Period(first, last or max(first, office_today()))
