"""The editor's buttons as an office says them, and the one that leads to the decision."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.models import WorkflowState

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


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Wagtail names a task or a workflow; a writer submits, and submits again."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        returned = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        return context | {"label": _("Submit again") if returned else _("Submit")}


def say_it_as_an_office(items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Without "restart": what is submitted again begins at the editor review anyway (ADR 6)."""
    items[:] = [
        SubmitMenuItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]
