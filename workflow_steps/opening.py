"""Notice when an eligible approver first opens a page that waits for them (steps 4 → 5)."""

from typing import Any

from wagtail.models import Page

from .models import DivisionHeadApprovalTask


def record_opening_of(page_id: int, user: Any) -> bool:
    """Record the opening if this page waits for approval and ``user`` may give it."""
    page = Page.objects.filter(pk=page_id).first()
    task_state = page.current_workflow_task_state if page else None
    if task_state is None or getattr(task_state, "opened_at", None):
        return False
    task = task_state.task.specific
    if not isinstance(task, DivisionHeadApprovalTask):
        return False
    return task.record_opening(task_state, user)
