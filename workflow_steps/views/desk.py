"""What stands on everybody's desk, the admin's start page: one panel for each thing to look after.

A panel decides by permissions whom it is for, so whoever is in several groups has each of them
once. It shows the first few rows, says how many there are and leads to their list.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import WorkflowState
from wagtail.permissions import page_permission_policy

from .. import scheduled
from ..deciders import Deciders
from ..inbox import Inbox
from ..my_items import items_of, running_items
from ..page_states import State
from ..templatetags.office_formats import number
from .inbox import OVERDUE, Place, explorer_url
from .inbox_columns import (
    Card,
    inbox_columns,
    my_item_columns,
    scheduled_columns,
)
from .remembered import showing_all

SHOWN = 5
LOCKED_SHOWN = 10


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_bad: bool = False


class ListPanel(Component):
    """The first few rows of a list, and the way to all of them.

    Without rows it is shown only if it has something to say then (``empty``).
    """

    template_name = "workflow_steps/desk/panel.html"
    heading: Any

    class Media:
        css = {"all": ["css/inbox.css", "css/desk.css"]}

    def is_for(self, request: HttpRequest) -> bool:
        return True

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        """How many there are, and the first of them."""
        raise NotImplementedError

    def columns(self, request: HttpRequest) -> list[Any]:
        raise NotImplementedError

    def list_url(self, request: HttpRequest) -> str:
        raise NotImplementedError

    def empty(self, request: HttpRequest) -> str:
        """What to say, and what to do next, when there is nothing."""
        return ""

    def next_step(self, request: HttpRequest) -> Link | None:
        """A button below ``empty``."""
        return None

    def more(self, request: HttpRequest) -> list[Link]:
        """Other ways on, beside the one to all rows."""
        return []

    def render_html(self, parent_context: Any = None) -> str:
        if not self.is_for(parent_context["request"]):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        count, rows = self.find(request)
        context = {
            "request": request,
            "panel_id": self.name.replace("_", "-"),
            "heading": self.heading,
            "count": count,
        }
        if rows:
            return context | {
                "table": Card(self.columns(request), rows),
                "url": showing_all(self.list_url(request)),
                "more": self.more(request),
            }
        return context | {"empty": self.empty(request), "next_step": self.next_step(request)}


def first_of(found: Any) -> tuple[int, list[Any]]:
    """The rows shown, and how many there are: counted only when there may be more."""
    rows = list(found[: SHOWN + 1])
    return (found.order_by().count() if len(rows) > SHOWN else len(rows)), rows[:SHOWN]


class EmergencyPanel(Component):
    """What is public without a paraf stays above everything else (invariant 6)."""

    name = "newsroom_emergencies"
    template_name = "workflow_steps/inbox/emergencies.html"
    order = 20

    class Media:
        css = {"all": ["css/inbox.css"]}

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"first_rows": Inbox.of(parent_context["request"]).first_rows}


class InboxPanel(ListPanel):
    """By time left, what is overdue first."""

    name = "newsroom_inbox"
    order = 40
    heading = gettext_lazy("Waiting for your decision")

    def is_for(self, request: HttpRequest) -> bool:
        return Inbox.of(request).is_theirs

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        inbox = Inbox.of(request)
        if not inbox.waiting_count:
            return 0, []
        return inbox.waiting_count, inbox.rows(inbox.waiting()[:SHOWN])

    def columns(self, request: HttpRequest) -> list[Any]:
        return inbox_columns(several_tasks=len(Inbox.of(request).tasks) > 1)

    def list_url(self, request: HttpRequest) -> str:
        return reverse("newsroom_inbox")

    def more(self, request: HttpRequest) -> list[Link]:
        inbox = Inbox.of(request)
        late = inbox.waiting().order_by().filter(inbox.overdue()).count()
        if not late:
            return []
        label = ngettext("%(total)s overdue", "%(total)s overdue", late) % {"total": number(late)}
        return [Link(label, f"{self.list_url(request)}?time={OVERDUE}", is_bad=True)]

    def empty(self, request: HttpRequest) -> str:
        return "" if Inbox.of(request).to_initial else _("Nothing is waiting for your decision.")


class ReturnedPanel(ListPanel):
    """With the reason at once: it is the writer's turn (SOP step 3)."""

    name = "newsroom_returned"
    order = 42
    heading = gettext_lazy("Returned to you")

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        return _own(request, WorkflowState.STATUS_NEEDS_CHANGES)

    def columns(self, request: HttpRequest) -> list[Any]:
        return my_item_columns()

    def list_url(self, request: HttpRequest) -> str:
        return f"{reverse('newsroom_my_items')}?place={Place.RETURNED}"


class MyItemsPanel(ListPanel):
    """What others have to decide now."""

    name = "newsroom_my_items"
    order = 70
    heading = gettext_lazy("Your items in review")

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        return _own(request, WorkflowState.STATUS_IN_PROGRESS)

    def columns(self, request: HttpRequest) -> list[Any]:
        return my_item_columns()

    def list_url(self, request: HttpRequest) -> str:
        return f"{reverse('newsroom_my_items')}?place={Place.REVIEW}"


def _own(request: HttpRequest, status: str) -> tuple[int, list[Any]]:
    items = running_items(request.user).filter(status=status)
    rows = items_of(items[:SHOWN], Inbox.of(request).times, Deciders.of(request))
    return (items.order_by().count() if len(rows) == SHOWN else len(rows)), rows


class ScheduledPanel(ListPanel):
    """Initialled and waiting for its hour; for those who see to the display (SOP step 6)."""

    name = "newsroom_scheduled"
    order = 60
    heading = gettext_lazy("Scheduled")

    def is_for(self, request: HttpRequest) -> bool:
        return Inbox.of(request).is_theirs and page_permission_policy.user_has_permission(
            request.user, "change"
        )

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, revisions = first_of(scheduled.revisions())
        return count, scheduled.rows_of(revisions, timezone.now())

    def columns(self, request: HttpRequest) -> list[Any]:
        return scheduled_columns()

    def list_url(self, request: HttpRequest) -> str:
        return explorer_url(state=State.SCHEDULED)


class FewLockedPagesPanel(LockedPagesPanel):
    """Wagtail lists all of them, each with queries of its own; the report has the rest."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        context["locked_pages"] = context["locked_pages"][:LOCKED_SHOWN]
        return context


WAGTAILS = (
    WorkflowObjectsToModeratePanel,
    UserObjectsInWorkflowModerationPanel,
    LockedPagesPanel,
    RecentEditsPanel,
)


def replace_wagtails_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's grow with every waiting page (1,680 of them: 1,702 queries); ours do not.

    What somebody edited last stands among their drafts, what waits for others, or in the explorer.
    """
    panels[:] = [panel for panel in panels if not isinstance(panel, WAGTAILS)]
    panels += [
        EmergencyPanel(),
        InboxPanel(),
        ReturnedPanel(),
        ScheduledPanel(),
        MyItemsPanel(),
        FewLockedPagesPanel(),
    ]
