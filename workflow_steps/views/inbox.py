"""The inbox and a writer's own items as pages of Wagtail's admin."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.models import Task, WorkflowState
from wagtail.permissions import page_permission_policy

from ..absence_board import answers
from ..deciders import Deciders
from ..inbox import PER_PAGE, Inbox
from ..models import NewsroomTaskState
from ..my_items import items_of, running_items
from ..page_states import State, drafts_of
from ..templatetags.office_formats import number
from .inbox_columns import Card, inbox_columns, my_item_columns
from .remembered import RemembersFilters

OVERDUE = "overdue"


def explorer_url(**filters: Any) -> str:
    """Pages anywhere in the tree by these filters."""
    return f"{reverse('wagtailadmin_explore_root')}?{urlencode(filters)}"


# --- pages -----------------------------------------------------------------------------------


class ItemPaginator(WagtailPaginator):
    verbose_name = _("newsroom item")
    verbose_name_plural = _("newsroom items")


class ListingView(RemembersFilters, BaseListingView):
    """What the two lists share: the database pages, the rows of one page are looked at."""

    template_name = "workflow_steps/inbox/index.html"
    results_template_name = "workflow_steps/inbox/results.html"
    paginator_class = ItemPaginator
    paginate_by = PER_PAGE
    table_class = Card
    is_searchable = True
    search_backend_name = None

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox.of(self.request)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"base_url": self.index_url}

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset  # there is one order, and it is the list's reason

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        paginator, page, states, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = self.rows(states)
        return paginator, page, page.object_list, has_others

    def rows(self, states: Any) -> list[Any]:
        raise NotImplementedError


def their_tasks(request: HttpRequest | None) -> QuerySet[Task]:
    tasks = Inbox.of(request).tasks if request else []
    return Task.objects.filter(pk__in=[task.pk for task in tasks]).order_by("pk")


class InboxFilterSet(WagtailFilterSet):
    task = django_filters.ModelChoiceFilter(
        label=_("Task"),
        queryset=their_tasks,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    time = django_filters.ChoiceFilter(
        label=_("Time left"),
        method="filter_time",
        choices=[(OVERDUE, _("Overdue"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = NewsroomTaskState
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(Inbox.of(self.request).tasks) < 2:
            del self.filters["task"]

    def filter_time(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(Inbox.of(self.request).overdue())


class InboxView(ListingView):
    """Everything that waits for this person's decision, the most urgent first."""

    page_title = _("Inbox")
    header_icon = "mail"
    index_url_name = "newsroom_inbox"
    index_results_url_name = "newsroom_inbox_results"
    filterset_class = InboxFilterSet
    search_fields = ["revision__object_str"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.inbox.is_theirs:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[NewsroomTaskState]:
        return self.inbox.waiting()

    def rows(self, states: Any) -> list[Any]:
        return self.inbox.rows(states)

    @cached_property
    def columns(self) -> list[Any]:
        return inbox_columns(several_tasks=len(self.inbox.tasks) > 1)

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching or self.is_filtering:
            return _("No waiting item matches.")
        if self.inbox.to_initial:
            return _("What is live in an emergency, above, is all that waits for your decision.")
        return _(
            "Nothing is waiting for your decision. What is submitted stands here, the most "
            "urgent first."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, who = [], []
        if not self.results_only:
            rows = self.inbox.first_rows
            who = answers(Deciders.of(self.request), [task.pk for task in self.inbox.tasks])
        return {**super().get_context_data(**kwargs), "first_rows": rows, "answers": who}


class Place(TextChoices):
    RETURNED = "returned", _("Returned to you")
    REVIEW = "review", _("In review, with others")


class MyItemsFilterSet(WagtailFilterSet):
    place = django_filters.ChoiceFilter(
        label=_("Where it is"),
        method="filter_place",
        choices=Place,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = WorkflowState
        fields: list[str] = []

    def filter_place(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(status=STATUS_OF[value])


STATUS_OF: dict[str, str] = {
    Place.RETURNED: WorkflowState.STATUS_NEEDS_CHANGES,
    Place.REVIEW: WorkflowState.STATUS_IN_PROGRESS,
}


class MyItemsView(ListingView):
    """A writer's own items under way: where each waits, and since when."""

    page_title = _("My items under way")
    header_icon = "doc-full-inverse"
    index_url_name = "newsroom_my_items"
    index_results_url_name = "newsroom_my_items_results"
    filterset_class = MyItemsFilterSet
    search_fields = ["current_task_state__revision__object_str"]

    def get_base_queryset(self) -> QuerySet[Any]:
        return running_items(self.request.user)

    def rows(self, states: Any) -> list[Any]:
        return items_of(states, self.inbox.times, Deciders.of(self.request))

    @cached_property
    def columns(self) -> list[Any]:
        return my_item_columns()

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching or self.is_filtering:
            return _("No item of yours matches.")
        return _(
            "None of your items is under way. What you submit stands here until it is live, "
            "and what is returned to you stands first."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Drafts wait for nobody but their writer; they are counted, with the way to them."""
        context = super().get_context_data(**kwargs)
        if not self.results_only:
            user = self.request.user
            context["drafts"] = drafts_of(user).order_by().count()
            context["drafts_url"] = explorer_url(state=State.DRAFT, owner=user.pk)
        return context


def inbox_urls() -> list[Any]:
    return [
        path("kotak-masuk/", InboxView.as_view(), name="newsroom_inbox"),
        path(
            "kotak-masuk/hasil/",
            InboxView.as_view(results_only=True),
            name="newsroom_inbox_results",
        ),
        path("naskah-saya/", MyItemsView.as_view(), name="newsroom_my_items"),
        path(
            "naskah-saya/hasil/",
            MyItemsView.as_view(results_only=True),
            name="newsroom_my_items_results",
        ),
    ]


# --- menu ------------------------------------------------------------------------------------


class InboxMenuItem(MenuItem):
    """With the number of what waits: Wagtail's sidebar has no badges of its own."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Inbox.of(request).is_theirs

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = Inbox.of(request).count
        label = f"{self.label} ({number(count)})" if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


def inbox_menu_item() -> MenuItem:
    return InboxMenuItem(
        _("Inbox"), reverse("newsroom_inbox"), name="inbox", icon_name="mail", order=10
    )


class MyItemsMenuItem(MenuItem):
    """For those who write pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "add"))


def my_items_menu_item() -> MenuItem:
    return MyItemsMenuItem(
        _("My items"),
        reverse("newsroom_my_items"),
        name="my-items",
        icon_name="doc-full-inverse",
        order=20,
    )
