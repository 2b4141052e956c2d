"""On the start page: who decides today, where it is not as usual, and what lacks somebody."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from . import holdings
from .absence_board import answers, warnings
from .absence_forms import ANYBODYS
from .deciders import APPOINT, Deciders
from .hand_over_views import NOBODY
from .hand_over_views import PERMISSION as HAND_OVER
from .inbox import Inbox
from .models import WebhookDelivery
from .webhooks.views import POLICY as WEBHOOKS


@dataclass(frozen=True)
class Line:
    text: str
    url: str
    link: str


class StaffingPanel(Component):
    """Only where something is missing, for those who can do something about it."""

    name = "newsroom_staffing"
    template_name = "workflow_steps/absence/panel.html"
    order = 30

    class Media:
        css = {"all": ["css/inbox.css", "css/absence.css"]}

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"lines": self.lines}


class DecidesPanel(Component):
    """Above the inbox, on days that are not like others: somebody acts, or is away."""

    name = "newsroom_decides"
    template_name = "workflow_steps/absence/decides_panel.html"
    order = 35

    class Media:
        css = {"all": ["css/inbox.css", "css/absence.css"]}

    def __init__(self, found: list[Any]) -> None:
        self.found = found

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"answers": self.found}


def lines_for(user: Any, deciders: Deciders) -> list[Line]:
    """A fixed number of queries, however much there is."""
    lines: list[Line] = []
    if user.has_perm(ANYBODYS) or user.has_perm(APPOINT):
        lines += _days_without_anybody(deciders, may_appoint=user.has_perm(APPOINT))
    if user.has_perm(HAND_OVER) and (count := holdings.count_of(None)):
        text = ngettext(
            "%(count)d piece of work has no holder: its account is closed or gone.",
            "%(count)d pieces of work have no holder: their accounts are closed or gone.",
            count,
        )
        lines.append(Line(text % {"count": count}, reverse(NOBODY), _("Hand over work")))
    if WEBHOOKS.user_has_permission(user, "view"):
        dead = WebhookDelivery.objects.filter(state=WebhookDelivery.State.DEAD).count()
        if dead:
            text = ngettext(
                "%(count)d webhook message was given up.",
                "%(count)d webhook messages were given up.",
                dead,
            )
            lines.append(Line(text % {"count": dead}, reverse("webhook:dead"), _("Look")))
    return lines


def _days_without_anybody(deciders: Deciders, *, may_appoint: bool) -> list[Line]:
    lines = []
    for gap in deciders.gaps():
        if gap.is_approval and may_appoint:
            url, link = reverse("acting_appointment:add"), _("Appoint somebody (Plt./Plh.)")
        else:
            url, link = reverse("absence:index"), _("Absences")
        lines += [Line(text, url, link) for text in warnings([gap])]
    return lines


def add_staffing_panels(request: HttpRequest, panels: list[Any]) -> None:
    deciders = Deciders.of(request)
    if lines := lines_for(request.user, deciders):
        panels.append(StaffingPanel(lines))
    inbox = Inbox.of(request)
    unusual = [task.pk for task in inbox.tasks if deciders.is_unusual(task.pk)]
    if unusual:
        panels.append(DecidesPanel(answers(deciders, unusual)))
