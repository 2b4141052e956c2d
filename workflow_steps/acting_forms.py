"""The form of an appointment (Plt./Plh.); the rules are the model's."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from .models import ActingAppointment
from .models.procedure import office_today
from .offices import approving_offices, holders

NOT_OFFERED = {
    "person": gettext_lazy(
        "Only somebody who may log in and does not approve anyway can act. Nobody appoints "
        "themselves; somebody else has to enter this."
    ),
    "acting_for": gettext_lazy("This person does not approve, so nobody can act for them here."),
}


class ActingAppointmentForm(WagtailAdminModelForm):
    """Nobody appoints themselves, nor prolongs what they hold; superusers are not exempt."""

    class Media:
        css: ClassVar = {"all": ["css/inbox.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        appointment = self.instance
        # In full they are wider than a phone; the help text says what they mean.
        self.fields["capacity"].choices = [
            ("", gettext("Choose")),
            ("plt", "Plt."),
            ("plh", "Plh."),
        ]
        self.fields["office"] = self._offices()
        self._offer("person", self._who_could_act())
        self._offer("acting_for", holders())
        if appointment.pk is None:
            # The office's date, whatever zone the person at the keyboard has chosen.
            self.initial["valid_from"] = office_today()
        elif appointment.is_fixed:
            for name in self.fields.keys() - ActingAppointment.CHANGEABLE:
                self.fields[name].disabled = True

    def _offices(self) -> forms.ChoiceField:
        """The offices that approve now, and the one that stands there."""
        names = approving_offices()
        stored = self.instance.office if self.instance.pk else ""
        if stored and stored not in names:
            names.append(stored)
        field = self.fields["office"]
        return forms.ChoiceField(
            label=field.label, initial=field.initial, choices=[(name, name) for name in names]
        )

    def _who_could_act(self) -> Any:
        """Who may log in by their group, does not approve anyway and is not at the keyboard."""
        people = get_user_model()._default_manager.with_perm(
            "wagtailadmin.access_admin",
            include_superusers=False,
            backend="django.contrib.auth.backends.ModelBackend",
        )
        others = people.exclude(pk=self.for_user.pk) if self.for_user else people
        return others.exclude(pk__in=holders().order_by().values("pk"))

    def _offer(self, name: str, people: Any) -> None:
        """Whoever the appointment names already stays, also when their account was closed."""
        chosen = getattr(self.instance, f"{name}_id") if self.instance.pk else None
        field = self.fields[name]
        field.empty_label = gettext("Choose")
        field.queryset = field.queryset.filter(
            Q(pk__in=people.order_by().values("pk")) | Q(pk=chosen)
        ).order_by("first_name", "last_name", "username")
        field.error_messages["invalid_choice"] = NOT_OFFERED[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        person = cleaned.get("person")
        user = self.for_user
        if person is not None and user is not None and person.pk == user.pk:
            raise ValidationError(
                {"person": gettext("Nobody appoints themselves; somebody else has to enter this.")}
            )
        return cleaned

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
        FieldPanel(
            "person",
            help_text=gettext_lazy(
                "Who acts: somebody who may log in here and does not approve anyway. Four eyes "
                "apply: nobody initials what they worked on."
            ),
        ),
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
