"""Everybody's own switches, in Wagtail's account settings."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.account import NameEmailForm, NotificationPreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
    notifications_tab,
)

from ..models import NoticePreferences
from ..user_admin import OneNameMixin
from .preferences import ALWAYS, CHANNELS, Channel, Preferences, choices, name_of


class NoticePreferencesForm(forms.Form):
    """One box for each kind and channel; what is always on cannot be switched."""

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = instance
        wants = Preferences([instance]).wants
        for choice in choices():
            kind, channel = choice
            self.fields[name_of(choice)] = forms.BooleanField(
                label=f"{kind.label}: {channel.label}",
                required=False,
                initial=wants(instance.pk, kind, channel),
                disabled=choice in ALWAYS,
            )

    def rows(self) -> list[tuple[Any, list[Any]]]:
        """As the template shows them: each kind with a box, or none, for each channel."""
        return [
            (
                kind.label,
                [
                    (channel.label, self[name_of((kind, channel))] if channel in on else None)
                    for channel in Channel
                ],
            )
            for kind, on in CHANNELS.items()
        ]

    def save(self) -> None:
        switches = {
            name_of(choice): self.cleaned_data[name_of(choice)]
            for choice in choices()
            if choice not in ALWAYS
        }
        NoticePreferences.objects.update_or_create(user=self.user, defaults={"switches": switches})


class NoticePreferencesPanel(BaseSettingsPanel):
    name = "notices"
    title = _("What you are told, and how")
    help_text = _(
        "Mail comes within working hours only. Mail about a publication in an emergency comes at "
        "any hour and cannot be switched off."
    )
    tab = notifications_tab
    order = 50
    form_class = NoticePreferencesForm
    template_name = "workflow_steps/notices/preferences.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "help_text": self.help_text,
            "channels": [channel.label for channel in Channel],
        }


def preferences_panel(request: Any, user: Any, profile: Any) -> NoticePreferencesPanel:
    return NoticePreferencesPanel(request, user, profile)


class CommentNotificationsForm(NotificationPreferencesForm):
    """Wagtail's own switches, of which only that for comments still switches anything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("submitted", "approved", "rejected"):
            self.fields.pop(f"{name}_notifications", None)


class OneNameForm(OneNameMixin, NameEmailForm):
    """Without it nobody who has one name could save any of their settings."""


class NewsroomAccountView(AccountView):
    """Wagtail has no hook that changes a panel of its own."""

    FORMS: ClassVar[dict[type, type]] = {
        NotificationsSettingsPanel: CommentNotificationsForm,
        NameEmailSettingsPanel: OneNameForm,
    }

    def get_panels(self) -> list[Any]:
        panels: list[Any] = super().get_panels()
        for panel in panels:
            panel.form_class = self.FORMS.get(type(panel), panel.form_class)
        return [panel for panel in panels if panel.is_active()]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wagtail refuses without a word and writes what was typed into the person signed in.

        The forms get a person of their own, who stays in the request only when they are saved.
        """
        signed_in: Any = request.user
        request.user = get_user_model()._default_manager.get(pk=signed_in.pk)
        response: HttpResponse = super().post(request)
        if isinstance(response, TemplateResponse):
            request.user = signed_in
            self._refuse(response.context_data or {})
        return response

    def _refuse(self, context: dict[str, Any]) -> None:
        panels = [panel for group in context["panels_by_tab"].values() for panel in group]
        places = ", ".join(str(panel.title) for panel in panels if panel.get_form().errors)
        messages.error(
            self.request, gettext("Not saved. Look at: %(places)s.") % {"places": places}
        )
        context |= {"user": self.request.user, "has_unsaved_changes": True}
