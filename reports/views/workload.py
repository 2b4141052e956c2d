"""Beban kerja: items and working time of each person, for those who may know."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..exports import Column, Kind
from ..models import StepTiming
from ..statistics import Tally
from ..steps import AUTOMATIC_STEPS
from ..timing_filters import STEPS
from ..workload import Load, loads
from .figures import FiguresView, FigureTable, Row, count, percent, share, time

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
    export_columns = {
        "name": Column(gettext_lazy("Person"), width=32),
        "items": Column(gettext_lazy("Items"), Kind.INTEGER),
        "steps": Column(gettext_lazy("Steps finished"), Kind.INTEGER),
        "seconds": Column(gettext_lazy("Working time"), Kind.DURATION),
        "percent": Column(gettext_lazy("Share within the standard"), Kind.PERCENT, 14),
        "late": Column(gettext_lazy("Late"), Kind.INTEGER),
        "not_measured": Column(gettext_lazy("Not measured"), Kind.INTEGER),
        **{
            f"step_{step}": Column(format_lazy("{} {}", gettext_lazy("Step"), step), Kind.INTEGER)
            for step in BY_PEOPLE
        },
    }

    def user_has_permission(self, permission: str) -> bool:
        return bool(self.request.user.has_perm(permission))

    def found(self) -> list[Load]:
        timings = self.filters.filter_queryset(StepTiming.objects.all())
        return loads(timings, self.filters.judged_by)

    def export_values(self, item: Load) -> dict[str, Any]:
        tally = item.tally
        return {
            "name": item.name,
            "items": item.items,
            "steps": tally.all,
            "seconds": item.seconds,
            "percent": share(tally.percent),
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
