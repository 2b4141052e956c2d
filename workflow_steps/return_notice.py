"""Whoever opens a returned page reads at once who returned it and why."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import WorkflowState

from .templatetags.office_formats import wita_datetime


def show_reason_of_return(request: HttpRequest, page: Any) -> None:
    """Wagtail keeps the reason in the page's history, three taps away."""
    state = page.current_workflow_state
    if request.method != "GET" or not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    returned = state.current_task_state
    messages.warning(
        request,
        format_html(
            _("Returned by {who} on {time}: {reason}"),
            who=returned.finished_by or _("the system"),
            time=wita_datetime(returned.finished_at),
            reason=returned.comment,
        ),
    )
