"""The publication register (SOP step 7)."""

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.exports import SafeExportMixin
from workflow_steps.models.approval import signed_name
from workflow_steps.templatetags.office_formats import wita_datetime

from ..filters import RegisterFilterSet
from ..models import PublicationRecord
from .figures import QuickPeriodsMixin


def title_and_emergency(record: PublicationRecord) -> str:
    """What went live before its approval says so in its own line, for good (invariant 6)."""
    if not record.emergency_reason:
        return record.title
    return format_html(
        "{}<br><strong>{}</strong> {}",
        record.title,
        gettext("Published in an emergency:"),
        Truncator(record.emergency_reason).chars(120),
    )


def signature(record: PublicationRecord) -> str:
    """Both names where somebody acted for another; what is missing is said."""
    if not record.approver:
        return gettext("no initial (paraf) yet") if record.emergency_reason else ""
    return signed_name(record.approver, record.approver_capacity, record.acting_for)


class RegisterReportView(QuickPeriodsMixin, SafeExportMixin, ReportView):
    """The publication register of an airing period (SOP step 7)."""

    model = PublicationRecord
    page_title = _("Publication register")
    header_icon = "list-ol"
    index_url_name = "publication_register"
    index_results_url_name = "publication_register_results"
    template_name = "reports/figures.html"
    results_template_name = "reports/register_results.html"
    period_filter = "published_at"
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
        "approver_capacity",
        "acting_for",
        "approved_at",
        "emergency_reason",
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
        Column("title", label=_("Title"), sort_key="title", accessor=title_and_emergency),
        Column("page_type", label=_("Page type")),
        Column("category", label=_("Category")),
        Column("information_class", label=_("Information class")),
        Column("writer", label=_("Writer")),
        Column("approver", label=_("Approved by"), accessor=signature),
    ]

    def get_filename(self) -> str:
        return "register-tayang"

    def get_queryset(self) -> QuerySet[PublicationRecord]:
        return PublicationRecord.objects.all()
