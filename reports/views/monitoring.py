"""Lembar monitoring SOP: the list of sheets, a sheet to fill in, its adoption and its PDF."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .. import monitoring, monitoring_pdf
from ..exports import official, pdf_response
from ..models import MonitoringSheet
from ..monitoring_forms import RowFormSet, SheetAddForm, SheetForm

POLICY = ModelPermissionPolicy(MonitoringSheet)
TITLE = gettext_lazy("SOP monitoring sheets")
ICON = "form"
ANY = ["add", "change", "view", "adopt"]


def sheet_url(name: str, *args: Any) -> str:
    return reverse(f"monitoring_{name}", args=args)


class MonitoringView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    permission_policy = POLICY
    any_permission_required: list[str] | None = ANY
    header_icon = ICON
    page_title: Any = TITLE
    request: HttpRequest
    kwargs: dict[str, Any]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, {"url": sheet_url("list"), "label": TITLE}, *here]

    def may(self, action: str) -> bool:
        return bool(POLICY.user_has_permission(self.request.user, action))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        own = forms.Media(css={"all": ["css/monitoring.css"]})
        return {
            **context,
            "media": context.get("media", forms.Media()) + own,
            "may": {action: self.may(action) for action in ("add", "change", "delete", "adopt")},
        }


class SheetListView(MonitoringView, TemplateView):
    page_title = gettext_lazy("SOP monitoring")  # short: it has its place on a phone
    template_name = "reports/monitoring/list.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = MonitoringSheet.objects.select_related("procedure")
        return super().get_context_data(sheets=sheets, **kwargs)


class SheetAddView(MonitoringView, FormView):
    """Makes the draft of a half-year, or opens the one there is: a double click makes one."""

    any_permission_required = None
    permission_required = "add"
    form_class = SheetAddForm
    template_name = "reports/monitoring/add.html"
    page_title = gettext_lazy("New sheet")

    def form_valid(self, form: Any) -> HttpResponse:
        values = form.cleaned_data
        try:
            sheet, made = monitoring.draft(
                values["year"], values["half"], values["threshold"], self.request.user
            )
        except LookupError:
            form.add_error(None, _("No version of the SOP was in force in this half-year."))
            return self.form_invalid(form)
        if made:
            messages.success(self.request, _("The sheet has been filled in from the figures."))
        else:
            messages.info(self.request, _("There is a draft for this half-year already."))
        return redirect(sheet_url("sheet", sheet.pk))

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("Not saved: look at the fields marked below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OneSheetView(MonitoringView):
    def sheets(self) -> Any:
        return MonitoringSheet.objects.select_related("procedure")

    @cached_property
    def sheet(self) -> MonitoringSheet:
        return get_object_or_404(self.sheets(), pk=self.kwargs["pk"])

    def locked_sheet(self) -> MonitoringSheet:
        """As it is now; whoever else wants to change it waits."""
        sheet: MonitoringSheet = get_object_or_404(
            MonitoringSheet.objects.select_for_update(), pk=self.kwargs["pk"]
        )
        self.__dict__["sheet"] = sheet
        return sheet

    def get_page_title(self) -> str:
        return capfirst(self.sheet.period_in_words)  # short: it has its place on a phone

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheet=self.sheet, **kwargs)


class SheetView(OneSheetView, TemplateView):
    """A form for who may change the draft, else the sheet to read."""

    @property
    def is_form(self) -> bool:
        return self.may("change") and not self.sheet.is_adopted

    def get_template_names(self) -> list[str]:
        return [f"reports/monitoring/{'form' if self.is_form else 'read'}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.is_form:
            return {**context, "rows": self.sheet.rows.all()}
        return {"form": SheetForm(instance=self.sheet), "rows": self.row_forms(), **context}

    def row_forms(self, data: Any = None) -> Any:
        return RowFormSet(data, queryset=self.sheet.rows.all(), prefix="rows")

    @transaction.atomic
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may("change"):
            return self.refused_permission()
        sheet = self.locked_sheet()
        form = SheetForm(request.POST, instance=sheet)
        rows = self.row_forms(request.POST)
        valid = all([form.is_valid(), rows.is_valid()])
        if sheet.is_adopted or request.POST.get("version") != str(sheet.version):
            return self.refused_as_stale(form, rows)
        action = request.POST.get("action", "")
        if action == "adopt":
            for row in rows.forms:
                row.demand_completeness()
            valid = not form.errors and not any(row.errors for row in rows.forms)
        if not valid:
            return self.refused(
                form, rows, _("Not saved: look at the fields marked below."), status=422
            )
        return self.saved(form, rows, action)

    def saved(self, form: Any, rows: Any, action: str) -> HttpResponse:
        sheet = form.instance
        rows.save()
        sheet.version += 1
        sheet.save()
        if action == "refresh" or "threshold" in form.changed_data:
            changed = monitoring.fill(sheet)
            messages.success(
                self.request,
                _("Saved, and the figures have been taken again.")
                if changed
                else _("Saved. The figures are as they were."),
            )
        else:
            messages.success(self.request, _("The sheet has been saved."))
        return redirect(sheet_url("adopt" if action == "adopt" else "sheet", sheet.pk))

    def refused_permission(self) -> HttpResponse:
        messages.error(self.request, _("You may read this sheet, but not change it."))
        return redirect(sheet_url("sheet", self.kwargs["pk"]))

    def refused_as_stale(self, form: Any, rows: Any) -> HttpResponse:
        """What was typed stays, next to what the other person saved."""
        for row in rows.forms:
            row.say_what_is_stored()
        self.__dict__["sheet"] = form.instance = self.sheets().get(pk=self.sheet.pk)
        message = _("Not saved: somebody else changed the sheet meanwhile.")
        if self.sheet.is_adopted:
            message = _("Not saved: the sheet has been adopted meanwhile.")
        return self.refused(form, rows, message, status=409, stale=True)

    def refused(
        self, form: Any, rows: Any, message: str, *, status: int, stale: bool = False
    ) -> HttpResponse:
        messages.error(self.request, message)
        context = self.get_context_data() | {"form": form, "rows": rows, "is_stale": stale}
        template = "reports/monitoring/form.html"
        return self.response_class(self.request, template, context, status=status)


class SheetAdoptView(OneSheetView, TemplateView):
    """Asks first: what is adopted stays as it is."""

    any_permission_required = None
    permission_required = "adopt"
    template_name = "reports/monitoring/adopt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reasons = monitoring.stands_against(self.sheet)
        return super().get_context_data(rows=self.sheet.rows.all(), reasons=reasons, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet = self.locked_sheet()
        if sheet.is_adopted:
            messages.info(request, _("The sheet has been adopted already."))
        elif request.POST.get("version") != str(sheet.version):
            messages.error(request, _("Not adopted: the sheet has changed. Read it again."))
            return redirect(sheet_url("adopt", pk))
        elif reasons := monitoring.stands_against(sheet):
            messages.error(request, _("Not adopted. %s") % " ".join(reasons))
        else:
            line = monitoring.adopt(sheet, request.user)
            messages.success(
                request, _("Adopted; it stands in the ledger as line %d.") % line.sequence
            )
        return redirect(sheet_url("sheet", pk))


class SheetDeleteView(OneSheetView, TemplateView):
    any_permission_required = None
    permission_required = "delete"
    template_name = "reports/monitoring/delete.html"

    @transaction.atomic
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet = self.locked_sheet()
        if sheet.is_adopted:
            messages.error(request, _("An adopted sheet is not deleted."))
            return redirect(sheet_url("sheet", pk))
        sheet.delete()
        messages.success(request, _("The draft has been deleted."))
        return redirect(sheet_url("list"))


class SheetPDFView(OneSheetView, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        with official():
            name = slugify(str(self.sheet))
        return pdf_response(name, monitoring_pdf.TEMPLATE, monitoring_pdf.document(self.sheet))


class MonitoringMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(POLICY.user_has_any_permission(request.user, ANY))


def monitoring_menu_item() -> MenuItem:
    return MonitoringMenuItem(TITLE, sheet_url("list"), icon_name=ICON, order=75)
