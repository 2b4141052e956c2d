"""Kepatuhan SOP: how the steps' times stand against the standard of each."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets.button import Button

from workflow_steps.templatetags.office_formats import number

from ..charts import bars, trend
from ..compliance import BREAKDOWNS, Compliance, Line, Standard
from ..exports import Column, Kind, official, pdf_response
from ..figures_pdf import TEMPLATE, document
from ..filters import STATED
from ..models import PublicationRecord
from ..statistics import Tally
from ..steps import AUTOMATIC_STEPS
from ..timing_filters import STEPS, TimingFilterSet, of_period
from .figures import (
    NOTHING,
    Cell,
    FiguresView,
    FigureTable,
    Row,
    count,
    percent,
    share,
    time,
)

TITLE = gettext_lazy("SOP compliance")
SHOWN = 60
NO_BREAK = "\N{NO-BREAK SPACE}"
BY_PEOPLE = [step for step in STEPS if step not in AUTOMATIC_STEPS]
FIRST_BREAKDOWN = "kategori"


class ComplianceFilterSet(TimingFilterSet):
    by = django_filters.ChoiceFilter(
        label=gettext_lazy("Broken down by"),
        choices=lambda: [
            (name, found.label())
            for name, found in BREAKDOWNS.items()
            if name != FIRST_BREAKDOWN
        ],
        empty_label=gettext_lazy("Category"),
        widget=forms.RadioSelect,
        method="leave",
    )  # fmt: skip

    @property
    def breakdown(self) -> str:
        return self._value("by") or FIRST_BREAKDOWN


class ComplianceView(FiguresView):
    page_title = TITLE
    header_icon = "circle-check"
    index_url_name = "report_compliance"
    index_results_url_name = "report_compliance_results"
    results_template_name = "reports/compliance_results.html"
    filterset_class = ComplianceFilterSet
    export_filename = "kepatuhan-sop"
    export_columns = {
        "section": Column(gettext_lazy("Table"), width=20),
        "label": Column(gettext_lazy("Row"), width=44),
        "counted": Column(gettext_lazy("Judged"), Kind.INTEGER),
        "on_time": Column(gettext_lazy("On time"), Kind.INTEGER),
        "early": Column(gettext_lazy("Faster than the lower limit"), Kind.INTEGER, 14),
        "late": Column(gettext_lazy("Late"), Kind.INTEGER),
        "percent": Column(gettext_lazy("Share within the standard"), Kind.PERCENT, 14),
        "median": Column(gettext_lazy("Median"), Kind.DURATION),
        "ninetieth": Column(gettext_lazy("90th percentile"), Kind.DURATION),
        "longest": Column(gettext_lazy("Longest"), Kind.DURATION),
        "standard_max": Column(gettext_lazy("Standard, longest"), Kind.DURATION),
        "not_measured": Column(gettext_lazy("Not measured"), Kind.INTEGER),
        "automatic": Column(gettext_lazy("Automatic"), Kind.INTEGER),
        "cancelled": Column(gettext_lazy("Cancelled"), Kind.INTEGER),
        "unjudged": Column(gettext_lazy("Cannot be judged yet"), Kind.INTEGER, 12),
        "counted_before": Column(gettext_lazy("Judged in the period before"), Kind.INTEGER, 14),
        "percent_before": Column(
            gettext_lazy("Share within the standard in the period before"), Kind.PERCENT, 18
        ),
    }

    @cached_property
    def report(self) -> Compliance:
        filters = self.filters
        return Compliance(
            lambda period: filters.narrowed(self.get_base_queryset(), period),
            filters.period,
            filters.judged_by,
            breakdown=filters.breakdown,
            one_step="step" in filters.link_values(),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("export") == "pdf" and self.filters.is_valid():
            with official():
                return pdf_response(self.get_filename(), TEMPLATE, self.on_paper())
        return super().get(request, *args, **kwargs)

    def on_paper(self) -> dict[str, Any]:
        """The monthly report: the same figures, with letterhead and signature."""
        total = self.report.total.tally
        values = {
            "percent": percent(total.percent).text,
            "kept": number(total.kept),
            "counted": number(total.counted),
        }
        lead = _("%(percent)s within the standard: %(kept)s of %(counted)s judged steps.") % values
        emergencies = self.emergencies()["count"]
        left_out = ", ".join(cell.text for cell in self.left_out(total))
        return document(
            str(self.page_title),
            str(self.filters.period),
            lead=[
                lead if total.counted else _("Nothing was judged."),
                left_out and f"{_('Not in the percentage:')} {left_out}.",
                ngettext(
                    "%(emergencies)s page was published in an emergency in this period.",
                    "%(emergencies)s pages were published in an emergency in this period.",
                    emergencies,
                )
                % {"emergencies": number(emergencies)}
                if emergencies
                else "",
            ],
            tables=[self.step_table(), self.trend_table(), self.breakdown_table()],
            notes=[
                *self.about()[1:],
                *([(_("Filter"), told)] if (told := self.filters_in_words()) else []),
                (_("Percentiles"), _("by nearest rank: each is the working time of a real item")),
            ],
        )

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        pdf = Button(
            _("Download official PDF"),
            url=self.url_with(export="pdf"),
            icon_name="doc-full",
            priority=100,
        )
        return [*super().header_more_buttons, *([pdf] if self.filters.is_valid() else [])]

    def found(self) -> list[Line]:
        return self.report.lines()

    def export_values(self, item: Line) -> dict[str, Any]:
        names = ("counted", "on_time", "early", "late")
        others = ("not_measured", "automatic", "cancelled", "unjudged")
        return {
            "section": item.section,
            "label": item.label or _("not said"),
            **{name: getattr(item.tally, name) for name in (*names, *others)},
            "percent": share(item.tally.percent),
            "median": item.spread.median,
            "ninetieth": item.spread.ninetieth,
            "longest": item.spread.longest,
            "standard_max": item.standard.longest if item.standard else None,
            "counted_before": item.before.counted if item.before else None,
            "percent_before": share(item.before.percent) if item.before else None,
        }

    # --- the screen ---

    def figures(self) -> dict[str, Any]:
        total = self.report.total
        return {
            "total": percent(total.tally.percent, self.items_url(result="dinilai")),
            "total_of": total.tally,
            "change": change(total.tally, total.before),
            "before": self.filters.period.before(),
            "left_out": self.left_out(total.tally),
            "emergencies": self.emergencies(),
            "steps": self.step_table(),
            "months": self.trend_table(),
            "trend": self.trend_chart(),
            "bars": self.bar_chart(),
            "broken_down": self.breakdown_table(),
            "breakdowns": [
                {
                    "label": found.label(),
                    "url": self.url_with(by="" if name == FIRST_BREAKDOWN else name),
                    "is_current": name == self.filters.breakdown,
                }
                for name, found in BREAKDOWNS.items()
            ],
        }

    def left_out(self, tally: Tally) -> list[Cell]:
        """What no percentage counts, by name."""
        found = (
            (tally.not_measured, _("not measured"), "tidak-terukur"),
            (tally.unjudged, _("cannot be judged yet"), "belum-dinilai"),
            (tally.cancelled, _("cancelled"), "batal"),
        )
        return [
            Cell(f"{number(value)} {label}", self.items_url(result=result))
            for value, label, result in found
            if value
        ]

    def emergencies(self) -> dict[str, Any]:
        """Published before the approval: its own line in every report (invariant 6).

        As many as the register has, whose lines they link to for those who may read it.
        """
        period = self.filters.period
        found = PublicationRecord.objects.filter(
            published_at__gte=period.starts_at, published_at__lt=period.ends_before
        ).exclude(emergency_reason="")
        asked = {**of_period(period, "published_at"), "emergency_reason": STATED}
        may_read = self.request.user.has_perm("reports.view_publicationrecord")
        register = f"{reverse('publication_register')}?{urlencode(asked)}"
        return {"count": found.count(), "url": register if may_read else ""}

    def verdict_cells(self, tally: Tally, **values: Any) -> list[Cell]:
        return [
            count(tally.counted, self.items_url(**values, result="dinilai")),
            percent(tally.percent, self.items_url(**values, result="sesuai")),
            count(tally.on_time, self.items_url(**values, result="tepat")),
            count(tally.early, self.items_url(**values, result="cepat")),
            count(
                tally.late,
                self.items_url(**values, result="lambat"),
                is_late=bool(tally.late),
            ),
            count(tally.not_measured, self.items_url(**values, result="tidak-terukur")),
        ]

    def step_table(self) -> FigureTable:
        headings = [
            _("Step"), _("Judged"), _("Within the standard (percent)"), _("On time"),
            _("Faster than the lower limit"), _("Late"), _("Not measured"), _("Before"),
            _("Median"), _("90th percentile"), _("Longest"), _("Standard"),
        ]  # fmt: skip
        lines = [*self.report.steps, self.report.total]
        return FigureTable(_("Each step"), headings, [self.step_row(line) for line in lines])

    def step_row(self, line: Line) -> Row:
        tally = self.verdict_cells(line.tally, **line.values)
        result = "otomatis" if line.is_automatic else "dinilai"
        if line.is_automatic:
            url = self.items_url(**line.values, result=result)
            tally[0] = count(line.spread.count, url, note=_("automatic"))
            tally[1:6] = [Cell(NOTHING)] * 5
        url = self.items_url(**line.values, result=result, ordering="-time")
        return Row(
            line.label,
            [
                *tally,
                self.before(line),
                time(line.spread.median, url, note=self.median_before(line)),
                time(line.spread.ninetieth, url),
                time(line.spread.longest, url),
                standard_cell(line.standard),
            ],
            is_total=line.is_total,
        )

    def before(self, line: Line) -> Cell:
        if line.before is None or line.is_automatic:
            return Cell(NOTHING)
        before = self.filters.period.before()
        url = self.items_url(
            **line.values,
            result="dinilai",
            closed_at_from=before.first.isoformat(),
            closed_at_to=before.last.isoformat(),
        )
        if not line.before.counted:
            return Cell(NOTHING)
        return percent(line.before.percent, url, note=change(line.tally, line.before))

    def median_before(self, line: Line) -> str:
        if not line.spread_before or line.spread_before.median is None:
            return ""
        text = time(line.spread_before.median).text.replace(" ", NO_BREAK)
        return _("before: %(time)s") % {"time": text}

    def trend_table(self) -> FigureTable:
        headings = [
            self.report.trend[0].section, _("Judged"), _("Within the standard (percent)"),
            *(_("Step %(number)d") % {"number": step} for step in BY_PEOPLE),
        ]  # fmt: skip
        rows = []
        for line in self.report.trend:
            values = line.values
            cells = [
                count(line.tally.counted, self.items_url(**values, result="dinilai")),
                percent(line.tally.percent, self.items_url(**values, result="sesuai")),
            ]
            for step in BY_PEOPLE:
                share = line.by_step.get(step, Tally()).percent
                url = self.items_url(**{**values, "step": step, "result": "sesuai"})
                cells.append(percent(share, url if share is not None else ""))
            rows.append(Row(line.label, cells))
        return FigureTable(_("By month"), headings, rows)

    def trend_chart(self) -> Any:
        return trend(
            [
                (
                    line.short_label,
                    line.tally.percent,
                    percent(line.tally.percent).text,
                    self.items_url(**line.values, result="dinilai"),
                )
                for line in self.report.trend
            ]
        )

    def bar_chart(self) -> Any:
        """Only steps with a standard and with a time."""
        rows = []
        for line in self.report.steps:
            median, ninetieth = line.spread.median, line.spread.ninetieth
            if line.standard and line.standard.longest and median is not None:
                rows.append(
                    (
                        _("Step %(number)d") % {"number": line.values["step"]},
                        line.standard.longest,
                        (median, time(median).text),
                        (ninetieth or 0, time(ninetieth).text),
                    )
                )
        return bars(rows) if rows else None

    def breakdown_table(self) -> FigureTable:
        one_step = self.report.one_step
        headings = [
            self.report.breakdown.label(), _("Judged"), _("Within the standard (percent)"),
            _("On time"), _("Faster than the lower limit"), _("Late"), _("Not measured"),
        ]  # fmt: skip
        if one_step:
            headings += [_("Median"), _("90th percentile"), _("Longest")]
        rows = []
        for line in self.report.broken_down[:SHOWN]:
            cells = self.verdict_cells(line.tally, **line.values)
            if one_step:
                url = self.items_url(**line.values, result="dinilai", ordering="-time")
                spread = line.spread
                cells += [time(at, url) for at in (spread.median, spread.ninetieth, spread.longest)]
            rows.append(Row(line.label or _("not said"), cells))
        left_out = max(0, len(self.report.broken_down) - SHOWN)
        return FigureTable(self.report.breakdown.label(), headings, rows, left_out)


def change(now: Tally, before: Tally | None) -> str:
    """In percentage points; empty where either has nothing to compare."""
    if before is None or now.percent is None or before.percent is None:
        return ""
    points = now.percent - before.percent
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return _("%(change)s points") % {"change": f"{sign}{number(abs(points), 1)}"}


def standard_cell(standard: Standard | None) -> Cell:
    if standard is None:
        return Cell(NOTHING)
    text = time(standard.longest).text
    if standard.shortest != standard.longest:
        text = f"{time(standard.shortest).text} – {text}"
    return Cell(text, note=_("changed in this period") if standard.changed else "")
