"""What the reports of figures share: filters that must be valid, quick periods, cells, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.periods import Period, quick_periods
from workflow_steps.templatetags.office_formats import duration, number
from workflow_steps.views.remembered import RemembersFilters

from ..models import StepTiming
from ..timing_filters import CORRECTION, TimingFilterSet, of_period
from .exported import NONE, ExportedReport

TIMINGS = "report_timings"
NOTHING = NONE


@dataclass(frozen=True)
class Cell:
    """One figure of a table, and the way to what is behind it."""

    text: str
    url: str = ""
    note: str = ""
    is_late: bool = False


def count(value: int, url: str = "", **more: Any) -> Cell:
    return Cell(number(value), url if value else "", **more)


def percent(value: Any, url: str = "", **more: Any) -> Cell:
    if value is None:
        return Cell(NOTHING)
    return Cell(f"{number(value, 1)}%", url, **more)


def share(value: Decimal | None) -> Decimal | None:
    """A percentage as a spreadsheet has it."""
    return None if value is None else value / 100


def time(value: int | None, url: str = "", **more: Any) -> Cell:
    if value is None:
        return Cell(NOTHING)
    return Cell(duration(value), url, **more)


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]
    url: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class FigureTable:
    """``headings``: of the rows' names, then of every cell."""

    caption: str
    headings: Sequence[str]
    rows: list[Row]
    left_out: int = 0


class QuickPeriodsMixin:
    """Links to the periods that are asked for most; ``period_filter`` is the filter they set."""

    period_filter = "closed_at"
    request: HttpRequest
    index_url: str

    def chosen_period(self) -> Period | None:
        """What is marked as chosen; none where everything is shown without a period."""
        return None

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)  # type: ignore[misc]
        chosen = self.chosen_period()
        asked = of_period(chosen, self.period_filter) if chosen else {}
        context["quick_periods"] = [
            {
                "label": label,
                "url": self.url_with(**of_period(period, self.period_filter)),
                "is_current": of_period(period, self.period_filter) == asked,
            }
            for label, period in quick_periods()
        ]
        return context

    def url_with(self, **values: Any) -> str:
        """This report with other filters."""
        query = self.request.GET.copy()
        for name in ("p", "export", "_w_filter_fragment"):
            query.pop(name, None)
        for name, value in values.items():
            query[name] = value
        return f"{self.index_url}?{query.urlencode()}"


class FiguresView(RemembersFilters, QuickPeriodsMixin, ExportedReport, ReportView):
    """A report about step timings, by the filters of ``timing_filters.py``.

    With a filter that is not valid it says so and shows no figures: Wagtail's own way would be to
    leave all filters out, which reads like an answer.
    """

    model = StepTiming
    template_name = "reports/figures.html"
    filterset_class: type[TimingFilterSet] = TimingFilterSet
    permission_policy = ModelPermissionPolicy(StepTiming)
    permission_required: str | None = "view"
    is_searchable = False
    paginate_by: int | None = None
    export_filename = "laporan"
    explained: tuple[str, ...] = ("closed_at", "basis")

    def get_filename(self) -> str:
        period = self.filters.period
        return f"{self.export_filename}-{period.first:%Y%m%d}-{period.last:%Y%m%d}"

    def get_filtered_queryset(self) -> Any:
        return self.found() if self.filters.is_valid() else []

    def found(self) -> Any:
        """What the report is about; whether there is any is what the page asks."""
        return self.get_queryset()

    def exported(self) -> Any:
        return self.found()

    def about(self) -> list[tuple[str, str]]:
        told = [(_("Reporting period"), str(self.filters.period))]
        if "basis" in self.filters.filters:
            corrected = self.filters.is_corrected
            how = _("after correction") if corrected else _("as judged at the time")
            told.append((_("Judgement"), how))
        return told

    def chosen_period(self) -> Period | None:
        return self.filters.period if self.filters.is_valid() else None

    @cached_property
    def no_results_message(self) -> Any:
        if not self.filters.is_valid():
            return _("No figures are shown until the filters are valid.")
        return _("There is nothing in this period yet.")

    def items_url(self, **values: Any) -> str:
        """The list of the timings behind a figure."""
        path, asked = self._items
        return f"{path}?{urlencode({**asked, **values})}"

    @cached_property
    def _items(self) -> tuple[str, dict[str, Any]]:
        """Made once: a report has hundreds of figures."""
        asked = self.filters.link_values()
        asked.pop("by", None)
        return reverse(TIMINGS), asked

    def filter_errors(self) -> list[str]:
        """In the results, since Wagtail shows them only inside its closed menu of filters."""
        form = self.filters.form
        return [
            f"{form.fields[name].label if name in form.fields else name}: {message}"
            for name, messages_of_it in form.errors.items()
            for message in messages_of_it
        ]

    def other_basis_url(self) -> str:
        """Nowhere for a report that says the same by either judgement."""
        if "basis" not in self.filters.filters:
            return ""
        return self.url_with(basis="" if self.filters.is_corrected else CORRECTION)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        context["filter_errors"] = self.filter_errors()
        if self.filters.is_valid():
            context |= {
                "period": self.filters.period,
                "is_corrected": self.filters.is_corrected,
                "other_basis_url": self.other_basis_url(),
            }
            if context["object_list"]:
                context |= self.figures()
        return context

    def figures(self) -> dict[str, Any]:
        """What the report's own template shows, when there is anything to show."""
        return {}
