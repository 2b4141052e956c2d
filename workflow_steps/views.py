"""Where a reviewer decides, on a phone or in Wagtail's modal."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages import workflow as page_workflow
from wagtail.models import Page, TaskState

from .forms import form_for_action
from .models import DivisionHeadApprovalTask, NewsroomTaskState, ReviewTask
from .models.tasks import already_decided
from .refusals import WorkflowRefusal

# Wagtail 8 adds "View" to the name.
WorkflowAction: Any = getattr(page_workflow, "WorkflowActionView", None) or (
    page_workflow.WorkflowAction
)


class DecideInModal(WorkflowAction):
    """Wagtail's moderation modal, with two things that it leaves out.

    The task state must belong to the page in the URL (invariant 5; not checked in
    ``wagtail/admin/views/generic/workflow.py``), and a refusal is told instead of becoming an
    error.
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
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return self.render_modal_json(
                    request, {"step": "success", "redirect": self.redirect_url}
                )
            return redirect(self.redirect_url)


class DecisionView(View):
    """One page, two answers: the mail's link and the editor's button lead here.

    Nothing is decided by a GET; opening it counts as the approver's first opening.
    """

    template_name = "workflow_steps/decision.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user  # logged in: the admin's addresses demand it
        self.task_state = get_object_or_404(
            NewsroomTaskState.objects.select_related("workflow_state", "revision"),
            pk=kwargs["task_state_id"],
        )
        self.task = self.task_state.task.specific
        self.page: Page = self.task_state.page
        if not isinstance(self.task, ReviewTask) or not self.task.user_can_access_editor(
            self.page, user
        ):
            raise PermissionDenied
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
            messages.error(request, already_decided(self.task_state))
            return redirect("wagtailadmin_home")
        if objection := self.task.objection(self.task_state, user):
            messages.error(request, objection)
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        if isinstance(self.task, DivisionHeadApprovalTask):
            user: Any = request.user
            self.task.record_opening(self.task_state, user)
        return self.show()

    def post(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        action = request.POST.get("action", "")
        form = form_for_action(action)(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was decided: the reason is missing or too short."))
            return self.show(form)
        try:
            self.task.on_action(self.task_state, request.user, action, **form.cleaned_data)
        except WorkflowRefusal as refusal:
            messages.error(request, refusal.message)
            return redirect("wagtailadmin_home")
        self.tell_outcome(action)
        return redirect("wagtailadmin_home")

    def tell_outcome(self, action: str) -> None:
        page = type(self.page).objects.get(pk=self.page.pk)
        title = page.get_admin_display_title()
        if action == "reject":
            messages.success(
                self.request, _("“%(title)s” was returned to the writer.") % {"title": title}
            )
        elif page.live and page.live_revision_id == self.task_state.revision_id:
            button = messages.button(page.full_url, _("View live"))
            messages.success(
                self.request,
                _("“%(title)s” is approved and live.") % {"title": title},
                buttons=[button],
            )
        elif isinstance(self.task, DivisionHeadApprovalTask):
            messages.success(
                self.request,
                _("“%(title)s” is approved and goes live at its time.") % {"title": title},
            )
        else:
            messages.success(
                self.request, _("“%(title)s” is now with the Kepala Bidang.") % {"title": title}
            )

    def show(self, return_form: Any = None) -> HttpResponse:
        context = {
            "page": self.task_state.revision.as_object(),
            "task": self.task,
            "task_state": self.task_state,
            "return_form": return_form or form_for_action("reject")(),
            "approve_form": form_for_action("approve")(auto_id="approve_%s"),
            "approve_label": self.task.approve_label,
            "preview_url": reverse(
                "wagtailadmin_pages:workflow_preview", args=[self.page.pk, self.task.pk]
            ),
            "earlier_returns": TaskState.objects.filter(
                workflow_state=self.task_state.workflow_state, status=TaskState.STATUS_REJECTED
            )
            .select_related("finished_by", "task")
            .order_by("-finished_at"),
            "may_edit": not self.task.locked_for_user(self.page, self.request.user),
        }
        status = 422 if return_form else 200
        return render(self.request, self.template_name, context, status=status)
