"""Filters of the report views."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from workflow_steps.periods import PeriodFilter

from .models import PublicationRecord

STATED = "ada"


class RegisterFilterSet(WagtailFilterSet):
    published_at = PeriodFilter(label=_("Airing period"))

    # Named as the column, whose words an exported file uses.
    emergency_reason = django_filters.ChoiceFilter(
        label=_("Published in an emergency"),
        choices=[(STATED, _("stated"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_emergency",
    )

    class Meta:
        model = PublicationRecord
        fields = ["published_at", "page_type", "category", "information_class"]

    def filter_emergency(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What went live before its approval, initialled by now or not."""
        return queryset.exclude(emergency_reason="")
