"""Beban kerja: items and working time of each person, for those who may know."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import StepTiming
from ..statistics import Tally
from ..steps import AUTOMATIC_STEPS
from ..timing_filters import STEPS
from ..workload import Load, loads
from .figures import FiguresView, FigureTable, Row, count, percent, time

PERMISSION = "reports.view_workload"
SHOWN = 100
BY_PEOPLE = [step for step in STEPS if step not in AUTOMATIC_STEPS]


class WorkloadView(FiguresView):
    page_title = gettext_lazy("Workload")
    header_icon = "group"
    index_url_name = "report_workload"
    index_results_url_name = "report_workload_results"
    results_template_name = "reports/workload_results.html"
    permission_required = PERMISSION
    export_filename = "beban-kerja"
    list_export = [
        "name", "items", "steps", "seconds", "percent", "late", "not_measured",
        *(f"step_{step}" for step in BY_PEOPLE),
    ]  # fmt: skip
    export_headings = {
        "name": gettext_lazy("Person"),
        "items": gettext_lazy("Items"),
        "steps": gettext_lazy("Steps finished"),
        "seconds": gettext_lazy("Working time (seconds)"),
        "percent": gettext_lazy("Within the standard (percent)"),
        "late": gettext_lazy("Late"),
        "not_measured": gettext_lazy("Not measured"),
    }

    def user_has_permission(self, permission: str) -> bool:
        return bool(self.request.user.has_perm(permission))

    def found(self) -> list[Load]:
        timings = self.filters.filter_queryset(StepTiming.objects.all())
        return loads(timings, self.filters.judged_by)

    def get_heading(self, queryset: Any, field: str) -> str:
        if field.startswith("step_"):
            return _("Step %(number)d") % {"number": int(field.removeprefix("step_"))}
        return super().get_heading(queryset, field)

    def export_values(self, item: Load) -> dict[str, Any]:
        tally = item.tally
        return {
            "name": item.name,
            "items": item.items,
            "steps": tally.all,
            "seconds": item.seconds,
            "percent": tally.percent,
            "late": tally.late,
            "not_measured": tally.not_measured,
            **{f"step_{step}": item.by_step.get(step, Tally()).all for step in BY_PEOPLE},
        }

    def figures(self) -> dict[str, Any]:
        headings = [
            _("Person"), _("Items"), _("Steps finished"), _("Working time"),
            _("Within the standard (percent)"), _("Late"),
            *(_("Step %(number)d") % {"number": step} for step in BY_PEOPLE),
        ]  # fmt: skip
        shown = self.object_list[:SHOWN]
        rows = [self.row(load) for load in shown]
        table = FigureTable(_("Workload"), headings, rows, len(self.object_list) - len(shown))
        return {"people": table}

    def row(self, load: Load) -> Row:
        person, tally = load.person_id, load.tally
        url = self.items_url(person=person, result="selesai")
        late = self.items_url(person=person, result="lambat")
        cells = [
            count(load.items, url),
            count(tally.all, url),
            time(load.seconds, url),
            percent(tally.percent, self.items_url(person=person, result="sesuai")),
            count(tally.late, late, is_late=bool(tally.late)),
        ]
        for step in BY_PEOPLE:
            of_step = self.items_url(person=person, step=step, result="selesai")
            cells.append(count(load.by_step.get(step, Tally()).all, of_step))
        return Row(load.name or _("not said"), cells)
