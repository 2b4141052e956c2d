"""The holidays of a year from the ``holidays`` package, against what the calendar has."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Holiday, WorkCalendar
from ..provisioning.calendar import national_holidays
from . import words
from .base import CalendarFormView, year_url


class Difference(TextChoices):
    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("different")
    SAME = "same", gettext_lazy("the same")
    OURS = "ours", gettext_lazy("only in the office's calendar")


@dataclass(frozen=True)
class Row:
    """One day of the preview."""

    day: date
    difference: Difference
    ours: Holiday | None
    theirs: Holiday | None

    @property
    def dates(self) -> str:
        return words.long_date(self.day)

    @property
    def value(self) -> str:
        return self.day.isoformat()

    @property
    def action(self) -> str:
        """What ticking the row does."""
        return {
            Difference.NEW: _("add"),
            Difference.CHANGED: _("take over"),
            Difference.OURS: _("delete"),
        }.get(self.difference, "")


def preview(calendar: WorkCalendar, year: int) -> list[Row]:
    ours = {
        holiday.date: holiday
        for holiday in Holiday.objects.filter(calendar=calendar, date__year=year)
    }
    theirs = {holiday.date: holiday for holiday in national_holidays(calendar, year)}
    return [
        Row(day, _difference(ours.get(day), theirs.get(day)), ours.get(day), theirs.get(day))
        for day in sorted({*ours, *theirs})
    ]


def _difference(ours: Holiday | None, theirs: Holiday | None) -> Difference:
    """An estimate that the office has verified is no difference: the office knows better."""
    if ours is None:
        return Difference.NEW
    if theirs is None:
        return Difference.OURS
    if (ours.name, ours.kind) == (theirs.name, theirs.kind):
        return Difference.SAME
    return Difference.CHANGED


class ImportForm(forms.Form):
    """Which rows to take over; what is new is ticked, whatever would change the office's is not."""

    complete = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, calendar: WorkCalendar, year: int, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.calendar, self.year = calendar, year
        self.rows = preview(calendar, year)
        choices = [(row.value, row.dates) for row in self.rows if row.action]
        self.fields["rows"] = forms.MultipleChoiceField(
            choices=choices,
            required=False,
            error_messages={
                "invalid_choice": _("The preview is no longer what it was. Look at it once more.")
            },
        )
        self.fields["complete"].label = _(
            "The holidays of %(year)d are complete: count working time until 31 December %(year)d"
        ) % {"year": year}

    @property
    def ticked(self) -> set[str]:
        if self.is_bound:
            return set(self.data.getlist("rows"))  # type: ignore[attr-defined]
        return {row.value for row in self.rows if row.difference == Difference.NEW}

    @property
    def can_complete(self) -> bool:
        """The year is the next one that is missing."""
        return date(self.year - 1, 12, 31) <= self.calendar.known_until < date(self.year, 12, 31)

    @property
    def differs(self) -> bool:
        return any(row.action for row in self.rows)

    @property
    def lacks_leave(self) -> bool:
        """The package knows no cuti bersama of that year."""
        return not any(
            row.theirs and row.theirs.kind == Holiday.Kind.CUTI_BERSAMA for row in self.rows
        )

    def clean_complete(self) -> bool:
        complete = bool(self.cleaned_data["complete"])
        if complete and not self.can_complete:
            raise forms.ValidationError(_("The years before it have to be complete first."))
        return complete

    def has_changed(self) -> bool:
        return bool(self.cleaned_data["rows"] or self.cleaned_data["complete"])

    def apply(self) -> None:
        chosen = {row.value: row for row in self.rows}
        for value in self.cleaned_data["rows"]:
            row = chosen[value]
            if row.ours is not None:
                row.ours.delete()
            if row.theirs is not None:
                row.theirs.save()
        if self.cleaned_data["complete"]:
            self.calendar.known_until = date(self.year, 12, 31)
            if self.calendar.seeded_years:  # or provisioning would stop at a year not its own
                self.calendar.seeded_years = sorted({*self.calendar.seeded_years, self.year})
            self.calendar.save()


class ImportView(CalendarFormView):
    """Shows the differences first; nothing is taken over that was not ticked."""

    form_class = ImportForm
    template_name = "workflow_steps/calendar/import.html"
    saved_message = gettext_lazy("The ticked rows have been taken over.")

    def get_page_title(self) -> str:
        return _("Import holidays of %(year)d") % {"year": self.year}

    def get_form_kwargs(self) -> dict[str, Any]:
        data = self.request.POST if self.request.method == "POST" else None
        return {"data": data, "calendar": self.calendar, "year": self.year}

    def get_success_url(self) -> str:
        return year_url(self.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(year=self.year, **kwargs)
        form = context["form"]
        # A form looks up its fields by name, and "rows" is one of them.
        return {**context, "rows": form.rows, "row_errors": form.errors.get("rows", [])}
