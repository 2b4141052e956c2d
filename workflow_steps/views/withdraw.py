"""Withdrawing a page (turun): a reason that the public reads, asked for on every route."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import page_permission_policy

from .. import publication
from ..forms import MIN_REASON_LENGTH, clean_reason, focus_first_error
from ..gate import GatedPageMixin

MAX_REASON_LENGTH = 500


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "The public reads it at the page's address, for example: “Replaced by newer "
            "information.” At least %(count)d characters."
        ) % {"count": MIN_REASON_LENGTH}

    def clean_reason(self) -> str:
        return clean_reason(self.cleaned_data["reason"])


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    """In place of Wagtail's "unpublish", which asks for no reason (``pages/unpublish.py``)."""

    form_class = WithdrawForm
    template_name = "workflow_steps/withdraw.html"
    page_title = gettext_lazy("Withdraw")
    header_icon = "no-view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page: Any = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not issubclass(self.page.specific_class, GatedPageMixin):
            raise Http404
        if not self.page.permissions_for_user(request.user).can_unpublish():
            if self.page.live:
                raise PermissionDenied
            messages.warning(
                request,
                _("“%(title)s” is not public, so there is nothing to withdraw.")
                % {"title": self.page.get_admin_display_title()},
            )
            return redirect(self.get_next_url())
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[Any]:
        return []

    def get_next_url(self) -> str:
        """Where the person came from; the approver, who edits no pages, goes to the desk."""
        if asked_for := get_valid_next_url_from_request(self.request):
            return str(asked_for)
        parent = self.page.get_parent()
        seen = page_permission_policy.explorable_instances(self.request.user)
        if parent is None or not seen.filter(pk=parent.pk).exists():
            return reverse("wagtailadmin_home")
        return reverse("wagtailadmin_explore", args=[parent.pk])

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        publication.withdraw(self.page, self.request.user, form.cleaned_data["reason"])
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn. Its address now tells readers why.")
            % {"title": self.page.title},
            buttons=[messages.button(self.page.full_url, _("What readers see"))],
        )
        return redirect(self.get_next_url())

    def form_invalid(self, form: WithdrawForm) -> HttpResponse:
        focus_first_error(form)
        messages.error(self.request, _("Nothing was withdrawn: look at the reason."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            next_url=self.get_next_url(),
            live_below=self.page.get_descendants().live().count(),
            is_front_page=Site.objects.filter(root_page_id=self.page.pk).exists(),
            round_under_way=self.page.workflow_in_progress,
            usage_count=ReferenceIndex.get_grouped_references_to(self.page).count(),
            usage_url=reverse("wagtailadmin_pages:usage", args=[self.page.pk]),
            **kwargs,
        )


class WithdrawBulkAction(UnpublishBulkAction):
    """Several pages for one reason; each keeps its own act. Pages below are chosen, not swept."""

    form_class = WithdrawForm
    template_name = "workflow_steps/withdraw_bulk.html"

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user, "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Any = None, reason: str = "", **kwargs: Any
    ) -> tuple[int, int]:
        # In one order, so that two people doing this wait for each other instead of locking up.
        for page in sorted(objects, key=lambda page: page.pk):
            publication.withdraw(page, user, reason)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)d page is withdrawn. Its address now tells readers why.",
            "%(count)d pages are withdrawn. Their addresses now tell readers why.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class WithdrawLockedPageMenuItem(ActionMenuItem):
    """Wagtail hides "unpublish" in the editor of a locked page, and approval locks it.

    What is public can be wrong all the same while its correction waits.
    """

    name = "action-withdraw"
    label = gettext_lazy("Withdraw")
    icon_name = "no-view"
    order = 20

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context["view"] != "edit" or not context["locked_for_user"]:
            return False
        return bool(self.get_user_page_permissions_tester(context).can_unpublish())

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("newsroom_withdraw", args=[parent_context["page"].pk])
