"""The editor's button that leads to the decision."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem

from .models import DivisionHeadApprovalTask


class DecideMenuItem(ActionMenuItem):
    """Wagtail hides approve and reject in the editor of a locked page; this one stays."""

    name = "action-decide"
    label = _("Check and decide")
    icon_name = "clipboard-list"
    order = 0

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        task_state = page.current_workflow_task_state if page and page.pk else None
        if task_state is None:
            return False
        task = task_state.task.specific
        return isinstance(task, DivisionHeadApprovalTask) and task.is_eligible(
            task_state, context["request"].user
        )

    def get_url(self, parent_context: dict[str, Any]) -> str:
        task_state = parent_context["page"].current_workflow_task_state
        return reverse("newsroom_decision", args=[task_state.pk])
