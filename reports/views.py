"""Report views."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.exports import SafeExportMixin
from workflow_steps.templatetags.office_formats import wita_datetime

from .filters import RegisterFilterSet
from .models import PublicationRecord


class RegisterReportView(SafeExportMixin, ReportView):
    """The publication register of an airing period (SOP step 7)."""

    model = PublicationRecord
    page_title = _("Publication register")
    header_icon = "list-ol"
    index_url_name = "publication_register"
    index_results_url_name = "publication_register_results"
    filterset_class = RegisterFilterSet
    permission_policy = ModelPermissionPolicy(PublicationRecord)
    permission_required = "view"
    default_ordering = "-published_at"
    is_searchable = False
    list_export = [
        "register_number",
        "published_at",
        "title",
        "page_type",
        "category",
        "information_class",
        "source",
        "writer",
        "reviewer",
        "approver",
        "approver_office",
        "approved_at",
        "url",
    ]
    export_headings = {"register_number": _("Register number")}
    columns = [
        Column("register_number", label=_("Number"), width="10%"),
        Column(
            "published_at",
            label=_("Live since"),
            accessor=lambda record: wita_datetime(record.published_at),
            sort_key="published_at",
        ),
        Column("title", label=_("Title"), sort_key="title"),
        Column("page_type", label=_("Page type")),
        Column("category", label=_("Category")),
        Column("information_class", label=_("Information class")),
        Column("writer", label=_("Writer")),
        Column("approver", label=_("Approved by")),
    ]

    def get_filename(self) -> str:
        return "register-tayang"

    def get_queryset(self) -> QuerySet[PublicationRecord]:
        return PublicationRecord.objects.all()
