"""Wagtail's page explorer with what a newsroom asks of a list of pages: state, step, time left,
writer; a card for each page on a phone, and filters that stay.

Wagtail looks up the explorer of a folder by its page type, ``Page`` for those without one of
their own (``wagtail/admin/viewsets/pages.py``); nothing here has one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    NavigateToChildrenColumn,
    PageTitleColumn,
)
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from workflow_steps.inbox import Inbox
from workflow_steps.inbox_rows import NOT_DUE, Deadline
from workflow_steps.page_states import PageState, State, in_state, states_of
from workflow_steps.standards import StandardTimes
from workflow_steps.views.inbox_columns import Cell, DeadlineColumn
from workflow_steps.views.remembered import RemembersFilters

from ..models import StepTiming, WorkEvent
from ..people import names_of_people
from ..queue import running, writers_of


@dataclass(frozen=True)
class Facts:
    """What a row shows beside the title."""

    state: PageState
    step: int
    step_name: str
    deadline: Deadline
    writer: str


def facts_of(page_ids: Collection[int], times: StandardTimes) -> dict[int, Facts]:
    """For the pages of one screen, in the same number of queries however many they are."""
    timings: dict[int, StepTiming] = {}
    for timing in running().filter(item_type=WorkEvent.ItemType.PAGE, item_id__in=page_ids):
        timings.setdefault(timing.item_id, timing)
    writers = writers_of(page_ids)
    names = names_of_people({pk for pk in writers.values() if pk})
    now = timezone.now()
    return {
        pk: _facts(state, timings.get(pk), names.get(writers.get(pk) or 0, ""), times, now)
        for pk, state in states_of(page_ids).items()
    }


def _facts(
    state: PageState, timing: StepTiming | None, writer: str, times: StandardTimes, now: Any
) -> Facts:
    if timing is None or timing.opened_at is None:
        return Facts(state, 0, "", NOT_DUE, writer)
    standard = times.standard(timing.step, timing.opened_at)
    deadline = Deadline.of(times, timing.step, timing.due_at, now)
    return Facts(state, timing.step, standard.name if standard else "", deadline, writer)


class TitleColumn(PageTitleColumn):
    """Without Wagtail's menu of each row: whether a page may be moved or deleted costs several
    queries each (``workflow_steps/permissions.py``). The page's own menu has it all, and so have
    the bulk actions.
    """

    cell_template_name = "reports/explorer/title_cell.html"


class FactCell(Cell):
    """A value of the row's facts, which a page that is no row (the folder itself) lacks."""

    def get_value(self, instance: Any) -> Any:
        facts = getattr(instance, "desk_facts", None)
        return getattr(facts, self.name, "") if facts else ""


class StateColumn(FactCell):
    cell_template_name = "reports/explorer/state_cell.html"


class StepColumn(FactCell):
    cell_template_name = "reports/explorer/step_cell.html"


class TimeLeftColumn(DeadlineColumn, FactCell):
    cell_template_name = "reports/explorer/deadline_cell.html"


class WriterColumn(FactCell):
    cell_template_name = "reports/explorer/writer_cell.html"


class UpdatedColumn(DateColumn):
    cell_template_name = "reports/explorer/updated_cell.html"


class PageFilters(GenericPageFilterSet):
    """Wagtail's, with the state first and without what a site with one address never asks."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="filter_state",
        choices=State,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("site", "has_child_pages"):
            del self.filters[name]
        self.filters.move_to_end("state", last=False)
        self.filters["owner"].label = _("Writer")

    def filter_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(in_state(value))


class ExplorerView(RemembersFilters, ExplorableIndexView):
    template_name = "reports/explorer/index.html"
    table_classname = "listing full-width inbox-listing explorer-listing"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        TitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title"),
        StateColumn("state", label=gettext_lazy("State"), sort_key="live", width="12%"),
        StepColumn("step", label=gettext_lazy("Step"), width="15%"),
        TimeLeftColumn("deadline", label=gettext_lazy("Working time left"), width="14%"),
        WriterColumn("writer", label=gettext_lazy("Writer"), width="12%"),
        UpdatedColumn(
            "latest_revision_created_at",
            label=gettext_lazy("Updated"),
            sort_key="latest_revision_created_at",
            width="11%",
        ),
    ]

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        """Of the whole tree it is the person's own part; Wagtail's way there drops the filters."""
        root = self.permission_policy.explorable_root_instance(request.user)
        if parent_page_id is None and not root.is_root():
            query = request.GET.urlencode()
            address = reverse(self.index_url_name, args=[root.pk])
            return redirect(f"{address}?{query}" if query else address)
        return super().get(request, parent_page_id)

    @cached_property
    def list_url(self) -> str:
        """The whole tree has an address without a number as well."""
        folder = self.kwargs.get("parent_page_id") or Page.get_first_root_node().pk
        return reverse(self.index_url_name, args=[folder])

    @cached_property
    def explorable_columns(self) -> list[BaseColumn]:
        """Wagtail gives the arrow a tenth of the width."""
        columns: list[BaseColumn] = super().explorable_columns
        return [*columns[:-1], NavigateToChildrenColumn("navigate", width="4%")]

    def get_table(self, object_list: Any) -> Any:
        pages = list(object_list)
        facts = facts_of([page.pk for page in pages], Inbox.of(self.request).times)
        for page in pages:
            page.desk_facts = facts.get(page.pk)
        return super().get_table(pages)

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching or self.is_filtering:
            return _("No page matches. Remove the filters to see all pages.")
        return _("There are no pages here yet. Begin one with the plus sign above.")


class ExplorerViewSet(PageViewSet):
    index_view_class = ExplorerView
    filterset_class = PageFilters


def explorer_viewset() -> ExplorerViewSet:
    return ExplorerViewSet()
