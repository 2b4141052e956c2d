"""The dashboard's desk: how much waits for this person, and what they can begin.

What waits for a decision has a list of its own there (``workflow_steps.views.inbox``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from news.material_permissions import permission_policy
from news.models import PageMaterial, SourceMaterial
from news.views.common import material_url
from workflow_steps.inbox import Inbox

State = SourceMaterial.State


@dataclass(frozen=True)
class Waiting:
    """One line of the desk: how many, of what, and where to find them."""

    count: int
    label: str | Promise
    url: str


class DeskPanel(Component):
    """Counts of what waits for the person at the desk; each count leads to its list."""

    name = "newsroom_desk"
    template_name = "news/desk.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {
            "waiting": [line for line in waiting_for(request) if line.count],
            "to_decide": Inbox.of(request).count,
            "can_hand_in": permission_policy.user_has_permission(request.user, "add"),
            "hand_in_url": material_url("add"),
        }


def waiting_for(request: HttpRequest) -> Iterator[Waiting]:
    """Material whose next act is this person's (SOP steps 1 to 3)."""
    user = request.user
    listing = material_url("index")
    own = SourceMaterial.objects.filter(submitted_by=user)
    if permission_policy.user_has_permission(user, "add"):
        yield Waiting(
            own.filter(state=State.RECEIVED).count(),
            _("Material not handed over yet"),
            f"{listing}?state={State.RECEIVED}",
        )
    if permission_policy.user_has_permission(user, "classify"):
        yield Waiting(
            SourceMaterial.objects.filter(state=State.HANDED_OVER).count(),
            _("Material waiting for classification"),
            f"{listing}?state={State.HANDED_OVER}",
        )
        without_page = ~Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
        yield Waiting(
            SourceMaterial.objects.filter(
                without_page, state=State.CLASSIFIED, writer=user
            ).count(),
            _("Classified material assigned to you, without a page yet"),
            f"{listing}?state={State.CLASSIFIED}&writer={user.pk}",
        )
