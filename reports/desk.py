"""The desk's panels that come from the timings: due today, drafts with their time, overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn
from wagtail.coreutils import get_content_type_label
from wagtail.models import ContentType, Page
from wagtail.permissions import page_permission_policy

from news.material_permissions import TO_HAND_OVER
from news.material_permissions import permission_policy as material_policy
from news.models import PageMaterial, SourceMaterial
from workflow_steps.due import CLASSIFY, RECEIVE, WRITE
from workflow_steps.inbox import Inbox
from workflow_steps.inbox_rows import Deadline
from workflow_steps.models.procedure import office_midnight, office_today
from workflow_steps.page_states import State, drafts_of
from workflow_steps.standards import StandardTimes
from workflow_steps.views.desk import SHOWN, ListPanel, explorer_url, first_of
from workflow_steps.views.inbox_columns import Cell, DeadlineColumn, ItemColumn, SinceColumn

from .models import StepTiming, WorkEvent
from .queue import overdue, rows_of, running
from .views.items import PERMISSION
from .views.queue import OVERDUE
from .views.queue import ItemColumn as QueuedItemColumn

Kind = WorkEvent.ItemType
EDIT = "wagtailadmin_pages:edit"
_WHERE = {Kind.MATERIAL.value: "material:inspect", Kind.PAGE.value: EDIT}


@dataclass(frozen=True)
class DeskRow:
    title: str
    page_type: str
    url: str
    step: int
    deadline: Deadline
    since: Any = None
    for_others: bool = False


# --- due today -------------------------------------------------------------------------------


def mine(user: Any) -> Q:
    """The running steps that wait for this person by name or by what they classify (1 to 3)."""
    condition = Q(pk=None)
    if material_policy.user_has_permission(user, "add"):
        own = SourceMaterial.objects.alias(holder=TO_HAND_OVER).filter(holder=user.pk).order_by()
        condition |= Q(item_type=Kind.MATERIAL, step=RECEIVE, item_id__in=own.values("pk"))
    if material_policy.user_has_permission(user, "classify"):
        condition |= Q(item_type=Kind.MATERIAL, step=CLASSIFY)
    if page_permission_policy.user_has_permission(user, "change"):
        asked = PageMaterial.objects.filter(material__writer=user).order_by()
        owned = Page.objects.filter(owner=user).order_by()
        condition |= Q(item_type=Kind.PAGE, step=WRITE) & (
            Q(item_id__in=owned.values("pk")) | Q(item_id__in=asked.values("page"))
        )
    return condition


def due_today(user: Any) -> QuerySet[StepTiming]:
    """By the office's day; what is overdue comes first."""
    tomorrow = office_midnight(office_today() + timedelta(days=1))
    return running().filter(mine(user), due_at__lt=tomorrow)


def due_rows(timings: Iterable[StepTiming], times: StandardTimes) -> list[DeskRow]:
    now = timezone.now()
    return [
        DeskRow(
            title=timing.item_title,
            page_type=_step_name(timing, times),
            url=reverse(_WHERE[timing.item_type], args=[timing.item_id]),
            step=timing.step,
            deadline=Deadline.of(times, timing.step, timing.due_at, now),
        )
        for timing in timings
    ]


def due_columns() -> list[BaseColumn]:
    return [ItemColumn(), _time_left()]


class DueTodayPanel(ListPanel):
    name = "due_today"
    order = 38
    heading = gettext_lazy("Due today")

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, timings = first_of(due_today(request.user))
        return count, due_rows(timings, Inbox.of(request).times)

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return due_columns()

    def list_url(self, request: HttpRequest) -> str:
        return reverse("newsroom_due_today")


def _time_left() -> BaseColumn:
    return DeadlineColumn("deadline", label=gettext_lazy("Working time left"), width="30%")


def _step_name(timing: StepTiming, times: StandardTimes) -> str:
    standard = times.standard(timing.step, timing.opened_at) if timing.opened_at else None
    return standard.name if standard else ""


# --- drafts ----------------------------------------------------------------------------------


class DraftsPanel(ListPanel):
    name = "my_drafts"
    order = 48
    heading = gettext_lazy("Your drafts")

    def is_for(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, pages = first_of(drafts_of(request.user))
        keys = [page.pk for page in pages]
        timings = running().filter(item_type=Kind.PAGE, step=WRITE, item_id__in=keys)
        by_page = {timing.item_id: timing for timing in timings} if keys else {}
        times, now = Inbox.of(request).times, timezone.now()
        return count, [self._row(page, by_page.get(page.pk), times, now) for page in pages]

    def _row(
        self, page: Page, timing: StepTiming | None, times: StandardTimes, now: Any
    ) -> DeskRow:
        kind = ContentType.objects.get_for_id(page.content_type_id)
        return DeskRow(
            title=page.draft_title or page.title,
            page_type=get_content_type_label(kind),
            url=reverse(EDIT, args=[page.pk]),
            step=WRITE,
            deadline=Deadline.of(times, WRITE, timing.due_at if timing else None, now),
            since=page.latest_revision_created_at,
        )

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return [
            ItemColumn(),
            _time_left(),
            SinceColumn("since", label=gettext_lazy("Last changed"), width="24%"),
        ]

    def list_url(self, request: HttpRequest) -> str:
        return explorer_url(state=State.DRAFT, owner=request.user.pk)


# --- overdue ---------------------------------------------------------------------------------


class OverduePanel(ListPanel):
    """For those who answer for the office's times: what others should have done by now."""

    name = "overdue_steps"
    order = 50
    heading = gettext_lazy("Overdue in the office")

    def is_for(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        inbox = Inbox.of(request)
        late = running().filter(overdue(inbox.times, timezone.now()))
        timings = list(late.exclude(_waiting_for(inbox))[:SHOWN])
        if not timings:
            return 0, []
        return late.order_by().count(), rows_of(timings, request, inbox.times)

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return [
            QueuedItemColumn("title", label=gettext_lazy("Item")),
            _time_left(),
            Cell("on", label=gettext_lazy("On whom"), width="24%"),
        ]

    def list_url(self, request: HttpRequest) -> str:
        return f"{reverse('report_queue')}?time={OVERDUE}"


def _waiting_for(inbox: Inbox) -> Q:
    """What stands in their own inbox already."""
    if not inbox.tasks:
        return Q(pk=None)
    pages = (
        inbox.waiting()
        .order_by()
        .annotate(page_key=Cast("workflow_state__object_id", IntegerField()))
    )
    return Q(item_type=Kind.PAGE, item_id__in=pages.values("page_key"))


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels += [DueTodayPanel(), DraftsPanel(), OverduePanel()]
