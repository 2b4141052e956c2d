"""The timings behind a figure: the same filters, one line each."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column

from workflow_steps.inbox import Inbox
from workflow_steps.standards import StandardTimes
from workflow_steps.templatetags.office_formats import duration
from workflow_steps.views.inbox_columns import Card
from workflow_steps.views.inbox_columns import Cell as InboxCell

from ..changed_standards import Standards
from ..exports import Column as ExportColumn
from ..exports import Kind
from ..items import urls
from ..models import StepTiming
from ..templatetags.report_words import later_words, short_moment, standard_words, verdict_badge
from ..timing_filters import TimingListFilterSet
from .exported import ROWS_AT_ONCE
from .figures import NOTHING, FiguresView

DEFERRED = ("opener_name", "opener_office")


class ItemColumn(Column):
    cell_template_name = "reports/cells/item.html"


class TimeColumn(Column):
    cell_template_name = "reports/cells/time.html"


class VerdictColumn(Column):
    cell_template_name = "reports/cells/verdict.html"


class TimingListView(FiguresView):
    page_title = gettext_lazy("Step timings")
    header_icon = "time"
    index_url_name = "report_timings"
    index_results_url_name = "report_timings_results"
    results_template_name = "reports/timings_results.html"
    filterset_class = TimingListFilterSet
    export_filename = "waktu-langkah"
    table_class = Card
    paginate_by = 50
    default_ordering = "-closed_at"
    export_columns = {
        "item_type": ExportColumn(gettext_lazy("Kind of item"), width=12),
        "item_title": ExportColumn(gettext_lazy("Item"), width=44),
        "category": ExportColumn(gettext_lazy("Category"), width=18),
        "unit": ExportColumn(gettext_lazy("Source (unit)")),
        "step": ExportColumn(gettext_lazy("Step"), Kind.INTEGER),
        "round": ExportColumn(gettext_lazy("Round"), Kind.INTEGER),
        "outcome": ExportColumn(gettext_lazy("Outcome"), width=14),
        "opened_at": ExportColumn(capfirst(gettext_lazy("opened")), Kind.MOMENT),
        "closed_at": ExportColumn(capfirst(gettext_lazy("closed")), Kind.MOMENT),
        "time": ExportColumn(gettext_lazy("Time taken"), Kind.DURATION),
        "standard_min": ExportColumn(gettext_lazy("Standard, shortest"), Kind.DURATION),
        "standard_max": ExportColumn(gettext_lazy("Standard, longest"), Kind.DURATION),
        "verdict": ExportColumn(gettext_lazy("Verdict"), width=16),
        "was_corrected": ExportColumn(gettext_lazy("Recomputed"), width=10),
        "performer_name": ExportColumn(gettext_lazy("Closed by")),
        "performer_office": ExportColumn(gettext_lazy("Office")),
    }

    @property
    def columns(self) -> list[BaseColumn]:
        return [
            ItemColumn("item_title", label=_("Item"), width="30%"),
            InboxCell("step", label=_("Step"), width="6%"),
            InboxCell("round", label=_("Round"), width="7%"),
            InboxCell("closed", label=_("From – to"), width="17%"),
            TimeColumn("time", label=_("Time taken"), sort_key="time", width="13%"),
            VerdictColumn("verdict", label=_("Verdict"), width="13%"),
            InboxCell("performer_name", label=_("Closed by"), width="14%"),
        ]

    def get_valid_orderings(self) -> list[str]:
        return ["time", "-time", "closed_at", "-closed_at"]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.ordering.lstrip("-")
        column = F(self.filters.judged_by.elapsed if name == "time" else name)
        down = self.ordering.startswith("-")
        return queryset.order_by(
            column.desc(nulls_last=True) if down else column.asc(nulls_last=True), "-pk"
        )

    def found(self) -> QuerySet[StepTiming]:
        return self.get_queryset().defer(*DEFERRED)

    def exported(self) -> Any:
        return self.found().iterator(chunk_size=ROWS_AT_ONCE)

    def export_values(self, item: StepTiming) -> dict[str, Any]:
        basis = self.filters.judged_by
        own = {name: getattr(item, name, None) for name in self.export_columns}
        return own | {
            "item_type": item.get_item_type_display(),
            "outcome": item.get_outcome_display(),
            "time": getattr(item, basis.elapsed),
            "standard_min": getattr(item, basis.standard_min),
            "standard_max": getattr(item, basis.standard_max),
            "verdict": str(dict(StepTiming.Verdict.choices).get(getattr(item, basis.verdict), "")),
            "was_corrected": _("Yes") if item.was_corrected else _("No"),
        }

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(self.rows(list(object_list)))

    def rows(self, timings: list[StepTiming]) -> list[dict[str, Any]]:
        basis = self.filters.judged_by
        where = urls(timings, self.request) if timings else {}
        times = Inbox.of(self.request).times
        return [
            {
                "item_title": timing.item_title,
                "url": where.get(timing.pk, ""),
                "inspect_url": reverse("waktu-langkah_modeladmin_inspect", args=[timing.pk]),
                "about": " · ".join(filter(None, (timing.category, timing.unit))),
                "step": timing.step,
                "round": timing.round,
                "closed": f"{short_moment(timing.opened_at) or NOTHING} – "
                f"{short_moment(timing.closed_at)}",
                "time": duration(getattr(timing, basis.elapsed)) or NOTHING,
                **self.standards(timing, times),
                "verdict": verdict_badge(getattr(timing, basis.verdict)),
                "was_corrected": timing.was_corrected,
                "performer_name": timing.performer_name or NOTHING,
            }
            for timing in timings
        ]

    def standards(self, timing: StepTiming, times: StandardTimes) -> dict[str, str]:
        """What judged it, and what was in force at its closing where that was not the same."""
        basis = self.filters.judged_by
        low, high = getattr(timing, basis.standard_min), getattr(timing, basis.standard_max)
        later = Standards.of(timing, times).later
        return {
            "standard": standard_words(low, high) if high is not None else "",
            "later": later_words(timing, later) if later else "",
        }
