"""What an assessor fills in on a monitoring sheet."""

from typing import Any, ClassVar

from django import forms
from django.forms import BaseModelFormSet, modelformset_factory
from django.utils.translation import gettext as _

from workflow_steps.models.procedure import office_today
from workflow_steps.nip import clean_nip

from .models import MonitoringRow, MonitoringSheet
from .monitoring import usual_half


def leave_out_empty_choice(form: Any, name: str, choices: Any) -> None:
    """Radio buttons need no “---------”."""
    form.fields[name].choices = choices


class SheetAddForm(forms.ModelForm):
    class Meta:
        model = MonitoringSheet
        fields = ("year", "half", "threshold")
        widgets: ClassVar[dict[str, Any]] = {"half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        year, half = usual_half()
        kwargs["initial"] = {"year": year, "half": half} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        leave_out_empty_choice(self, "half", MonitoringSheet.Half.choices)

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        if "year" in cleaned and "half" in cleaned:
            sheet = MonitoringSheet(year=cleaned["year"], half=cleaned["half"])
            if sheet.period.first > office_today():
                self.add_error("half", _("This half-year has not begun yet."))
        return cleaned

    def validate_unique(self) -> None:
        """A draft that is there already is opened, not refused."""

    def validate_constraints(self) -> None:
        """The same."""


class SheetForm(forms.ModelForm):
    class Meta:
        model = MonitoringSheet
        fields = ("assessor_name", "assessor_office", "assessor_nip", "threshold")

    def clean_assessor_nip(self) -> str:
        return clean_nip(self.cleaned_data["assessor_nip"])


class RowForm(forms.ModelForm):
    instance: MonitoringRow
    stored: dict[str, str]

    class Meta:
        model = MonitoringRow
        fields = ("verdict", "notes", "action")
        widgets: ClassVar[dict[str, Any]] = {
            "verdict": forms.RadioSelect,
            "notes": forms.Textarea(attrs={"rows": 4}),
            "action": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_empty_choice(self, "verdict", MonitoringRow.Verdict.choices)
        self.stored = {}

    def say_what_is_stored(self) -> None:
        """Beside each field whose typed text differs from what somebody else saved."""
        now = MonitoringRow.objects.filter(pk=self.instance.pk).first()
        if now is None:
            return
        for name in self.fields:
            typed = str(self[name].value() or "").replace("\r\n", "\n").strip()
            if typed != str(getattr(now, name)).strip():
                verdict = now.get_verdict_display() if name == "verdict" else getattr(now, name)
                self.stored[name] = str(verdict) or "–"

    def demand_completeness(self) -> None:
        for name, error in self.instance.missing().items():
            self.add_error(name, error)


RowFormSet: type[BaseModelFormSet[Any, Any]] = modelformset_factory(
    MonitoringRow, form=RowForm, extra=0, can_delete=False, edit_only=True
)
