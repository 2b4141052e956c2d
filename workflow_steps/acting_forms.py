"""The form of an appointment (Plt./Plh.); the rules are the model's."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from .models import ActingAppointment
from .models.procedure import office_today


class ActingAppointmentForm(WagtailAdminModelForm):
    """Nobody appoints themselves, nor prolongs what they hold; superusers are not exempt."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        appointment = self.instance
        # In full they are wider than a phone; the help text says what they mean.
        self.fields["capacity"].choices = [("", "---------"), ("plt", "Plt."), ("plh", "Plh.")]
        for name in ("person", "acting_for"):
            # An account closed meanwhile stays what it was in an appointment that names it.
            people = self.fields[name].queryset.order_by("first_name", "last_name", "username")
            chosen = getattr(appointment, f"{name}_id")
            self.fields[name].queryset = people.filter(is_active=True) | people.filter(pk=chosen)
        if appointment.pk is None:
            # The office's date, whatever zone the person at the keyboard has chosen.
            self.initial["valid_from"] = office_today()
        elif appointment.is_fixed:
            for name in self.fields.keys() - ActingAppointment.CHANGEABLE:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        person = cleaned.get("person")
        user = self.for_user
        if person is not None and user is not None and person.pk == user.pk:
            raise ValidationError(
                {"person": gettext("Nobody appoints themselves; somebody else has to enter this.")}
            )
        return cleaned

    def clean_office(self) -> str:
        return " ".join(self.cleaned_data["office"].split())

    def changes(self) -> dict[str, list[str]]:
        """Field → what it said, and what it says; for the ledger's line."""
        if self.instance.pk is None:
            return {}
        before = ActingAppointment.objects.get(pk=self.instance.pk)
        return {
            name: [str(getattr(before, name) or ""), str(self.cleaned_data[name] or "")]
            for name in self.changed_data
        }


EDIT_HANDLER = ObjectList(
    [
        FieldPanel(
            "capacity",
            help_text=gettext_lazy(
                "Plt.: the office is vacant. Plh.: its holder is away for a while."
            ),
        ),
        FieldPanel("office"),
        FieldPanel("person"),
        FieldPanel("acting_for"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("letter_number"),
        FieldPanel(
            "letter",
            help_text=gettext_lazy(
                "The letter of appointment, from the document library. Keep it in a collection "
                "that only people who can log in may open: it is nothing for the public."
            ),
        ),
    ],
    base_form_class=ActingAppointmentForm,
)
