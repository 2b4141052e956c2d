"""The year view, and the history of the calendar's versions."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ..models.procedure import office_today
from .base import CalendarView
from .changes import history
from .form_views import asked_day
from .year import Kind, Year

PER_PAGE = 20


class YearView(CalendarView, TemplateView):
    """Every day of a year and why it is what it is; ``?hari=`` opens one of them."""

    permission_required = None
    any_permission_required = ("change", "view")
    template_name = "workflow_steps/calendar/year.html"

    def get_page_title(self) -> str:
        return _("Work calendar %(year)d") % {"year": self.year}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = Year(self.calendar, self.year)
        current = self.calendar.versions.defer("content").first()
        kwargs["year"] = self.year  # the index has none in its address
        return super().get_context_data(
            months=year.months(),
            weekdays=[(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in range(7)],
            specials=year.specials(),
            estimates=year.estimates(),
            decrees=year.decrees,
            years=year.years(),
            legend=list(Kind),
            today=office_today(),
            current=current,
            complete=self.calendar.known_until >= date(self.year, 12, 31),
            opened=self._opened(year),
            **kwargs,
        )

    def _opened(self, year: Year) -> dict[str, Any] | None:
        day = asked_day(self.request)
        if day is None or day.year != self.year:
            return None
        week = self.calendar.weeks.filter(effective_from__lte=day).order_by("-effective_from")
        return {
            "cell": year.cell(day),
            "spans": year.spans_of(day),
            "holiday": year.holidays.get(day),
            "closures": [row for row in year.closures if row.date == day],
            "period": next(
                (row for row in year.periods if row.first_day <= day <= row.last_day), None
            ),
            "week": week.first(),
        }


class HistoryView(CalendarView, TemplateView):
    """Which version said what since when, and what it changed."""

    permission_required = None
    any_permission_required = ("change", "view")
    template_name = "workflow_steps/calendar/history.html"
    page_title = gettext_lazy("History of the calendar")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.calendar.versions.all(), PER_PAGE).get_page(self.request.GET.get("p"))
        versions = list(page.object_list)
        before = self.calendar.versions.filter(number__lt=versions[-1].number) if versions else []
        entries = history([*versions, *before[:1]])[: len(versions)]
        return super().get_context_data(page_obj=page, entries=entries, **kwargs)
