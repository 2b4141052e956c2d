"""The holidays of one year with the decree they come from, on one screen."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Holiday, HolidayDecree, WorkCalendar
from .fields import DayInput
from .forms import check_year


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ("date", "name", "kind", "source", "needs_verification")
        widgets: ClassVar[dict[str, Any]] = {"date": DayInput()}

    @property
    def weekday(self) -> str:
        """As the decree names it, so that the two are easily compared."""
        saved = self.initial.get("date") if self.instance.pk else None
        return str(WEEKDAYS[saved.weekday()]) if saved else ""


class DecreeForm(forms.ModelForm):
    class Meta:
        model = HolidayDecree
        fields = ("number", "date", "about")
        widgets: ClassVar[dict[str, Any]] = {"date": DayInput()}

    def clean(self) -> Any:
        cleaned = super().clean()
        check_year(self, "date")
        return cleaned


class YearFormSet(forms.BaseModelFormSet):
    """Rows of one calendar and year; ``same`` names the field that no two of them share."""

    same: ClassVar[str]
    said_twice: ClassVar[Any]

    def __init__(self, *args: Any, calendar: WorkCalendar, year: int, **kwargs: Any) -> None:
        self.calendar, self.year = calendar, year
        super().__init__(*args, **kwargs)

    def kept(self) -> list[Any]:
        """Forms with something in them that is to stay."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and form not in self.deleted_forms
            and hasattr(form, "cleaned_data")
        ]

    def clean(self) -> None:
        seen: set[Any] = set()
        self._refuse_rows_that_are_gone()
        for form in self.kept():
            value = form.cleaned_data.get(self.same)
            if value is not None and value in seen:
                form.add_error(self.same, self.said_twice)
            seen.add(value)
            self.clean_row(form)

    def _refuse_rows_that_are_gone(self) -> None:
        """Somebody deleted what such a row was about, or it is about another row's."""
        rows: set[Any] = set()
        for form in self.initial_forms:
            if form in self.kept() and (form.instance.pk is None or form.instance.pk in rows):
                form.add_error(
                    None,
                    _("This row is no longer in the calendar. Tick “delete”, or enter it anew."),
                )
            rows.add(form.instance.pk)

    def clean_row(self, form: Any) -> None:
        """For those with more to check."""

    def validate_unique(self) -> None:
        """``clean`` does, with a message at the row; the other rows of the year are all here."""

    def apply(self) -> None:
        """What is to be gone goes first, so that two rows may change places."""
        changed = [form for form in self.kept() if form.has_changed()]
        gone = [form.instance.pk for form in [*self.deleted_forms, *changed] if form.instance.pk]
        if gone:
            self.get_queryset().model.objects.filter(pk__in=gone).delete()
        for form in changed:
            form.instance.pk = None
            form.instance._state.adding = True
            form.instance.calendar = self.calendar
            self.prepare(form.instance)
            form.instance.save()

    def prepare(self, instance: Any) -> None:
        """For those with more to fill in."""


class HolidayFormSet(YearFormSet):
    same = "date"
    said_twice = gettext_lazy("This day is in the list twice.")

    def clean_row(self, form: Any) -> None:
        day = form.cleaned_data.get("date")
        if day and day.year != self.year:
            form.add_error(
                "date",
                _("%(date)s is not in %(year)d.") % {"date": date_format(day), "year": self.year},
            )


class DecreeFormSet(YearFormSet):
    same = "number"
    said_twice = gettext_lazy("This decree is in the list twice.")

    def prepare(self, instance: Any) -> None:
        instance.year = self.year


Holidays = forms.modelformset_factory(
    Holiday, form=HolidayForm, formset=HolidayFormSet, extra=3, can_delete=True
)
Decrees = forms.modelformset_factory(
    HolidayDecree, form=DecreeForm, formset=DecreeFormSet, extra=1, can_delete=True
)


class ComparedForm(forms.Form):
    compared = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have compared all holidays of this year with the decree"),
        help_text=gettext_lazy("Takes “needs verification” away from all of them."),
    )


class YearForms:
    """All of one year's screen, asked like one form."""

    def __init__(
        self, data: Any = None, *, calendar: WorkCalendar, year: int, added: date | None = None
    ) -> None:
        self.year, self.calendar = year, calendar
        same: dict[str, Any] = {"calendar": calendar, "year": year}
        self.holidays: Any = Holidays(
            data,
            prefix="libur",
            queryset=calendar.holidays.filter(date__year=year).order_by("date"),
            initial=[{"date": added}] if added else None,
            **same,
        )
        self.decrees: Any = Decrees(
            data,
            prefix="skb",
            queryset=calendar.decrees.filter(year=year).order_by("date"),
            **same,
        )
        self.compared = ComparedForm(data, prefix="cocok")

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in (self.holidays, self.decrees, self.compared)]
        if not all(valid):
            return False
        if self.compared.cleaned_data["compared"] and not self.decrees.kept():
            self.compared.add_error(
                "compared", ValidationError(_("Enter the number and date of the decree first."))
            )
            return False
        return True

    def has_changed(self) -> bool:
        parts = (self.holidays, self.decrees, self.compared)
        return any(part.has_changed() for part in parts)

    def apply(self) -> None:
        self.holidays.apply()
        self.decrees.apply()
        if self.compared.cleaned_data["compared"]:
            estimates = Holiday.objects.filter(
                calendar=self.calendar, date__year=self.year, needs_verification=True
            )
            estimates.update(needs_verification=False)
