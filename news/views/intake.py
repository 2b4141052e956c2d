"""Step 1: handing in, correcting, handing over."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic

from news import material_flow
from news.forms import AttachmentFormSet, MaterialForm
from news.material_files import StorageFailed, discard_pending, keep_for_next_attempt
from news.material_permissions import permission_policy
from news.models import MaterialAttachment, SourceMaterial

from .common import list_crumb, material_url, visible_material

HAND_OVER = "handover"
# Forty photos take a while to decode: SQLite's write lock waits until they are ready to be stored.
own_transactions = method_decorator(transaction.non_atomic_requests, name="dispatch")
State = SourceMaterial.State


class IntakeFormMixin:
    """A form with files: whatever happens, what was good about it is still there afterwards."""

    template_name = "news/material/form.html"
    error_message = _("Nothing has been saved yet: please mend what is marked below.")
    form: MaterialForm
    object: Any
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]

    def form_invalid(self, form: MaterialForm) -> HttpResponse:
        discard_pending(form.discarded)
        try:
            keep_for_next_attempt(self.request.user, form.current_token, form.examined)
        except StorageFailed as error:
            form.add_error("files", error)
        self._pass_on(form)
        return super().form_invalid(form)  # type: ignore[misc]

    def failed(self, form: MaterialForm, error: ValidationError) -> HttpResponse:
        """The form was right, but saving it was not possible."""
        form.add_error("files" if isinstance(error, StorageFailed) else None, error)
        with suppress(StorageFailed):
            keep_for_next_attempt(self.request.user, form.current_token, form.examined)
        messages.validation_error(self.request, self.error_message, form)
        return super().form_invalid(form)  # type: ignore[misc]

    def _pass_on(self, form: MaterialForm) -> None:
        for notice in form.notices:
            messages.warning(self.request, notice)

    def saved(self, form: MaterialForm, message: str) -> HttpResponse:
        self._pass_on(form)
        messages.success(self.request, message)
        return redirect(material_url("inspect", self.object.pk))


@own_transactions
class ReceiveView(IntakeFormMixin, generic.CreateView):
    """New material; two buttons: keep it, or hand it over at once."""

    page_title = _("Hand in material")
    actions = ["create", HAND_OVER]
    produced_error_message: str | None = None

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            list_crumb(),
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self) -> dict[str, Any]:
        """The unit and the telephone number are usually the same as last time."""
        last = SourceMaterial.objects.filter(submitted_by=self.request.user, self_recorded=False)
        values = last.values("source_unit", "contact").first()
        return {**super().get_initial(), **(values or {})}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = None
        token = self.get_form().current_token
        first = SourceMaterial.objects.filter(intake_token=token, submitted_by=request.user)
        if material := first.first():
            return self._already(material_flow.AlreadyReceived(material))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: MaterialForm) -> HttpResponse:
        discard_pending(form.discarded)
        form.instance.intake_token = form.current_token
        hand_over = self.action == HAND_OVER
        try:
            self.object = material_flow.receive(
                form.instance, self.request.user, form.attachments, and_hand_over=hand_over
            )
        except material_flow.AlreadyReceived as error:
            return self._already(error)
        except StorageFailed as error:
            return self.failed(form, error)
        text = (
            gettext("“%(title)s” has been handed over. Thank you.")
            if hand_over
            else gettext("“%(title)s” has been saved. Hand it over when it is complete.")
        )
        return self.saved(form, text % {"title": self.object.title})

    def _already(self, error: material_flow.AlreadyReceived) -> HttpResponse:
        messages.warning(self.request, error.messages[0])
        return redirect(material_url("inspect", error.material.pk))


def _mark_differences(form: MaterialForm, stored: SourceMaterial) -> None:
    """At each field that was saved differently elsewhere, what stands there now."""
    for name in material_flow.EDITABLE_FIELDS:
        now, typed = getattr(stored, name), getattr(form.instance, name)
        if now != typed:
            value = Truncator(date_format(now) if isinstance(now, date) else str(now or "–"))
            form.add_error(
                name, gettext("Saved elsewhere: %(value)s") % {"value": value.chars(200)}
            )


@own_transactions
class AmendView(IntakeFormMixin, generic.EditView):
    """Correct the text, add or take away files; a late correction is refused with the reason."""

    permission_required = None
    any_permission_required = ["add", "change"]
    actions = ["edit", HAND_OVER]
    produced_error_message: str | None = None

    def get_object(self, queryset: Any = None) -> SourceMaterial:
        return visible_material(self.request.user, self.object_pk)

    @property
    def may_change(self) -> bool:
        return permission_policy.user_has_permission_for_instance(
            self.request.user, "change", self.object
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if not self.may_change:
            if self.object.self_recorded or self.object.state == State.RECEIVED:
                raise PermissionDenied
            messages.warning(request, material_flow.who_was_first(self.object))
            return redirect(material_url("inspect", self.object.pk))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.may_change:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_valid()
        late = ValidationError(material_flow.who_was_first(self.object))
        return self.failed(form, late)

    def is_valid(self, form: MaterialForm) -> bool:
        formset_valid: bool = self.attachment_formset.is_valid()
        return bool(super().is_valid(form)) and formset_valid

    @property
    def attachment_formset(self) -> Any:
        if not hasattr(self, "_attachment_formset"):
            data = self.request.POST if self.request.method == "POST" else None
            rows = MaterialAttachment.objects.select_related("image", "document")
            formset = AttachmentFormSet(
                data, instance=self.object, prefix="attachments", queryset=rows
            )
            self._attachment_formset = formset
        return self._attachment_formset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(attachment_formset=self.attachment_formset, **kwargs)

    def form_valid(self, form: MaterialForm) -> HttpResponse:
        discard_pending(form.discarded)
        changes_all = permission_policy.user_has_permission(self.request.user, "change")
        formset = self.attachment_formset
        formset.save(commit=False)
        hand_over = self.action == HAND_OVER
        try:
            material_flow.amend(
                form.instance,
                self.request.user,
                form.attachments,
                captioned=formset.changed_objects,
                removed=formset.deleted_objects,
                until=State.HANDED_OVER if changes_all else State.RECEIVED,
                and_hand_over=hand_over,
                seen=form.cleaned_data["seen"],
            )
        except material_flow.ChangedMeanwhile as error:
            # Knowing now, the next save counts.
            data = self.request.POST.copy()
            data["seen"] = material_flow.text_stamp(error.stored)
            form.data = data
            self.error_message = _("Nothing has been saved yet. What differs is marked below.")
            _mark_differences(form, error.stored)
            return self.failed(form, error)
        except (StorageFailed, material_flow.MaterialStateError) as error:
            return self.failed(form, error)
        self.object = form.instance
        text = (
            gettext("“%(title)s” has been handed over. Thank you.")
            if hand_over
            else gettext("“%(title)s” has been saved.")
        )
        return self.saved(form, text % {"title": self.object.title})


class HandOverView(View):
    """The button on the material's own page."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        material = visible_material(request.user, pk)
        if material.state == State.RECEIVED and not (
            permission_policy.user_has_permission_for_instance(request.user, "hand_over", material)
        ):
            raise PermissionDenied
        try:
            material_flow.hand_over(material, request.user)
        except material_flow.MaterialStateError as error:
            messages.warning(request, error.messages[0])
        else:
            text = gettext("“%(title)s” has been handed over. Thank you.")
            messages.success(request, text % {"title": material.title})
        return redirect(material_url("inspect", pk))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Somebody came back to the address, for instance after logging in again."""
        return redirect(material_url("inspect", pk))
