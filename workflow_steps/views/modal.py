"""Wagtail's moderation modal, where it is not the sign-off sheet that decides."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.pages import workflow as page_workflow
from wagtail.models import TaskState

from ..models import DivisionHeadApprovalTask, NewsroomTaskState
from ..models.tasks import already_decided
from ..refusals import WorkflowRefusal

# Wagtail 8 adds "View" to the name.
WorkflowAction: Any = getattr(page_workflow, "WorkflowActionView", None) or (
    page_workflow.WorkflowAction
)


class DecideInModal(WorkflowAction):
    """Wagtail's moderation modal, with three things that it leaves out.

    The task state must belong to the page in the URL (invariant 5; not checked in
    ``wagtail/admin/views/generic/workflow.py``), a refusal is told instead of becoming an error,
    and the final approval is given on the sheet, which shows what is approved (invariant 3).
    """

    def get_task_state(self) -> TaskState:
        task_state = super().get_task_state()
        if task_state.workflow_state.object_id != str(self.object.pk):
            raise Http404
        return task_state

    def add_not_in_moderation_error(self) -> None:
        if isinstance(self.task_state, NewsroomTaskState) and self.task_state.finished_at:
            messages.error(self.request, already_decided(self.task_state))
        else:
            super().add_not_in_moderation_error()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except WorkflowRefusal as refusal:
            messages.error(request, refusal.message)
            return self.leave_for(refusal.next_url or self.redirect_url)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.belongs_on_sheet():
            return self.leave_for(reverse("newsroom_decision", args=[self.task_state.pk]))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.belongs_on_sheet():
            return self.leave_for(reverse("newsroom_decision", args=[self.task_state.pk]))
        return super().post(request, *args, **kwargs)

    def belongs_on_sheet(self) -> bool:
        return self.action_name == "approve" and isinstance(self.task, DivisionHeadApprovalTask)

    def leave_for(self, url: str) -> HttpResponse:
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": url})
        return redirect(url)
