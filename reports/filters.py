"""Filters of the report views."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .models import PublicationRecord


class RegisterFilterSet(WagtailFilterSet):
    published_at = django_filters.DateFromToRangeFilter(
        label=_("Airing period"), widget=DateRangePickerWidget
    )

    class Meta:
        model = PublicationRecord
        fields = ["published_at", "page_type", "category", "information_class"]
