"""What the people of an item are told who open a sheet that is not theirs to decide."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import TaskState

from ..models import NewsroomTaskState
from ..models.tasks import already_decided
from ..my_items import running_items


def tell_where_it_is(request: HttpRequest, task_state: NewsroomTaskState, page: Any) -> bool:
    """Who decides, and where to follow it; ``False``: this person has no part in the item."""
    user = request.user
    own = running_items(user).filter(object_id=str(page.pk)).exists()
    may_edit = page.permissions_for_user(user).can_edit()
    if not own and not may_edit:
        return False
    buttons = []
    if own:
        buttons.append(messages.button(reverse("newsroom_my_items"), _("My items under way")))
    if may_edit:
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        buttons.append(messages.button(edit, _("Open the page")))
    messages.warning(request, where_it_is(task_state, page), buttons=buttons)
    return True


def where_it_is(task_state: NewsroomTaskState, page: Any) -> str:
    current = page.current_workflow_task_state
    if current is None or current.status != TaskState.STATUS_IN_PROGRESS:
        return already_decided(task_state)
    groups = current.task.specific.groups.order_by("name").values_list("name", flat=True)
    return _("“%(title)s” waits for the decision of %(who)s.") % {
        "title": page.get_admin_display_title(),
        "who": ", ".join(groups) or current.task.name,
    }
