"""Filters of the report views."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from workflow_steps.periods import PeriodFilter

from .models import PublicationRecord


class RegisterFilterSet(WagtailFilterSet):
    published_at = PeriodFilter(label=_("Airing period"))

    class Meta:
        model = PublicationRecord
        fields = ["published_at", "page_type", "category", "information_class"]
