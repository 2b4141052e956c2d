"""Step 2: classify, or decline with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from news import material_flow
from news.forms import CLASSIFY, DECLINE, ClassifyForm
from news.models import SourceMaterial

from .common import MaterialScreen, material_url, visible_material
from .reading import attachments_of, history_of

State = SourceMaterial.State


class ClassifyView(MaterialScreen, FormView):
    permission_required = "classify"
    page_title = _("Classify")
    template_name = "news/material/classify.html"
    form_class = ClassifyForm
    material: SourceMaterial

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.material = visible_material(request.user, self.kwargs["pk"])
        if self.material.self_recorded:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def action(self) -> str | None:
        return next(
            (name for name in (CLASSIFY, DECLINE) if f"action-{name}" in self.request.POST), None
        )

    @property
    def undecided(self) -> bool:
        return self.material.state in (State.RECEIVED, State.HANDED_OVER)

    def get_page_subtitle(self) -> str:
        return str(self.material)

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy for the form: its instance takes on what was typed before that is accepted.
        copy = SourceMaterial.objects.get(pk=self.material.pk)
        return {**super().get_form_kwargs(), "instance": copy, "action": self.action}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.undecided:
            messages.warning(request, material_flow.who_was_first(self.material))
            return redirect(material_url("inspect", self.material.pk))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: ClassifyForm) -> HttpResponse:
        values = dict(form.cleaned_data)
        reason = values.pop("declined_reason")
        try:
            if self.action == DECLINE:
                material_flow.decline(self.material, self.request.user, reason)
                text = gettext("“%(title)s” has been declined.")
            else:
                material_flow.classify(self.material, self.request.user, **values)
                text = gettext("“%(title)s” has been classified.")
        except ValidationError as error:
            return self.refused(form, error)
        messages.success(self.request, text % {"title": self.material.title})
        return redirect(material_url("inspect", self.material.pk))

    def refused(self, form: ClassifyForm, error: ValidationError) -> HttpResponse:
        """Somebody was faster: say who, and leave what was typed on the screen."""
        self.material.refresh_from_db()
        form.add_error(None, error)
        return self.form_invalid(form)

    def form_invalid(self, form: ClassifyForm) -> HttpResponse:
        text = gettext("The material has not been decided on: please see below.")
        messages.validation_error(self.request, text, form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            material=self.material,
            attachments=attachments_of(self.material),
            history=history_of(self.material),
            undecided=self.undecided,
            can_classify_now=self.material.state == State.HANDED_OVER,
            inspect_url=material_url("inspect", self.material.pk),
            **kwargs,
        )
