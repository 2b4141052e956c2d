"""What an officer fills in about the calendar: settings, hours, special periods, closures."""

from collections.abc import Iterable
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from ..models import (
    SpecialPeriod,
    SpecialPeriodInterval,
    WeeklyInterval,
    WeeklySchedule,
    WorkCalendar,
    WorkClosure,
)
from ..periods import FIRST_YEAR, LAST_YEAR
from .fields import ClockInput, HoursField, week_fields

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def check_year(form: Any, *names: str) -> None:
    """A year that is a slip of the finger would make the calendar endless."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            form.add_error(name, _("Enter a valid date."))


class PartForm(forms.ModelForm):
    """A part of one calendar, which the view gives and nobody chooses."""

    instance: Any

    def __init__(self, *args: Any, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = self.instance.calendar = calendar

    def clean(self) -> Any:
        cleaned = super().clean()
        check_year(self, *(name for name in self.fields if name in DATES))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The calendar is part of what has to be unique."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"calendar"}

    def apply(self) -> None:
        self.save()


DATES = {"date", "effective_from", "first_day", "last_day"}


class WeekForm(PartForm):
    """A part with the hours of seven days."""

    interval_model: ClassVar[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(week_fields())
        if self.instance.pk:
            planned: dict[str, list[tuple[time, time]]] = {}
            for row in self.instance.intervals.all():
                planned.setdefault(f"day_{row.weekday}", []).append((row.start, row.end))
            self.initial.update({name: sorted(hours) for name, hours in planned.items()})

    def clean(self) -> Any:
        """All days left empty would be weeks without working time, which nobody means to enter."""
        cleaned = super().clean()
        if not self.errors and not self.hours():
            raise ValidationError(_("Enter the hours of at least one day."))
        return cleaned

    def hours(self) -> list[Any]:
        return [
            self.interval_model(weekday=int(name.removeprefix("day_")), start=start, end=end)
            for name, field in self.fields.items()
            if isinstance(field, HoursField)
            for start, end in self.cleaned_data[name]
        ]

    def apply(self) -> None:
        self.instance.intervals.set(self.hours())
        self.instance.save()


class WeeklyScheduleForm(WeekForm):
    interval_model = WeeklyInterval

    class Meta:
        model = WeeklySchedule
        fields = ("effective_from", "legal_basis")
        widgets: ClassVar[dict[str, Any]] = {"effective_from": AdminDateInput()}


class SpecialPeriodForm(WeekForm):
    interval_model = SpecialPeriodInterval

    class Meta:
        model = SpecialPeriod
        fields = ("name", "first_day", "last_day", "source", "needs_verification")
        widgets: ClassVar[dict[str, Any]] = {
            "first_day": AdminDateInput(),
            "last_day": AdminDateInput(),
        }


class ClosureForm(PartForm):
    class Meta:
        model = WorkClosure
        fields = ("date", "from_time", "until_time", "reason")
        widgets: ClassVar[dict[str, Any]] = {
            "date": AdminDateInput(),
            "from_time": ClockInput(),
            "until_time": ClockInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("For example: flood, power cut, ceremony.")

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.errors:
            self._check_others()
        return cleaned

    def _check_others(self) -> None:
        start, end = self._times(self.cleaned_data)
        others: Iterable[Any] = self.calendar.closures.filter(date=self.cleaned_data["date"])
        for other in others:
            began, ended = self._times(vars(other))
            if other.pk != self.instance.pk and began < end and start < ended:
                raise ValidationError(
                    _("The office is already closed then: %(reason)s."),
                    params={"reason": other.reason},
                )

    def _times(self, data: dict[str, Any]) -> tuple[time, time]:
        return data["from_time"] or time.min, data["until_time"] or time.max


class SettingsForm(forms.ModelForm):
    instance: WorkCalendar

    class Meta:
        model = WorkCalendar
        fields = ("name", "zone", "nominal_day", "known_until")
        widgets: ClassVar[dict[str, Any]] = {
            "known_until": AdminDateInput(),
            "zone": forms.Select(),
        }

    def __init__(self, *args: Any, calendar: WorkCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": calendar})
        zones = {calendar.zone: calendar.zone} | {
            name: f"{letters} ({name})" for name, letters in ZONES.items()
        }
        self.fields["zone"].widget.choices = list(zones.items())
        self.fields["nominal_day"].help_text = gettext_lazy(
            "What “1 working day” in a standard time amounts to, as hours:minutes:seconds."
        )

    def clean(self) -> Any:
        cleaned = super().clean()
        check_year(self, "known_until")
        return cleaned

    def apply(self) -> None:
        self.instance.save()
