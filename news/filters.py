"""What the lists of source material are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from news.material_permissions import permission_policy, senders, writers
from news.models import InformationClass, NewsCategory, PageMaterial, SourceMaterial
from workflow_steps.periods import PeriodFilter

FOR_EDITORS = ("writer", "self_recorded", "submitted_by", "has_page")


class MaterialFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=SourceMaterial.State)
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=NewsCategory.objects.all()
    )
    information_class = django_filters.ModelChoiceFilter(
        label=_("Information class"), queryset=InformationClass.objects.all()
    )
    writer = django_filters.ModelChoiceFilter(label=_("Writer"), queryset=lambda _r: writers())
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=SourceMaterial.Priority)
    created_at = PeriodFilter(label=_("Received in the period"))
    source_unit = django_filters.CharFilter(label=_("Source (unit)"), lookup_expr="icontains")
    submitted_by = django_filters.ModelChoiceFilter(
        label=_("Handed in by"), queryset=lambda _r: senders()
    )
    has_page = django_filters.BooleanFilter(label=_("Has a page"), method="filter_has_page")
    self_recorded = django_filters.BooleanFilter(label=_("Recorded by the system"))

    class Meta:
        model = SourceMaterial
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request and not permission_policy.sees_everything(self.request.user):
            for name in FOR_EDITORS:
                del self.filters[name]

    def filter_has_page(
        self, queryset: QuerySet[SourceMaterial], name: str, value: bool
    ) -> QuerySet[SourceMaterial]:
        made = Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
        return queryset.filter(made if value else ~made)


class ClassificationListFilterSet(WagtailFilterSet):
    decided_at = PeriodFilter(label=_("Classified in the period"))
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=NewsCategory.objects.all()
    )
    information_class = django_filters.ModelChoiceFilter(
        label=_("Information class"), queryset=InformationClass.objects.all()
    )
    writer = django_filters.ModelChoiceFilter(label=_("Writer"), queryset=lambda _r: writers())
    source_unit = django_filters.CharFilter(label=_("Source (unit)"), lookup_expr="icontains")

    class Meta:
        model = SourceMaterial
        fields: list[str] = []
