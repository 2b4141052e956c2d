"""What is public without a paraf stands above everything else on every desk (invariant 6)."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from . import acting, emergency
from .models import DivisionHeadApprovalTask
from .standards import StandardTimes


def works_with_pages(user: Any) -> bool:
    """Whoever edits pages, or approves: by group, or as Plt./Plh."""
    if page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        return True
    groups = DivisionHeadApprovalTask.objects.filter(active=True, groups__isnull=False)
    return acting.standing_of(user, groups.values_list("groups", flat=True)) is not None


class EmergencyPanel(Component):
    """Nothing at all on a day without emergencies, for one query."""

    name = "newsroom_emergencies"
    template_name = "workflow_steps/emergency/panel.html"
    order = 10

    def render_html(self, parent_context: Any = None) -> SafeString:
        found = list(emergency.open_emergencies())
        if not found or not works_with_pages(parent_context["request"].user):
            return SafeString("")
        self.found = found
        html: SafeString = super().render_html(parent_context)
        return html

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        times = StandardTimes.read()
        return {
            "lines": [
                {
                    "emergency": one,
                    "clock": emergency.clock(one, times),
                    "url": reverse("newsroom_emergency_sheet", args=[one.page_id]),
                }
                for one in self.found
            ]
        }
