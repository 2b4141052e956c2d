"""The screens of *tayang darurat*: publishing first, and the sheet for the paraf afterwards."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from .. import emergency, gate, publication
from ..content import digest_of
from ..forms import MIN_REASON_LENGTH, NoReasonForm, clean_reason, focus_first_error
from ..gate import GatedPageMixin
from ..models import Approval, EmergencyPublication
from ..permissions import EMERGENCY
from ..refusals import WorkflowRefusal
from ..sign_off.emergency_sheet import EmergencySheet
from ..sign_off.sections import notice_of
from ..sign_off.waiting import desk_url
from .withdraw import MAX_REASON_LENGTH, WithdrawForm


def gated_page(page_id: int) -> Any:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, GatedPageMixin):
        raise Http404
    return page


class EmergencyMenuItem(ActionMenuItem):
    """In the editor, for those who may, where everything else is in order."""

    name = "action-emergency"
    label = gettext_lazy("Publish in an emergency")
    icon_name = "warning"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        page: Any = context.get("page")
        user = context["request"].user
        if context.get("view") != "edit" or not user.has_perm(EMERGENCY):
            return False
        if page.approved_schedule or not isinstance(page, GatedPageMixin):
            return False  # initialled already: only its time has to come
        return not emergency.objection(page, user)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("newsroom_emergency", args=[parent_context["page"].pk])


class EmergencyForm(forms.Form):
    """The written reason; the digest says which content the person saw."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the emergency"),
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Why can the public not wait for the approval? The approver and the register have it "
            "word for word. At least %(count)d characters."
        ) % {"count": MIN_REASON_LENGTH}

    def clean_reason(self) -> str:
        return clean_reason(self.cleaned_data["reason"])


@method_decorator(never_cache, name="dispatch")
class EmergencyView(WagtailAdminTemplateMixin, FormView):
    """Publish the saved draft now; its paraf follows."""

    form_class = EmergencyForm
    template_name = "workflow_steps/emergency/publish.html"
    page_title = gettext_lazy("Publish in an emergency")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user: Any = request.user
        self.page = gated_page(kwargs["page_id"])
        if not self.user.has_perm(EMERGENCY) or not (
            self.page.permissions_for_user(self.user).can_edit()
        ):
            raise PermissionDenied
        self.draft = self.page.get_latest_revision_as_object()
        self.digest = digest_of(self.draft)
        if leave := self.already_done() or self.refused() or self.unsettled():
            return leave
        return super().dispatch(request, *args, **kwargs)

    def already_done(self) -> HttpResponse | None:
        """A second click finds the first one's act, and makes no other."""
        running = gate.open_emergency(self.page.pk)
        if running is None or not self.page.live or self.digest != running.digest:
            return None
        messages.info(
            self.request,
            _("“%(title)s” is live already and waits for its initial (paraf).")
            % {"title": self.page.get_admin_display_title()},
        )
        return redirect("newsroom_emergency_sheet", self.page.pk)

    def refused(self) -> HttpResponse | None:
        objection = emergency.objection(self.page, self.user)
        if not objection:
            return None
        messages.error(self.request, objection)
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def unsettled(self) -> HttpResponse | None:
        """What a person has to answer for first is asked before the reason is typed."""
        try:
            self.draft.refuse_unsettled()
        except WorkflowRefusal as refusal:
            if not refusal.next_url:
                raise
            messages.warning(self.request, refusal.message)
            back = urlencode({"next": self.request.path})
            return redirect(f"{refusal.next_url}?{back}")
        return None

    def get_breadcrumbs_items(self) -> list[Any]:
        return []

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.digest}

    def form_valid(self, form: EmergencyForm) -> HttpResponse:
        shown = form.cleaned_data["digest"]
        if shown != self.digest:
            return self.show_again(
                form,
                _("The draft has changed since you opened this page. Look at it again."),
                status=409,
            )
        due_at = emergency.due_at(self.page, timezone.now())
        publication.publish_in_emergency(
            self.page, self.user, form.cleaned_data["reason"], shown, due_at
        )
        messages.success(
            self.request,
            _("“%(title)s” is live. The approvers are told that its initial (paraf) is missing.")
            % {"title": self.draft.title},
            buttons=[messages.button(self.draft.full_url, _("View live"))],
        )
        return redirect("newsroom_emergency_sheet", self.page.pk)

    def form_invalid(self, form: EmergencyForm) -> HttpResponse:
        focus_first_error(form)
        return self.show_again(
            form, _("Nothing was published: the reason is missing or too short."), status=422
        )

    def show_again(self, form: EmergencyForm, message: str, status: int) -> HttpResponse:
        """As it is now, with what was typed kept."""
        messages.error(self.request, message)
        form.data = {**form.data.dict(), "digest": self.digest}  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.draft,
            notes=self.draft.notes_before_public(),
            approvers=emergency.eligible_approvers(self.page, self.user.pk),
            due_at=emergency.due_at(self.page, timezone.now()),
            round_under_way=self.page.workflow_in_progress,
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )


class InitialForm(NoReasonForm):
    reason_name = "reason"


class SheetBase(View):
    """One page that went live before its approval, for those who may know."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user: Any = request.user
        self.page = gated_page(kwargs["page_id"])
        if not emergency.may_see_sheet(self.page, self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class EmergencySheetView(SheetBase):
    """The approver's sheet: initial what is live already, or take it offline."""

    template_name = "workflow_steps/emergency/sheet.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        running = gate.open_emergency(page_id)
        return self.show(running) if running else self.settled()

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        running = gate.open_emergency(page_id)
        if running is None:
            return self.settled()
        if request.POST.get("action") == "withdraw":
            return self.withdraw(running)
        if request.POST.get("action") == "initial":
            return self.initial(running)
        return self.show(running)

    def initial(self, running: EmergencyPublication) -> HttpResponse:
        form = InitialForm(self.request.POST, auto_id="initial_%s")
        if not form.is_valid():
            messages.error(self.request, form.non_field_errors()[0])
            reason = WithdrawForm(
                initial={"reason": self.request.POST["reason"]}, auto_id="withdraw_%s"
            )
            reason.fields["reason"].widget.attrs["autofocus"] = True
            return self.show(running, initial_form=form, withdraw_form=reason, status=422)
        note = form.cleaned_data["note"]
        shown = self.request.POST.get("digest", "")
        try:
            with transaction.atomic():
                publication.initial_afterwards(running, self.user, shown, note)
        except WorkflowRefusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect("newsroom_emergency_sheet", self.page.pk)
        messages.success(
            self.request,
            _("“%(title)s” is initialled. The label on the public page is gone.")
            % {"title": self.page.title},
            buttons=[messages.button(self.page.full_url, _("View live"))],
        )
        return redirect(desk_url())

    def withdraw(self, running: EmergencyPublication) -> HttpResponse:
        if not emergency.may_withdraw(self.page, self.user):
            raise PermissionDenied
        form = WithdrawForm(self.request.POST, auto_id="withdraw_%s")
        if not form.is_valid():
            messages.error(
                self.request, _("Nothing was withdrawn: the reason is missing or too short.")
            )
            focus_first_error(form)
            return self.show(running, withdraw_form=form, status=422)
        try:
            with transaction.atomic():
                publication.withdraw(self.page, self.user, form.cleaned_data["reason"])
        except WorkflowRefusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect("newsroom_emergency_sheet", self.page.pk)
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn. Its address now tells readers why.")
            % {"title": self.page.title},
            buttons=[messages.button(self.page.full_url, _("What readers see"))],
        )
        return redirect(desk_url())

    def settled(self) -> HttpResponse:
        """Somebody was quicker, or a newer version has its own approval."""
        act = gate.last_act(self.page.pk)
        approval = Approval.objects.filter(pk=act.pk).first() if act else None
        if approval is not None:
            text = _("“%(title)s” has its initial (paraf): %(who)s.") % {
                "title": self.page.title,
                "who": approval.signature,
            }
        elif not self.page.live and act is not None:
            text = _("“%(title)s” is not public any more.") % {"title": act.page_title}
        else:
            text = _("“%(title)s” does not wait for an initial (paraf).") % {
                "title": self.page.get_admin_display_title()
            }
        messages.warning(self.request, text)
        return redirect(desk_url())

    def show(
        self,
        running: EmergencyPublication,
        *,
        initial_form: Any = None,
        withdraw_form: Any = None,
        status: int = 200,
    ) -> HttpResponse:
        sheet = EmergencySheet(self.request, running, self.page)
        sections = sheet.sections()
        context = {
            "sheet": sheet,
            "page": self.page,
            "emergency": running,
            "sections": sections,
            "notice": notice_of(sections),
            "may_withdraw": emergency.may_withdraw(self.page, self.user),
            "initial_form": initial_form or InitialForm(auto_id="initial_%s"),
            "withdraw_form": withdraw_form or WithdrawForm(auto_id="withdraw_%s"),
            "preview_url": reverse("newsroom_emergency_preview", args=[self.page.pk]),
        }
        return render(self.request, self.template_name, context, status=status)


class EmergencyPreviewView(SheetBase):
    """The live page inside the sheet, on the admin's own host, as a reader gets it."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        if not self.page.live:
            raise Http404
        with (
            translation.override(settings.LANGUAGE_CODE),
            timezone.override(timezone.get_default_timezone()),
        ):
            response: HttpResponse = self.page.make_preview_request(
                request, self.page.default_preview_mode
            )
        return response
