"""Where a reviewer decides: the sheet, the page exactly as it would be read, and the result."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.models import Page, TaskState
from wagtail.utils.decorators import xframe_options_sameorigin_override

from ..due import step_of
from ..forms import NoReasonForm, ReturnForm
from ..inbox import Inbox
from ..models import Approval, DivisionHeadApprovalTask, NewsroomTaskState, ReviewTask
from ..models.tasks import already_decided
from ..refusals import DecisionRefused, WorkflowRefusal
from . import waiting
from .onlookers import tell_where_it_is
from .sections import notice_of, sections_of
from .sheet import Sheet, changed_since, labels_shown, revision_under_review

# What both say is on one page.
FIELD_IDS = {"approve": "approve_%s", "reject": "return_%s"}


class TaskStateView(View):
    """One task state of the newsroom and its page, for those whose task it is."""

    task_state: NewsroomTaskState
    task: ReviewTask
    page: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user: Any = request.user  # logged in: the admin's addresses demand it
        self.task_state = get_object_or_404(
            NewsroomTaskState.objects.select_related(
                "workflow_state", "revision", "finished_by", "submitted_by"
            ),
            pk=kwargs["task_state_id"],
        )
        task = self.task_state.task.specific
        if not isinstance(task, ReviewTask):
            raise PermissionDenied
        self.task = task
        self.page = self.task_state.page
        if not self.may_look():
            if not tell_where_it_is(request, self.task_state, self.page):
                raise PermissionDenied
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def may_look(self) -> bool:
        """Also for those who decided it: an acting approver's letter may have ended since."""
        return (
            self.task.may_decide_at_all(self.user) or self.task_state.finished_by_id == self.user.pk
        )

    @property
    def is_waiting(self) -> bool:
        return bool(self.task_state.status == TaskState.STATUS_IN_PROGRESS)


@method_decorator(never_cache, name="dispatch")
class DecisionView(TaskStateView):
    """One page, two answers: the mail's link and the editor's button lead here.

    Nothing is decided by a GET; opening it counts as the approver's first opening.
    """

    template_name = "workflow_steps/sign_off/sheet.html"

    def get(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        if leave := self.elsewhere():
            return leave
        if isinstance(self.task, DivisionHeadApprovalTask):
            self.task.record_opening(self.task_state, self.user)
            self.task_state.refresh_from_db(fields=["opened_at", "due_at"])
        return self.show()

    def post(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        if leave := self.elsewhere():
            return leave
        action = request.POST.get("action", "")
        if action != "reject":
            return self.pass_on(action)
        form = ReturnForm(request.POST, auto_id=FIELD_IDS["reject"])
        if not form.is_valid():
            messages.error(request, _("Nothing was decided: the reason is missing or too short."))
            return self.show(return_form=form, status=422)
        return self.carry_out(action, form, form.cleaned_data["comment"])

    def pass_on(self, action: str) -> HttpResponse:
        form = NoReasonForm(self.request.POST, auto_id=FIELD_IDS["approve"])
        if not form.is_valid():
            messages.error(self.request, form.non_field_errors()[0])
            reason = ReturnForm(
                initial={"comment": self.request.POST["comment"]}, auto_id=FIELD_IDS["reject"]
            )
            return self.show(return_form=reason, approve_form=form, status=422)
        return self.carry_out(action, form, form.cleaned_data["note"])

    def carry_out(self, action: str, form: Any, comment: str) -> HttpResponse:
        shown_digest = self.request.POST.get("digest", "")
        try:
            self.decide(action, shown_digest, comment)
        except WorkflowRefusal as refusal:
            return self.refused(refusal, action, shown_digest, form)
        return redirect("newsroom_decided", self.task_state.pk)

    def decide(self, action: str, shown_digest: str, comment: str) -> None:
        final = isinstance(self.task, DivisionHeadApprovalTask)
        if action == "approve" and final and not shown_digest:
            raise DecisionRefused(
                _("Nothing was decided: open the sign-off sheet; what it shows is initialled.")
            )
        self.task.on_action(
            self.task_state,
            self.user,
            action,
            comment=comment,
            digest=shown_digest,
            shown={"route": "sheet", "opened_at": opened_at(self.request)},
        )

    # --- when it cannot be decided here (any more) ---

    def elsewhere(self) -> HttpResponse | None:
        """Where to go instead: the item's new round, the result, or what else is waiting."""
        if not self.is_waiting:
            messages.warning(self.request, already_decided(self.task_state))
            return self.after_decision()
        if objection := self.task.objection(self.task_state, self.user):
            messages.error(self.request, objection)
            return redirect(waiting.desk_url())
        return None

    def after_decision(self) -> HttpResponse:
        own = self.task_state.finished_by_id == self.user.pk
        current: Any = self.page.current_workflow_task_state
        if (
            current is not None
            and current.status == TaskState.STATUS_IN_PROGRESS
            and isinstance(task := current.task.specific, ReviewTask)
            and (task == self.task or not own)
            and task.is_eligible(current, self.user)
        ):
            self.tell_changes(current, task)
            return redirect("newsroom_decision", current.pk)
        if own:
            return redirect("newsroom_decided", self.task_state.pk)
        return redirect(waiting.desk_url())

    def tell_changes(self, current: NewsroomTaskState, task: ReviewTask) -> None:
        """Between what the decided round (or an old tab of it) showed and what waits now."""
        sheet = Sheet(self.request, current, task, self.page)
        shown = self.request.POST.get("digest") or self.task_state.digest
        if names := changed_since(self.page, shown, sheet.content):
            messages.warning(
                self.request,
                _("It waits for you again; changed since: %(fields)s.")
                % {"fields": ", ".join(names)},
            )
        else:
            messages.warning(self.request, _("It waits for you again in a new round."))

    def refused(
        self, refusal: WorkflowRefusal, action: str, shown_digest: str, form: Any
    ) -> HttpResponse:
        """The reason, and the sheet as it is now with what was typed kept."""
        self.task_state.refresh_from_db()
        if leave := self.elsewhere():
            return leave
        messages.error(self.request, refusal.message, buttons=self.way_out(refusal))
        sheet = self.sheet()
        if shown_digest and shown_digest != sheet.digest:
            names = changed_since(self.page, shown_digest, sheet.content)
            if names:
                messages.warning(
                    self.request,
                    _("Changed since you opened it: %(fields)s.") % {"fields": ", ".join(names)},
                )
        kept = {"return_form": form} if action == "reject" else {"approve_form": form}
        return self.show(**kept, status=409)

    @staticmethod
    def way_out(refusal: WorkflowRefusal) -> list[Any]:
        """Where what stands in the way can be settled, if it can."""
        return [messages.button(refusal.next_url, _("Look at it"))] if refusal.next_url else []

    # --- showing ---

    def sheet(self) -> Sheet:
        return Sheet(self.request, self.task_state, self.task, self.page)

    def show(
        self, *, return_form: Any = None, approve_form: Any = None, status: int = 200
    ) -> HttpResponse:
        sheet = self.sheet()
        sections = sections_of(sheet)
        if return_form is not None:  # to where it has to be mended, far down on a phone
            return_form.fields["comment"].widget.attrs["autofocus"] = True
        context = {
            "sheet": sheet,
            "page": sheet.page,
            "task": self.task,
            "task_state": self.task_state,
            "step": step_of(self.task_state),
            "sections": sections,
            "notice": notice_of(sections),
            "approve_form": approve_form or NoReasonForm(auto_id=FIELD_IDS["approve"]),
            "return_form": return_form or ReturnForm(auto_id=FIELD_IDS["reject"]),
            "preview_url": reverse("newsroom_preview", args=[self.task_state.pk]),
            "opened_at": timezone.now().isoformat(timespec="seconds"),
            "may_edit": not self.task.locked_for_user(self.page, self.user),
        }
        return render(self.request, self.template_name, context, status=status)


def opened_at(request: HttpRequest) -> str:
    """When the tab that decides was opened, as it says itself; empty when that makes no sense."""
    said: datetime | None = None
    with suppress(ValueError):
        said = parse_datetime(request.POST.get("opened_at", ""))
    if said is None or timezone.is_naive(said) or said > timezone.now():
        return ""
    return said.isoformat(timespec="seconds")


class PreviewView(TaskStateView):
    """The revision under review, exactly as the public would read it: their language, their zone.

    Also for a decided task, so that a tab left open does not lose its page.
    """

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        if self.is_waiting and isinstance(self.task, DivisionHeadApprovalTask):
            self.task.record_opening(self.task_state, self.user)
        revision = revision_under_review(self.task_state, self.task, self.page)
        page = revision.as_object()
        page.live = True  # as it will be; a withdrawn page would answer 410 (``gone.py``)
        page.sealed_labels = labels_shown(self.task_state, self.task)
        with (
            translation.override(settings.LANGUAGE_CODE),
            timezone.override(timezone.get_default_timezone()),
        ):
            response: HttpResponse = page.make_preview_request(
                request, page.default_preview_mode, {"revision_id": revision.pk}
            )
        return response


@method_decorator(never_cache, name="dispatch")
class DecidedView(TaskStateView):
    """After the decision: what happened, where it can be read, and what waits next."""

    template_name = "workflow_steps/sign_off/decided.html"

    def get(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        if self.is_waiting:
            return redirect("newsroom_decision", self.task_state.pk)
        page = self.page
        approval = Approval.objects.filter(task_state_id=self.task_state.pk).first()
        is_live = page.live and page.live_revision_id == self.task_state.revision_id
        context = {
            "page": page,
            "task": self.task,
            "task_state": self.task_state,
            "outcome": self.outcome(is_live),
            "approval": approval,
            "is_live": is_live,
            "go_live_at": None if is_live else approval and approval.go_live_at,
            "own": self.task_state.finished_by_id == self.user.pk,
            "desk_url": waiting.desk_url(),
            "next": waiting.next_for(Inbox.of(request), self.task_state),
        }
        return render(request, self.template_name, context)

    def outcome(self, is_live: bool) -> str:
        status = self.task_state.status
        if status == TaskState.STATUS_REJECTED:
            return "returned"
        if status != TaskState.STATUS_APPROVED:
            return "withdrawn"
        if not isinstance(self.task, DivisionHeadApprovalTask):
            return "passed"
        return "live" if is_live else "approved"
