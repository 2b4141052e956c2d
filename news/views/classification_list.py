"""The *daftar klasifikasi* of a period: the output of step 2, to filter, print and export."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from news.filters import ClassificationListFilterSet
from news.models import SourceMaterial
from workflow_steps.exports import SafeExportMixin
from workflow_steps.models import Procedure
from workflow_steps.templatetags.office_formats import wita_datetime
from workflow_steps.views.remembered import RemembersFilters

from .common import MaterialScreen, material_url
from .reading import MINOR, MomentColumn, PriorityColumn

PRINT = "print"
MOST_PRINTED = 2000


class ClassificationListView(RemembersFilters, SafeExportMixin, MaterialScreen, ReportView):
    permission_required = "view"
    page_title = _("Classification list")
    header_icon = "list-ul"
    index_url_name = "material:classification_list"
    index_results_url_name = "material:classification_list_results"
    filterset_class = ClassificationListFilterSet
    template_name = "news/material/classification_list.html"
    table_classname = "listing material-listing"
    default_ordering = "-decided_at"
    export_headings = {
        "decided_at": _("Classified on"),
        "title": _("Subject"),
        "source_unit": _("Source (unit)"),
        "event_date": _("Date of the event"),
        "place": _("Place"),
        "category": _("Category"),
        "information_class": _("Information class"),
        "writer": _("Writer"),
        "get_priority_display": _("Priority"),
        "note": _("Note for the writer"),
        "decided_by": _("Classified by"),
    }
    list_export = list(export_headings)
    columns = [
        MomentColumn("decided_at", label=_("Classified on"), sort_key="decided_at"),
        TitleColumn(
            "title",
            label=_("Subject"),
            sort_key="title",
            width="26%",
            get_url=lambda material: material_url("inspect", material.pk),
        ),
        Column("source_unit", label=_("Source (unit)"), sort_key="source_unit"),
        Column(
            "event_date",
            label=_("Date of the event"),
            accessor=lambda material: wita_datetime(material.event_date),
            sort_key="event_date",
            classname=MINOR,
        ),
        Column("category", label=_("Category"), sort_key="category__name"),
        StatusTagColumn("information_class", label=_("Information class")),
        Column("writer", label=_("Writer"), sort_key="writer__first_name", classname=MINOR),
        PriorityColumn("priority", label=_("Priority"), sort_key="priority"),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.sees_everything:  # as on the material's own page (``reads_notes``)
            self.list_export = [name for name in self.list_export if name != "note"]
        self.is_print = request.GET.get(PRINT) == "1" and not self.results_only

    def get_base_queryset(self) -> QuerySet[SourceMaterial]:
        classified = SourceMaterial.objects.filter(
            state=SourceMaterial.State.CLASSIFIED, self_recorded=False
        )
        visible = (
            classified
            if self.sees_everything
            else classified.filter(submitted_by=self.request.user)
        )
        return visible.select_related("category", "information_class", "writer", "decided_by")

    def get_paginate_by(self, queryset: Any) -> int | None:
        return None if self.is_print else super().get_paginate_by(queryset)

    def get_template_names(self) -> list[str]:
        if self.is_print:
            return ["news/material/classification_list_print.html"]
        return super().get_template_names()

    def get_filename(self) -> str:
        period = self.period
        dates = [day.isoformat() for day in period if day] if period else []
        return "-".join(["daftar-klasifikasi", *dates])

    @cached_property
    def period(self) -> tuple[Any, Any] | None:
        """First and last day of the filter, as far as they were given."""
        if not self.filters or not self.filters.is_valid():
            return None
        chosen = self.filters.form.cleaned_data.get("decided_at")
        if chosen is None:
            return None
        return tuple(
            timezone.localdate(edge) if edge else None for edge in (chosen.start, chosen.stop)
        )  # type: ignore[return-value]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        params = self.request.GET.copy()
        params[PRINT] = "1"
        url = f"{self.index_url}?{params.urlencode()}"
        return [HeaderButton(gettext("Print"), url=url, icon_name="doc-full")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.is_print:
            params = self.request.GET.copy()
            params.pop(PRINT)
            context |= {
                "procedure": Procedure.in_force(timezone.now()),
                "site_name": settings.WAGTAIL_SITE_NAME,
                "period": self.period,
                "printed_at": timezone.now(),
                "printed_by": self.request.user,
                "back_url": f"{self.index_url}?{params.urlencode()}",
            }
        return context
