"""Who is to be expected to decide, beside the page that waits for it."""

from typing import Any

from django import template
from wagtail.models import Page, WorkflowState

from ..deciders import Answer, Deciders
from ..models import NewsroomTaskState

register = template.Library()


@register.simple_tag(takes_context=True)
def who_decides(context: Any, page: Any) -> Answer | None:
    """For a page under review; nothing for one that was returned or is not submitted."""
    state = page.current_workflow_state if isinstance(page, Page) and page.pk else None
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    task_state = state.current_task_state and state.current_task_state.specific
    if not isinstance(task_state, NewsroomTaskState):
        return None
    request = context.get("request")
    return Deciders(viewer=request.user if request else None).answer_for(task_state)
