"""The timeline of one item, and why a step of it took as long as it did."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from workflow_steps.periods import PeriodFilter
from workflow_steps.permissions import WITHDRAW
from workflow_steps.standards import StandardTimes
from workflow_steps.templatetags.office_formats import wita_datetime
from workflow_steps.views.inbox_columns import Card, Cell
from workflow_steps.views.remembered import RemembersFilters

from ..exports import Column as ExportColumn
from ..exports import Kind
from ..item_timeline import ItemTimeline, step_names
from ..models import StepTiming, WorkEvent
from ..why import Why
from .exported import ExportedReport

TITLE = gettext_lazy("Timeline of an item")
ICON = "history"
PERMISSION = "reports.view_steptiming"
# An item stands in the list with its first timing: material with step 1, a page with step 3.
FIRST = Q(item_type=WorkEvent.ItemType.MATERIAL, step=1) | Q(
    item_type=WorkEvent.ItemType.PAGE, step=3, round=1
)


_LIST = {"url": reverse_lazy("item_timelines"), "label": TITLE}


def item_url(timing: StepTiming) -> str:
    return reverse("item_timeline", args=[timing.item_type, timing.item_id])


class ItemFilterSet(WagtailFilterSet):
    opened_at = PeriodFilter(label=gettext_lazy("Begun"))

    class Meta:
        model = StepTiming
        fields = ["opened_at", "item_type", "category"]


class ItemsReportView(RemembersFilters, ExportedReport, ReportView):
    """All items, to look for the one whose way is asked for."""

    model = StepTiming
    page_title = TITLE
    header_icon = ICON
    index_url_name = "item_timelines"
    index_results_url_name = "item_timelines_results"
    filterset_class = ItemFilterSet
    permission_policy = ModelPermissionPolicy(StepTiming)
    permission_required = "view"
    default_ordering = "-opened_at"
    is_searchable = True
    search_fields = ["item_title"]
    template_name = "reports/figures.html"
    table_class = Card
    export_columns = {
        "item_title": ExportColumn(gettext_lazy("Item"), width=44),
        "item_type": ExportColumn(gettext_lazy("Kind of item"), width=12),
        "category": ExportColumn(gettext_lazy("Category"), width=18),
        "unit": ExportColumn(gettext_lazy("Source (unit)")),
        "opened_at": ExportColumn(gettext_lazy("Begun"), Kind.MOMENT),
    }
    columns = [
        TitleColumn(
            "item_title", label=gettext_lazy("Item"), get_url=item_url, sort_key="item_title"
        ),
        Cell(
            "item_type",
            label=gettext_lazy("Kind"),
            accessor=lambda row: row.get_item_type_display(),
        ),
        Cell("category", label=gettext_lazy("Category"), sort_key="category"),
        Cell("unit", label=gettext_lazy("Source (unit)"), sort_key="unit"),
        Cell(
            "opened_at",
            label=gettext_lazy("Begun"),
            accessor=lambda row: wita_datetime(row.opened_at),
            sort_key="opened_at",
        ),
    ]

    def get_filename(self) -> str:
        return "linimasa-item"

    def export_values(self, item: StepTiming) -> dict[str, Any]:
        own = {name: getattr(item, name) for name in self.export_columns}
        return own | {"item_type": item.get_item_type_display()}

    def get_base_queryset(self) -> QuerySet[StepTiming]:
        return StepTiming.objects.filter(FIRST)


class _ItemView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = ModelPermissionPolicy(StepTiming)
    permission_required = "view"
    header_icon = ICON
    _show_breadcrumbs = True


class ItemTimelineView(_ItemView):
    """An item against the seven steps (SOP steps 1 to 7)."""

    template_name = "reports/items/timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        timeline = ItemTimeline(kwargs["item_type"], kwargs["item_id"])
        if not timeline.timings:
            raise Http404
        self.page_title = timeline.title
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return (
            context
            | self._on_site(kwargs["item_type"], kwargs["item_id"])
            | {
                "timeline": timeline,
                "rows": list(step_names(timeline.timings)),
                "times": StandardTimes.read(),
            }
        )

    def _on_site(self, kind: str, item_id: int) -> dict[str, Any]:
        """Where a page is public, and whether this person may take it offline.

        An approver has no page explorer; this is the screen that search and register lead to.
        """
        page = None
        if kind == WorkEvent.ItemType.PAGE:
            page = Page.objects.filter(pk=item_id, live=True).first()
        if page is None:
            return {}
        may = self.request.user.has_perm(WITHDRAW)
        withdraw = reverse("newsroom_withdraw", args=[item_id]) if may else ""
        return {"live_url": page.full_url, "withdraw_url": withdraw}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, _LIST, {"url": "", "label": self.page_title}]


class WhyView(_ItemView):
    """ "Why 2 j 10 m?": one step of one round, interval by interval."""

    template_name = "reports/items/why.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        timing = StepTiming.objects.filter(
            item_type=kwargs["item_type"],
            item_id=kwargs["item_id"],
            step=kwargs["step"],
            round=kwargs["round_number"],
        ).first()
        if timing is None:
            raise Http404
        self.timing = timing
        self.page_title = gettext("Step %(step)d, round %(round)d") % {
            "step": timing.step,
            "round": timing.round,
        }
        self.page_subtitle = timing.item_title
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name = next(step_names([timing]))[1]
        return context | {"why": Why(timing), "timing": timing, "step_name": name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            _LIST,
            {"url": item_url(self.timing), "label": self.timing.item_title},
            {"url": "", "label": self.page_title},
        ]
