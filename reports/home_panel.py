"""The start page's three figures: the office's for those who may read reports, else one's own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from workflow_steps.inbox import Inbox
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import Period
from workflow_steps.standards import StandardTimes
from workflow_steps.templatetags.office_formats import number

from .figures import AS_JUDGED, closed_in, tallies
from .models import PublicationRecord, StepTiming
from .queue import overdue, running
from .statistics import Tally
from .timing_filters import of_period
from .views.figures import percent
from .views.items import PERMISSION
from .views.queue import OVERDUE


@dataclass(frozen=True)
class Figure:
    text: str
    label: str
    url: str = ""
    is_bad: bool = False


class FiguresPanel(Component):
    """Of the running month, by the office's days."""

    name = "month_figures"
    template_name = "reports/home_panel.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        month = Period.around(office_today(), 1)
        if user.has_perm(PERMISSION):
            figures = of_the_office(month, Inbox.of(parent_context["request"]).times)
        else:
            figures = of_person(user, month)
        return {"figures": figures, "month": date_format(month.first, "F Y")}

    def render_html(self, parent_context: Any = None) -> str:
        user = parent_context["request"].user
        if not user.has_perm(PERMISSION) and not _closed_by(user).exists():
            return ""
        return super().render_html(parent_context)


def of_the_office(month: Period, times: StandardTimes | None = None) -> list[Figure]:
    tally = _tally(closed_in(StepTiming.objects.all(), month))
    late = (
        running().order_by().filter(overdue(times or StandardTimes.read(), timezone.now())).count()
    )
    live = PublicationRecord.objects.filter(
        published_at__gte=month.starts_at, published_at__lt=month.ends_before
    ).count()
    return [
        Figure(
            percent(tally.percent).text,
            _("of the steps kept their standard time"),
            _url("report_compliance", of_period(month)),
        ),
        Figure(
            number(late),
            _("steps under way are overdue"),
            _url("report_queue", {"time": OVERDUE}),
            late > 0,
        ),
        Figure(
            number(live),
            _("times something went live"),
            _url("publication_register", of_period(month, "published_at")),
        ),
    ]


def of_person(user: Any, month: Period) -> list[Figure]:
    tally = _tally(closed_in(_closed_by(user), month))
    return [
        Figure(number(tally.counted), _("steps you brought to an end")),
        Figure(percent(tally.percent).text, _("of them kept their standard time")),
        Figure(number(tally.late), _("of them were late"), is_bad=tally.late > 0),
    ]


def _closed_by(user: Any) -> Any:
    return StepTiming.objects.filter(performer_id=user.pk)


def _tally(timings: Any) -> Tally:
    return Tally.total(tallies(timings, AS_JUDGED, "step").values())


def _url(name: str, values: dict[str, Any]) -> str:
    return f"{reverse(name)}?{urlencode(values)}"
