"""The publication register (SOP step 7): screen, files, and the script that checks them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.models.approval import signed_name
from workflow_steps.periods import Period
from workflow_steps.templatetags.office_formats import number, wita_datetime
from workflow_steps.views.remembered import RemembersFilters

from .. import verify_register
from ..exports import official
from ..exports.responses import as_download
from ..filters import RegisterFilterSet
from ..models import PublicationRecord, WorkEvent
from ..register_export import RegisterExport, corrections, withdrawn_by
from ..register_files import FORMATS, MOST_ROWS_ON_PAPER
from .figures import QuickPeriodsMixin

PERIOD = "published_at"


def item(record: PublicationRecord) -> str:
    """Title, kind, and the way to the page and to everything that happened to it.

    What went live before its approval says so in its own line, for good (invariant 6).
    """
    kind = (record.page_type, record.category, record.information_class)
    history = reverse("item_timeline", args=[WorkEvent.ItemType.PAGE, record.page_id])
    links = [(history, gettext("History"))]
    if record.url:
        links.insert(0, (record.url, gettext("Page")))
    return format_html(
        "{}<br><small>{}</small>{}<br>{}",
        record.title,
        ", ".join(part for part in kind if part),
        emergency(record),
        format_html_join(" · ", '<a href="{}">{}</a>', links),
    )


def emergency(record: PublicationRecord) -> SafeString:
    if not record.emergency_reason:
        return SafeString()
    return format_html(
        "<br><strong>{}</strong> {}",
        gettext("Published in an emergency:"),
        Truncator(record.emergency_reason).chars(120),
    )


def signature(record: PublicationRecord) -> str:
    """Both names where somebody acted for another; what is missing is said."""
    if not record.approver:
        return gettext("no initial (paraf) yet") if record.emergency_reason else ""
    name = signed_name(record.approver, record.approver_capacity, record.acting_for)
    return format_html("{}<br><small>{}</small>", name, wita_datetime(record.approved_at))


def what_followed(record: PublicationRecord) -> str:
    """Withdrawal and corrections, newest last."""
    told: list[tuple[str, str]] = [(gettext("Correction"), note) for note in corrections(record)]
    if record.withdrawn_at:
        sentence = f"{wita_datetime(record.withdrawn_at)}, {withdrawn_by(record)}"
        told.append((gettext("Withdrawn"), f"{sentence}: {record.withdrawal_reason}"))
    return format_html_join(
        SafeString("<br>"),
        "<strong>{}</strong> {}",
        [(label, Truncator(text).chars(200)) for label, text in told],
    )


def proof(record: PublicationRecord) -> str:
    """The digest in its short form, whole on demand; the ledger's line."""
    line = gettext("line %(line)s") % {"line": number(record.ledger_line) or "–"}
    return format_html(
        '<code title="{}">{}</code><br><small>{}</small>', record.digest, record.digest[:12], line
    )


class RegisterReportView(RemembersFilters, QuickPeriodsMixin, ReportView):
    """The publication register of an airing period (SOP step 7)."""

    model = PublicationRecord
    page_title = _("Publication register")
    header_icon = "list-ol"
    index_url_name = "publication_register"
    index_results_url_name = "publication_register_results"
    template_name = "reports/register.html"
    results_template_name = "reports/register_results.html"
    filterset_class = RegisterFilterSet
    permission_policy = ModelPermissionPolicy(PublicationRecord)
    permission_required = "view"
    default_ordering = "-published_at"
    is_searchable = False
    period_filter = PERIOD
    show_export_buttons = False  # our own, with PDF
    columns = [
        Column("register_number", label=_("Number"), width="8%"),
        Column(
            "published_at",
            label=_("Live since"),
            accessor=lambda record: wita_datetime(record.published_at),
            sort_key="published_at",
            width="12%",
        ),
        Column("title", label=_("Title"), sort_key="title", accessor=item, width="30%"),
        Column("writer", label=_("Writer")),
        Column("approver", label=_("Approved by"), accessor=signature),
        Column(
            "followed", label=_("Withdrawal and corrections"), accessor=what_followed, width="20%"
        ),
        Column("digest", label=_("Digest and ledger"), accessor=proof),
    ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("export") in FORMATS:
            return self.export(request, request.GET["export"])
        return super().get(request, *args, **kwargs)

    # --- files ---------------------------------------------------------------------------------

    def export(self, request: HttpRequest, file_format: str) -> HttpResponse:
        """The rows of the screen as a file, unless the filter is none or the paper too long."""
        if not self.filters.is_valid():
            return redirect(self.without_export())
        export = RegisterExport(self.get_filtered_queryset(), self.period(), self.narrowed())
        if file_format == "pdf" and export.queryset.count() > MOST_ROWS_ON_PAPER:
            messages.warning(
                request,
                gettext(
                    "A PDF has at most %(rows)s rows. Choose a shorter airing period, or take "
                    "XLSX or CSV, which have no such limit."
                )
                % {"rows": number(MOST_ROWS_ON_PAPER)},
            )
            return redirect(self.without_export())
        response: HttpResponse = FORMATS[file_format](export, request.user)
        return response

    def without_export(self) -> str:
        query = self.request.GET.copy()
        query.pop("export", None)
        return f"{reverse(self.index_url_name)}?{query.urlencode()}"

    def period(self) -> tuple[datetime | None, datetime | None]:
        chosen = self.filters.form.cleaned_data.get(PERIOD)
        return (chosen.start, chosen.stop) if chosen else (None, None)

    def narrowed(self) -> str:
        """The filters other than the period, as the file says them."""
        label = PublicationRecord._meta.get_field
        with official():
            return "; ".join(
                f"{capfirst(label(name).verbose_name)}: {value}"  # type: ignore[union-attr]
                for name, value in self.filters.form.cleaned_data.items()
                if value and name != PERIOD
            )

    # --- the screen ----------------------------------------------------------------------------

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = [
            *super().header_more_buttons,
            Button(
                _("Checking script for exported files"),
                url=reverse("verify_register_script"),
                icon_name="download",
                priority=100,
            ),
        ]
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["downloads"] = [
            {"label": label.upper(), "url": self.url_with(export=label)} for label in FORMATS
        ]
        return context

    def chosen_period(self) -> Period | None:
        first, last = (
            parse_date(self.request.GET.get(f"{PERIOD}_{end}", "")) for end in ("from", "to")
        )
        return Period(first, last) if first and last and self.filters.is_valid() else None


class VerifyRegisterScriptView(PermissionCheckedMixin, View):
    """The script that checks an exported file, to be kept next to it."""

    permission_policy = ModelPermissionPolicy(PublicationRecord)
    permission_required = "view"

    def get(self, request: HttpRequest) -> FileResponse:
        path = Path(str(verify_register.__file__))
        response = FileResponse(path.open("rb"), content_type="text/x-python; charset=utf-8")
        return as_download(response, path.name)
