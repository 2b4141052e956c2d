"""Filters by period that can be asked any date."""

from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget

FIRST_YEAR, LAST_YEAR = 1900, 2999


class PeriodField(DateRangeField):
    """Refuses years whose midnight in the office's zone does not exist in UTC (1 and 9999)."""

    def compress(self, data_list: list[date | None]) -> Any:
        for day in data_list or []:
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ValidationError(_("Enter a valid date."))
        return super().compress(data_list)


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a first to a last day, both included."""

    field_class = PeriodField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=DateRangePickerWidget, **kwargs)
