"""Antrean: everything under way, the most urgent first."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column

from workflow_steps.inbox import Inbox
from workflow_steps.standards import StandardTimes
from workflow_steps.views.inbox_columns import Card, DeadlineColumn
from workflow_steps.views.inbox_columns import Cell as InboxCell

from ..exports import Column as ExportColumn
from ..exports import Kind
from ..models import StepTiming
from ..queue import QueueRow, counts, overdue, rows_of, running
from ..timing_filters import STEPS, ExactFilter, IntegerFilter, OpenSelect, categories
from .figures import FiguresView, FigureTable, Row, count

OVERDUE = "lewat"
EXPORTED_AT_ONCE = 500


def times_of(request: Any) -> StandardTimes:
    return Inbox.of(request).times


class QueueFilterSet(WagtailFilterSet):
    time = django_filters.ChoiceFilter(
        label=gettext_lazy("Time left"),
        method="filter_time",
        choices=[(OVERDUE, gettext_lazy("Overdue"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    step = django_filters.ChoiceFilter(
        label=gettext_lazy("Step"),
        choices=[(str(number), str(number)) for number in STEPS],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    category = ExactFilter(label=gettext_lazy("Category"), widget=OpenSelect(categories))
    unit = ExactFilter(label=gettext_lazy("Source (unit), as written"), max_length=200)
    round = IntegerFilter(label=gettext_lazy("Round"))

    class Meta:
        model = StepTiming
        fields: list[str] = []

    def filter_time(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(overdue(times_of(self.request), timezone.now()))


class ItemColumn(Column):
    cell_template_name = "reports/cells/queued_item.html"


class SinceColumn(Column):
    cell_template_name = "reports/cells/moment.html"


class QueueView(FiguresView):
    page_title = gettext_lazy("Queue")
    header_icon = "tasks"
    index_url_name = "report_queue"
    index_results_url_name = "report_queue_results"
    results_template_name = "reports/queue_results.html"
    filterset_class = QueueFilterSet
    table_class = Card
    paginate_by = 50
    export_filename = "antrean"
    explained = ()
    export_columns = {
        "item": ExportColumn(gettext_lazy("Item"), width=44),
        "kind": ExportColumn(gettext_lazy("Kind of item"), width=12),
        "category": ExportColumn(gettext_lazy("Category"), width=18),
        "unit": ExportColumn(gettext_lazy("Source (unit)")),
        "step": ExportColumn(gettext_lazy("Step"), Kind.INTEGER),
        "round": ExportColumn(gettext_lazy("Round"), Kind.INTEGER),
        "place": ExportColumn(gettext_lazy("Where it waits"), width=32),
        "on": ExportColumn(gettext_lazy("On whom")),
        "since": ExportColumn(gettext_lazy("Since"), Kind.MOMENT),
        "due": ExportColumn(gettext_lazy("Due"), Kind.MOMENT),
        # Two columns, since Excel shows no time below zero.
        "left": ExportColumn(gettext_lazy("Working time left"), Kind.DURATION),
        "overdue": ExportColumn(gettext_lazy("Overdue by"), Kind.DURATION),
    }

    @property
    def columns(self) -> list[BaseColumn]:
        return [
            ItemColumn("title", label=_("Item"), width="28%"),
            DeadlineColumn("deadline", label=_("Working time left"), width="20%"),
            InboxCell("place", label=_("Where it waits"), width="24%"),
            InboxCell("on", label=_("On whom"), width="14%"),
            SinceColumn("timing", label=_("Since"), width="14%"),
        ]

    @cached_property
    def times(self) -> StandardTimes:
        return times_of(self.request)

    def get_base_queryset(self) -> QuerySet[StepTiming]:
        return running()

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset  # there is one order, and it is the report's reason

    def get_filename(self) -> str:
        return f"{self.export_filename}-{timezone.localdate():%Y%m%d}"

    def chosen_period(self) -> None:
        return None

    @cached_property
    def no_results_message(self) -> Any:
        if not self.filters.is_valid():
            return _("No figures are shown until the filters are valid.")
        return _("Nothing is under way.")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(rows_of(list(object_list), self.request, self.times))

    def about(self) -> list[tuple[str, str]]:
        return []  # it has no period, and whether it is late everybody judges alike

    def exported(self) -> Iterator[QueueRow]:
        found = self.found().iterator(chunk_size=EXPORTED_AT_ONCE)
        while batch := list(islice(found, EXPORTED_AT_ONCE)):
            yield from rows_of(batch, self.request, self.times)

    def export_values(self, item: QueueRow) -> dict[str, Any]:
        timing, deadline = item.timing, item.deadline
        return {
            "item": timing.item_title,
            "kind": timing.get_item_type_display(),
            "category": timing.category,
            "unit": timing.unit,
            "step": timing.step,
            "round": timing.round,
            "place": item.place,
            "on": item.on,
            "since": timing.opened_at,
            "due": timing.due_at,
            "left": None if deadline.is_overdue else deadline.left,
            "overdue": deadline.late_by if deadline.is_overdue else None,
        }

    # --- the screen ---

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super(FiguresView, self).get_context_data(*args, **kwargs)
        context |= {"quick_periods": [], "filter_errors": self.filter_errors()}
        # Their steps are over, yet the paraf is still waited for (invariant 6).
        context["first_rows"] = Inbox.of(self.request).open_rows
        if context["object_list"]:
            context["summary"] = self.summary()
        return context

    def summary(self) -> FigureTable:
        """Of everything that the other filters leave."""
        found = counts(self.get_queryset(), self.times)
        rows = [
            Row(
                _("Step %(number)d") % {"number": step},
                [
                    count(all_of_it, self.queue_url(step=step)),
                    count(late, self.queue_url(step=step, time=OVERDUE), is_late=bool(late)),
                ],
            )
            for step, (all_of_it, late) in sorted(found.items())
        ]
        numbers = list(found.values())
        total = [
            count(sum(all_of_it for all_of_it, _late in numbers), self.queue_url()),
            count(sum(late for _all, late in numbers), self.queue_url(time=OVERDUE)),
        ]
        rows.append(Row(_("All"), total, is_total=True))
        return FigureTable(_("Under way"), [_("Step"), _("Under way"), _("Overdue")], rows)

    def queue_url(self, **values: Any) -> str:
        asked = {
            name: value for name in self.filters.filters if (value := self.request.GET.get(name))
        }
        return f"{reverse(self.index_url_name)}?{urlencode({**asked, **values})}"
