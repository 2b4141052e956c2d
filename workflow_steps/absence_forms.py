"""The form of an absence: one's own, or anybody's for whoever looks after them."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.permission_policies import OwnershipPermissionPolicy

from .models import Absence

POLICY = OwnershipPermissionPolicy(Absence, owner_field_name="person")
ANYBODYS = "workflow_steps.change_absence"


class AbsenceForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", gettext("Choose")), *Absence.Kind.choices]
        user = self.for_user
        people = get_user_model()._default_manager.filter(
            Q(is_active=True) | Q(pk=self.instance.person_id)
        )
        field = self.fields["person"]
        field.queryset = people.order_by("first_name", "last_name", "username")
        if user is None:
            return
        if self.instance.person_id is None:
            self.initial["person"] = user.pk
        if not user.has_perm(ANYBODYS):
            field.queryset = field.queryset.filter(pk=user.pk)
            field.disabled = True
            field.error_messages["invalid_choice"] = gettext("You enter your own absence only.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        user, person = self.for_user, cleaned.get("person")
        if user and person and person.pk != user.pk and not user.has_perm(ANYBODYS):
            raise ValidationError({"person": gettext("You enter your own absence only.")})
        return cleaned


EDIT_HANDLER = ObjectList(
    [
        FieldPanel("person"),
        FieldPanel("kind", widget=forms.Select),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("note"),
    ],
    base_form_class=AbsenceForm,
)
