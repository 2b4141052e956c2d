"""The SOP document of any day, as PDF."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import FIRST_YEAR, LAST_YEAR

from ..exports import pdf_response
from ..procedure_pdf import TEMPLATE, document, standing

TITLE = _("SOP document")
ANY = ("add", "change", "delete", "view")


class DayForm(forms.Form):
    day = forms.DateField(
        label=_("Date"),
        widget=AdminDateInput,
        help_text=_("The version that was, is or will be in force on this day."),
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Enter a valid date."))
        return day


class ProcedureOfDayView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Which version was in force on a day, and where to get it."""

    permission_policy = ModelPermissionPolicy(Procedure)
    any_permission_required = list(ANY)
    page_title = TITLE
    header_icon = "doc-full"
    template_name = "reports/procedure_of_day.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = DayForm(request.GET if "day" in request.GET else {"day": office_today()})
        day = form.cleaned_data["day"] if form.is_valid() else None
        procedure = Procedure.in_force(day) if day else None
        return self.render_to_response(
            self.get_context_data(
                form=form,
                day=day,
                procedure=procedure,
                standing=standing(procedure) if procedure else "",
                media=form.media,
            )
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("procedure_of_day"), "label": TITLE}]


class ProcedurePDFView(PermissionCheckedMixin, View):
    permission_policy = ModelPermissionPolicy(Procedure)
    any_permission_required = list(ANY)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        procedure = get_object_or_404(Procedure, pk=pk)
        return pdf_response(f"sop-versi-{procedure.version}", TEMPLATE, document(procedure))


class ProcedureMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            ModelPermissionPolicy(Procedure).user_has_any_permission(request.user, list(ANY))
        )


def procedure_menu_item() -> MenuItem:
    return ProcedureMenuItem(TITLE, reverse("procedure_of_day"), icon_name="doc-full", order=80)
