"""After "submit": whom the item waits for now and until when, or that nobody can decide it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import TaskState

from .deciders import Deciders
from .templatetags.office_formats import wita_datetime


def tell_whom_it_waits_for(request: HttpRequest, page: Any) -> None:
    """Wagtail's message says only that it was submitted (hook ``after_edit_page``)."""
    if "action-submit" not in request.POST:
        return
    state: Any = page.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return
    answer = Deciders.of(request).answer_for(state)
    if answer is None:
        return
    if answer.is_problem:
        way_out = [messages.button(answer.url, answer.link)] if answer.link else []
        messages.warning(request, f"{answer.text} {answer.advice}".strip(), buttons=way_out)
        return
    values = {"who": answer.text, "until": wita_datetime(state.due_at)}
    text = (
        _("It waits for %(who)s now, until %(until)s.")
        if state.due_at
        else _("It waits for %(who)s now.")
    )
    button = messages.button(reverse("newsroom_my_items"), _("My items under way"))
    messages.info(request, text % values, buttons=[button])
