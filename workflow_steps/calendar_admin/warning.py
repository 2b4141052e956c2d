"""On the start page of whoever edits the calendar: next year is missing, or still an estimate."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from ..models import Holiday, SpecialPeriod, WorkCalendar
from ..models.procedure import office_today
from .base import POLICY

WARN_FROM_MONTH = 10  # the joint decree for the next year usually comes out by then


class CalendarPanel(Component):
    """Shown only when there is something to do."""

    name = "work_calendar"
    template_name = "workflow_steps/calendar/panel.html"
    order = 60

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return self.found


def findings(today: date) -> dict[str, Any]:
    """What there is to warn of; empty when there is nothing."""
    calendar = WorkCalendar.objects.filter(is_default=True).first()
    if calendar is None:
        return {}
    found: dict[str, Any] = {}
    following = today.year + 1
    if calendar.known_until < date(today.year, 12, 31):
        found["missing"] = today.year
    elif today.month >= WARN_FROM_MONTH and calendar.known_until < date(following, 12, 31):
        found["missing"] = following
    if estimates := _estimates(calendar, today.year):
        found["this_year"], found["estimates"] = today.year, estimates
    if today.month >= WARN_FROM_MONTH and "missing" not in found:
        next_estimates = _estimates(calendar, following)
        undecreed = not calendar.decrees.filter(year=following).exists()
        if next_estimates or undecreed:
            found |= {
                "next_year": following,
                "next_estimates": next_estimates,
                "undecreed": undecreed,
            }
    return {**found, "known_until": calendar.known_until} if found else {}


def _estimates(calendar: WorkCalendar, year: int) -> int:
    same = {"calendar": calendar, "needs_verification": True}
    return (
        Holiday.objects.filter(date__year=year, **same).count()
        + SpecialPeriod.objects.filter(first_day__year=year, **same).count()
    )


def add_calendar_panel(request: HttpRequest, panels: list[Any]) -> None:
    if not POLICY.user_has_permission(request.user, "change"):
        return
    if found := findings(office_today()):
        panels.append(CalendarPanel(found))
