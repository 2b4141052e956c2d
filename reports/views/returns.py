"""Pengembalian: what was sent back, by reason, step and person, and how often each item."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.ui.tables import BaseColumn

from workflow_steps.templatetags.office_formats import wita_datetime
from workflow_steps.views.inbox_columns import Card
from workflow_steps.views.inbox_columns import Cell as InboxCell

from ..exports import Column, Kind
from ..items import urls
from ..models import StepTiming, WorkEvent
from ..returns import Group, Return, grouped, returns_of, times_returned
from ..timing_filters import IntegerFilter, TimingFilterSet
from .figures import NOTHING, FiguresView, FigureTable, Row, count
from .timings import ItemColumn

SHOWN = 30
REASON_SHOWN = 160


class ReasonFilter(IntegerFilter):
    """By one of the ledger's lines that give it: a reason is too long for an address."""


class ReasonFilterAdapter(BaseFilterAdapter):
    def get_active_filters(self) -> Any:
        number: int = self.value  # type: ignore[has-type]
        line = WorkEvent.objects.filter(sequence=number, kind=WorkEvent.Kind.PAGE_RETURNED).first()
        reason = line.data.get("reason", "") if line else NOTHING
        self.value = Truncator(reason).chars(60)
        return super().get_active_filters()


register_filter_adapter_class(ReasonFilter, ReasonFilterAdapter)


class ReturnsFilterSet(TimingFilterSet):
    reason = ReasonFilter(label=gettext_lazy("Reason as in ledger line"), method="leave")
    times = IntegerFilter(label=gettext_lazy("Returns of the item"), method="leave")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["basis"]  # a return is one, however it is judged

    def chosen(self, found: list[Return]) -> list[Return]:
        """By what only all of them together tell."""
        if line := self._value("reason"):
            reasons = {one.same_reason for one in found if one.line == line}
            found = [one for one in found if one.same_reason in reasons]
        if number := self._value("times"):
            often = times_returned(found)
            found = [one for one in found if often[one.item] == number]
        return found


class ReturnsView(FiguresView):
    page_title = gettext_lazy("Returns")
    header_icon = "rotate"
    index_url_name = "report_returns"
    index_results_url_name = "report_returns_results"
    results_template_name = "reports/returns_results.html"
    filterset_class = ReturnsFilterSet
    export_filename = "pengembalian"
    table_class = Card
    paginate_by = 50
    explained = ("closed_at",)
    export_columns = {
        "at": Column(gettext_lazy("Returned on"), Kind.MOMENT),
        "item_title": Column(gettext_lazy("Item"), width=44),
        "category": Column(gettext_lazy("Category"), width=18),
        "unit": Column(gettext_lazy("Source (unit)")),
        "step": Column(gettext_lazy("Step"), Kind.INTEGER),
        "round": Column(gettext_lazy("Round"), Kind.INTEGER),
        "task": Column(gettext_lazy("Task")),
        "person": Column(gettext_lazy("Returned by")),
        "reason": Column(gettext_lazy("Reason"), width=60),
        "line": Column(gettext_lazy("Ledger line"), Kind.INTEGER, 12),
    }

    @property
    def columns(self) -> list[BaseColumn]:
        return [
            ItemColumn("item_title", label=_("Item"), width="26%"),
            InboxCell("step", label=_("Step"), width="12%"),
            InboxCell("round", label=_("Round"), width="7%"),
            InboxCell("reason", label=_("Reason"), width="31%"),
            InboxCell("person", label=_("Returned by"), width="12%"),
            InboxCell("at", label=_("Returned on"), width="12%"),
        ]

    @cached_property
    def timings(self) -> QuerySet[StepTiming]:
        return self.filters.filter_queryset(StepTiming.objects.all())

    def found(self) -> list[Return]:
        return self.filters.chosen(returns_of(self.timings))

    def export_values(self, item: Return) -> dict[str, Any]:
        return {name: getattr(item, name) for name in self.export_columns}

    @cached_property
    def no_results_message(self) -> Any:
        if not self.filters.is_valid():
            return _("No figures are shown until the filters are valid.")
        return _("Nothing was returned in this period.")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(self.rows(list(object_list)))

    def rows(self, found: list[Return]) -> list[dict[str, Any]]:
        where = urls(found, self.request) if found else {}  # type: ignore[arg-type]
        return [
            {
                "item_title": one.item_title,
                "url": where.get(one.pk, ""),
                "about": " · ".join(filter(None, (one.category, one.unit))),
                "step": f"{one.step}. {one.task}" if one.task else one.step,
                "round": one.round,
                "reason": one.reason or NOTHING,
                "person": one.person or NOTHING,
                "at": wita_datetime(one.at),
            }
            for one in found
        ]

    # --- the figures above the list ---

    def items_url(self, **values: Any) -> str:
        """What is behind a figure is the list below, narrowed."""
        return self.url_with(**values)

    def figures(self) -> dict[str, Any]:
        found = self.object_list
        return {
            "number": count(len(found)).text,
            "items": count(len({one.item for one in found})).text,
            "reasons": self.reasons(grouped(found, lambda one: one.same_reason)),
            "steps": self.steps(grouped(found, lambda one: (one.step, one.task))),
            "people": self.people(grouped(found, lambda one: one.person_id)),
            "rounds": self.rounds(found),
        }

    def table(self, name: str, groups: list[Group], rows: list[Row]) -> FigureTable:
        headings = [name, _("Returns"), _("Items")]
        return FigureTable(name, headings, rows, max(0, len(groups) - len(rows)))

    def cells(self, group: Group, **values: Any) -> list[Any]:
        url = self.items_url(**values)
        return [count(group.number, url), count(group.items, url)]

    def reasons(self, groups: list[Group]) -> FigureTable:
        rows = [
            Row(
                Truncator(group.first.reason or _("no reason")).chars(REASON_SHOWN),
                self.cells(group, reason=group.first.line),
            )
            for group in groups[:SHOWN]
        ]
        return self.table(_("Reason"), groups, rows)

    def steps(self, groups: list[Group]) -> FigureTable:
        rows = [
            Row(
                f"{group.first.step}. {group.first.task}",
                self.cells(group, step=group.first.step),
            )
            for group in sorted(groups, key=lambda group: group.first.step)
        ]
        return self.table(_("Step"), groups, rows)

    def people(self, groups: list[Group]) -> FigureTable:
        rows = [
            Row(
                group.first.person or _("not said"),
                self.cells(group, person=group.first.person_id or ""),
            )
            for group in groups
        ]
        return self.table(_("Returned by"), groups, rows)

    def rounds(self, found: list[Return]) -> FigureTable:
        numbers = Counter(times_returned(found).values())
        rows = [
            Row(str(times), [count(times + 1), count(items, self.items_url(times=times))])
            for times, items in sorted(numbers.items())
        ]
        headings = [_("Returns of the item"), _("Rounds"), _("Items")]
        return FigureTable(_("Rounds of each item"), headings, rows)
