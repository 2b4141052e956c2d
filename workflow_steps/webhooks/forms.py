"""The form of an endpoint; the rules are the model's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from ..models import SUBSCRIBABLE, WebhookEndpoint


class WebhookEndpointForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        label=_("Is told when something is"),
        choices=SUBSCRIBABLE,
        widget=forms.CheckboxSelectMultiple,
    )

    def save(self, commit: bool = True) -> WebhookEndpoint:
        if self.instance.pk is None:
            self.instance.created_by = self.for_user
        saved: WebhookEndpoint = super().save(commit)
        return saved

    class Meta:
        model = WebhookEndpoint
        fields: list[Any] = []


EDIT_HANDLER = ObjectList(
    [FieldPanel("name"), FieldPanel("url"), FieldPanel("events"), FieldPanel("active")],
    base_form_class=WebhookEndpointForm,
)
