"""The admin's views of the SOP: listing, draft, adoption, printable document."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from .. import procedure_flow
from ..models import Procedure
from ..models.procedure import office_date
from ..procedure_forms import AdoptionForm


def procedure_url(name: str, procedure: Procedure | None = None) -> str:
    return reverse(f"procedure:{name}", args=[procedure.pk] if procedure else [])


def already_adopted_message(procedure: Procedure) -> str:
    return _("Version %(version)s has been adopted; make a new version to change the SOP.") % {
        "version": procedure.version
    }


def document_button(procedure: Procedure) -> Button:
    return Button(
        _("Document"), url=procedure_url("inspect", procedure), icon_name="doc-full", priority=20
    )


def adopt_button(procedure: Procedure) -> Button:
    return Button(_("Adopt…"), url=procedure_url("adopt", procedure), icon_name="check", priority=5)


class PhaseColumn(StatusTagColumn):
    def __init__(self) -> None:
        super().__init__(
            "phase",
            label=gettext_lazy("Status"),
            accessor=lambda procedure: procedure.phase.label,
            primary=lambda procedure: procedure.phase is Procedure.Phase.IN_FORCE,
        )


class OfficeDateColumn(Column):
    """A date as the office writes it, not as "3 weeks ago"."""

    def get_value(self, instance: Procedure) -> str:
        value = super().get_value(instance)
        return date_format(value) if value else ""


class ProcedureIndexView(generic.IndexView):
    default_ordering = "-version"

    def get_base_queryset(self) -> QuerySet[Procedure]:
        return Procedure.objects.with_successor()

    def get_add_url(self) -> str | None:
        if Procedure.objects.in_preparation().exists():
            return None
        return super().get_add_url()

    @cached_property
    def add_item_label(self) -> str:
        return _("New version")

    def get_edit_url(self, instance: Procedure) -> str | None:
        return super().get_edit_url(instance) if instance.is_draft else None

    def get_delete_url(self, instance: Procedure) -> str | None:
        return super().get_delete_url(instance) if instance.is_draft else None

    def get_list_more_buttons(self, instance: Procedure) -> list[Any]:
        buttons: list[Any] = [document_button(instance)]
        if edit_url := self.get_edit_url(instance):
            buttons += [
                Button(_("Edit"), url=edit_url, icon_name="edit", priority=1),
                adopt_button(instance),
            ]
        elif instance.phase is Procedure.Phase.UPCOMING and self.user_has_permission("change"):
            withdraw_url = procedure_url("withdraw", instance)
            buttons.append(
                Button(_("Return to draft…"), url=withdraw_url, icon_name="rotate", priority=10)
            )
        if delete_url := self.get_delete_url(instance):
            buttons.append(Button(_("Delete"), url=delete_url, icon_name="bin", priority=30))
        return buttons


class ProcedureEditView(generic.EditView):
    """Drafts only; what a stale tab sends to an adopted version comes back in the form, unsaved."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        procedure = self.get_object()
        if not procedure.is_draft:
            messages.warning(request, already_adopted_message(procedure))
            return redirect(procedure_url("inspect", procedure))
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        get_object_or_404(Procedure.objects.select_for_update(), pk=self.object_pk)
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def is_valid(self, form: Any) -> bool:
        valid = super().is_valid(form)
        if self.object.is_draft:
            return valid
        form.add_error(None, _("Not saved: %s") % already_adopted_message(self.object))
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()
        return False

    @cached_property
    def header_buttons(self) -> list[Any]:
        adopt_url = procedure_url("adopt", self.object)
        return [HeaderButton(_("Adopt…"), url=adopt_url, icon_name="check")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = [document_button(self.object)]
        if self.can_delete:
            delete_url = self.get_delete_url()
            buttons.append(Button(_("Delete"), url=delete_url, icon_name="bin", priority=30))
        return buttons

    def get_success_buttons(self) -> list[Any]:
        adopt_url = procedure_url("adopt", self.object)
        return [*super().get_success_buttons(), messages.button(adopt_url, _("Adopt…"))]


class ProcedureDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_draft:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, _("An adopted version cannot be deleted."))
        return redirect(procedure_url("index"))


class ProcedureActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the confirmation pages share; refused actions end in a sentence."""

    model = Procedure  # from Wagtail 8 on, the view finds its permission policy by this
    header_icon = "list-ol"
    permission_required = "change"
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def object(self) -> Procedure:
        return get_object_or_404(Procedure, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": procedure_url("index"),
                "label": capfirst(Procedure._meta.verbose_name_plural),
            },
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def refuse(self, error: ValidationError, url: str) -> HttpResponse:
        messages.warning(self.request, " ".join(error.messages))
        return redirect(url)


class NewVersionView(ProcedureActionView, TemplateView):
    """Copy the version in force into a draft; the second click finds the first one's draft."""

    permission_required = "add"
    page_title = gettext_lazy("New version of the SOP")
    template_name = "workflow_steps/procedure_new_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            current=Procedure.in_force(timezone.now()),
            in_preparation=Procedure.objects.in_preparation().first(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            draft = procedure_flow.new_version(request.user)
        except procedure_flow.VersionInPreparationError as error:
            name = "edit" if error.procedure.is_draft else "inspect"
            return self.refuse(error, procedure_url(name, error.procedure))
        messages.success(
            request,
            _("Version %(version)s has been created as a draft.") % {"version": draft.version},
        )
        return redirect(procedure_url("edit", draft))


class AdoptView(ProcedureActionView, FormView):
    """Adopt a draft with an effective date."""

    form_class = AdoptionForm
    page_title = gettext_lazy("Adopt")
    template_name = "workflow_steps/procedure_adopt.html"

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            procedure=self.object,
            problems=self.object.adoption_problems(),
            current=Procedure.in_force(timezone.now()),
            action_url=procedure_url("adopt", self.object),
            submit_button_label=_("Adopt"),
            submit_button_active_label=_("Adopting…"),
            **kwargs,
        )
        context["media"] = context["form"].media
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.object.is_draft:
            messages.warning(request, already_adopted_message(self.object))
            return redirect(procedure_url("inspect", self.object))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        is_first = not Procedure.objects.adopted().exists()
        return super().get_form_kwargs() | {"is_first": is_first}

    def form_valid(self, form: AdoptionForm) -> HttpResponse:
        day = form.cleaned_data["effective_from"]
        try:
            adopted = procedure_flow.adopt(self.object, day, self.request.user)
        except procedure_flow.ProcedureStateError as error:
            return self.refuse(error, procedure_url("index"))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Version %(version)s has been adopted, with effect from %(date)s.")
            % {"version": adopted.version, "date": date_format(day)},
            buttons=[messages.button(procedure_url("inspect", adopted), _("Document"))],
        )
        return redirect(procedure_url("index"))


class WithdrawAdoptionView(ProcedureActionView, TemplateView):
    """Return an adopted version to draft before its effective date arrives."""

    page_title = gettext_lazy("Return to draft")
    template_name = "workflow_steps/procedure_withdraw.html"

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(procedure=self.object, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            draft = procedure_flow.withdraw_adoption(self.object, request.user)
        except procedure_flow.ProcedureStateError as error:
            return self.refuse(error, procedure_url("index"))
        messages.success(
            request, _("Version %(version)s is a draft again.") % {"version": draft.version}
        )
        return redirect(procedure_url("edit", draft))


class ProcedureDocumentView(PermissionCheckedMixin, DetailView):
    """The SOP as the office prints it (form of PermenPANRB 35/2012)."""

    model = Procedure
    any_permission_required = ["add", "change", "delete", "view"]
    context_object_name = "procedure"
    template_name = "workflow_steps/procedure_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        successor_from = self.object.successor_from
        return super().get_context_data(
            steps=self.object.steps.all(),
            superseded_on=successor_from and office_date(successor_from),
            index_url=procedure_url("index"),
            **kwargs,
        )
