"""Forms about settings, hours, special periods, closures, and the holidays of a year."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from ..models import SpecialPeriod, WeeklySchedule, WorkClosure
from ..models.procedure import office_today
from ..templatetags.office_formats import duration
from . import words
from .base import CalendarFormView, CalendarView, calendar_url, year_url
from .forms import ClosureForm, SettingsForm, SpecialPeriodForm, WeeklyScheduleForm
from .holiday_forms import YearForms


class HoursView(CalendarView, TemplateView):
    """The dated weeks and special periods, and what else the calendar is set to."""

    permission_required = None
    any_permission_required = ("change", "view")
    template_name = "workflow_steps/calendar/hours.html"
    page_title = gettext_lazy("Working hours and special periods")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            weeks=[_with_hours(week) for week in self._parts("weeks", "-effective_from")],
            nominal_day=duration(int(self.calendar.nominal_day.total_seconds())),
            periods=[_with_hours(period) for period in self._parts("periods", "-first_day")],
            **kwargs,
        )

    def _parts(self, relation: str, order: str) -> Any:
        parts = getattr(self.calendar, relation).get_queryset()
        return parts.order_by(order).prefetch_related("intervals")


def _with_hours(part: Any) -> dict[str, Any]:
    rows = [
        (row.weekday, row.start.isoformat(), row.end.isoformat()) for row in part.intervals.all()
    ]
    return {"part": part, "hours": words.week_text(rows)}


class SettingsView(CalendarFormView):
    form_class = SettingsForm
    page_title = gettext_lazy("Calendar settings")


class PartView(CalendarFormView):
    """Add or edit one part."""

    model: ClassVar[Any]
    add_title: ClassVar[Any]
    edit_title: ClassVar[Any]
    delete_name: ClassVar[str]
    hint: ClassVar[Any] = ""

    @cached_property
    def object(self) -> Any:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(self.model, pk=self.kwargs["pk"], calendar=self.calendar)

    def get_page_title(self) -> str:
        return str(self.edit_title if self.object else self.add_title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delete_url = calendar_url(self.delete_name, self.object.pk) if self.object else ""
        return super().get_context_data(delete_url=delete_url, hint=self.hint, **kwargs)


WEEK_HINT = gettext_lazy(
    "Write the hours of a day like 07.30–12.00, 13.00–16.00; what lies between is a break. "
    "A day without hours is no working day."
)


class HoursOfDaysView(PartView):
    """A new one starts with the latest weekly hours."""

    hint = WEEK_HINT

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        latest = self.calendar.weeks.order_by("-effective_from").first()
        if self.object is None and latest:
            for row in latest.intervals.order_by("weekday", "start"):
                initial.setdefault(f"day_{row.weekday}", []).append((row.start, row.end))
        return initial


class WeekView(HoursOfDaysView):
    model = WeeklySchedule
    form_class = WeeklyScheduleForm
    add_title = gettext_lazy("New weekly hours")
    edit_title = gettext_lazy("Weekly hours")
    delete_name = "week_delete"


class PeriodView(HoursOfDaysView):
    model = SpecialPeriod
    form_class = SpecialPeriodForm
    add_title = gettext_lazy("New special period")
    edit_title = gettext_lazy("Special period")
    delete_name = "period_delete"


class ClosureView(PartView):
    model = WorkClosure
    form_class = ClosureForm
    add_title = gettext_lazy("Close the office")
    edit_title = gettext_lazy("Closure")
    delete_name = "closure_delete"
    saved_message = gettext_lazy("The closure is on record: this time does not count.")
    hint = gettext_lazy("Without times the office is closed all day.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "date": asked_day(self.request) or office_today()}

    def get_success_url(self) -> str:
        """Back to the year of the day that was closed."""
        day = getattr(self.object, "date", None) or asked_day(self.request)
        return year_url((day or office_today()).year)

    def apply(self, form: ClosureForm) -> None:
        super().apply(form)
        self.object = form.instance


def asked_day(request: HttpRequest) -> date | None:
    """The day in the address, if it is one."""
    try:
        return date.fromisoformat(request.GET.get("hari", ""))
    except ValueError:
        return None


class HolidaysView(CalendarFormView):
    """The holidays of one year and their decrees."""

    form_class = YearForms
    template_name = "workflow_steps/calendar/holidays.html"

    def get_page_title(self) -> str:
        return _("Holidays of %(year)d") % {"year": self.year}

    def get_form_kwargs(self) -> dict[str, Any]:
        day = asked_day(self.request)
        return {
            "data": self.request.POST if self.request.method == "POST" else None,
            "calendar": self.calendar,
            "year": self.year,
            "added": day if day and day.year == self.year else None,
        }

    def get_success_url(self) -> str:
        return year_url(self.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(year=self.year, **kwargs)


class DeleteView(CalendarFormView):
    """Asks before a part is taken off the calendar."""

    model: ClassVar[Any]
    form_class = forms.Form
    template_name = "workflow_steps/calendar/delete.html"
    page_title = gettext_lazy("Delete from the calendar")
    saved_message = gettext_lazy("Deleted from the calendar.")

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"], calendar=self.calendar)

    def get_form(self, form_class: Any = None) -> Any:
        form = forms.Form(self.request.POST or None)
        form.has_changed = lambda: True  # type: ignore[method-assign]
        return form

    def describe(self) -> str:
        return str(self.object)

    def apply(self, form: Any) -> None:
        self.object.delete()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what=self.describe(), **kwargs)


class WeekDeleteView(DeleteView):
    model = WeeklySchedule

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.may_edit and self.calendar.weeks.count() < 2:
            messages.error(request, _("The only weekly hours cannot be deleted."))
            return redirect(calendar_url("hours"))
        return super().dispatch(request, *args, **kwargs)

    def describe(self) -> str:
        day = date_format(self.object.effective_from)
        return _("Weekly hours from %(day)s on") % {"day": day}


class PeriodDeleteView(DeleteView):
    model = SpecialPeriod

    def describe(self) -> str:
        dates = words.dates_text(self.object.first_day, self.object.last_day)
        return f"{self.object.name}, {dates}"


class ClosureDeleteView(DeleteView):
    model = WorkClosure

    def describe(self) -> str:
        return f"{words.long_date(self.object.date)}: {self.object.reason}"

    def get_success_url(self) -> str:
        return year_url(self.object.date.year)
