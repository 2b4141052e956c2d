"""The question before a page is handed in: is what was found in it meant to be public?"""

import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from news import privacy_check
from news.privacy_findings import Finding
from news.privacy_gate import PrivacyCheckedMixin
from workflow_steps.forms import MIN_REASON_LENGTH, clean_reason, focus_first_error
from workflow_steps.refusals import WorkflowRefusal

MAX_REASON_LENGTH = 500
SALT = "news.privacy.passed"
A_DAY = 24 * 60 * 60


def question_url(page: Page, *, submits: bool) -> str:
    """``submits``: the editor's form has just let this draft pass as complete."""
    url = reverse("newsroom_privacy", args=[page.pk])
    return f"{url}?{urlencode({'draft': pass_for(page)})}" if submits else url


def pass_for(page: Page) -> str:
    """Says that exactly this draft was complete; another one goes through the editor again."""
    return signing.dumps(_state_of(page), salt=SALT)


def _state_of(page: Page) -> list[Any]:
    revision = page.get_latest_revision()
    # Autosave writes over a revision; then its time changes.
    return [page.pk, revision.pk, revision.created_at.isoformat()] if revision else [page.pk]


class PrivacyForm(forms.Form):
    shown = forms.CharField(widget=forms.HiddenInput)
    checked = forms.BooleanField(
        label=gettext_lazy("Checked: this may be public"),
        error_messages={"required": gettext_lazy("Tick this once you have looked at every place.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=MAX_REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Why may this be public? For example: “The number of the service desk.” The approver "
            "reads it, and it is recorded. At least %(count)d characters."
        ) % {"count": MIN_REASON_LENGTH}

    def clean_reason(self) -> str:
        return clean_reason(self.cleaned_data["reason"])


def digest_of(findings: Iterable[Finding]) -> str:
    """Which finds a person was shown."""
    prints = sorted({print_ for finding in findings for print_ in finding.fingerprints})
    return hashlib.sha256(" ".join(prints).encode()).hexdigest()


@method_decorator(never_cache, name="dispatch")
class PrivacyView(WagtailAdminTemplateMixin, FormView):
    form_class = PrivacyForm
    template_name = "news/privacy/check.html"
    page_title = gettext_lazy("Check of personal data")
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user: Any = request.user
        page: Any = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if page.alias_of_id or not issubclass(page.specific_class, PrivacyCheckedMixin):
            raise Http404
        self.page = page
        self.perms = self.page.permissions_for_user(self.user)
        if not self.perms.can_edit():
            raise PermissionDenied
        self.draft = self.page.get_latest_revision_as_object()
        self.next_url = get_valid_next_url_from_request(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Files that nobody has examined yet are read now, while no transaction is open."""
        if any(finding.is_pending for finding in self.findings):
            privacy_check.examine_missing(self.draft)
            del self.findings
        return super().get(request, *args, **kwargs)

    # --- what is asked ---

    @cached_property
    def findings(self) -> list[Finding]:
        return privacy_check.findings_for(self.draft)

    @cached_property
    def open(self) -> list[Finding]:
        confirmed = privacy_check.confirmed_fingerprints(self.page.pk)
        return [found for found in self.findings if privacy_check.is_open(found, confirmed)]

    @cached_property
    def is_locked(self) -> bool:
        return bool(self.perms.page_locked())

    @cached_property
    def passed(self) -> str:
        """The editor's word that this draft is complete, if it is this draft."""
        given = self.request.POST.get("draft") or self.request.GET.get("draft", "")
        try:
            state = signing.loads(given, salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            return ""
        return given if state == _state_of(self.page) else ""

    @cached_property
    def may_submit(self) -> bool:
        return bool(self.passed and self.perms.can_submit_for_moderation())

    def get_initial(self) -> dict[str, Any]:
        return {"shown": digest_of(self.open)}

    # --- what is answered ---

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_locked:
            messages.error(request, _("This page is being decided on and cannot be changed now."))
            return redirect(self.edit_url)
        if not self.open:  # somebody was quicker, or there is nothing left to ask
            return self.go_on()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PrivacyForm) -> HttpResponse:
        pending = any(finding.is_pending for finding in self.open)
        if pending or form.cleaned_data["shown"] != digest_of(self.open):
            message = _("Something else has been found meanwhile. Look at it again.")
            return self.show_again(form, message, status=409)
        privacy_check.confirm(self.draft, self.user, self.open, form.cleaned_data["reason"])
        return self.go_on()

    def form_invalid(self, form: PrivacyForm) -> HttpResponse:
        focus_first_error(form)
        message = _("Nothing was submitted: tick that you have checked, and give a reason.")
        return self.show_again(form, message, status=422)

    def show_again(self, form: PrivacyForm, message: str, status: int) -> HttpResponse:
        """As it is now, with what was typed kept; a tick stands only for what was shown."""
        messages.error(self.request, message)
        data = {**form.data.dict(), "shown": digest_of(self.open)}  # type: ignore[attr-defined]
        if status == 409:
            data.pop("checked", None)
        form.data = data
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def go_on(self) -> HttpResponse:
        """To where the person was going: submitting, the emergency, or back to the editor."""
        if self.may_submit:
            return self.submit()
        if self.page.workflow_in_progress and not self.next_url:
            messages.info(self.request, _("This page has been submitted already."))
        elif not self.next_url:
            messages.success(self.request, _("The check is recorded. The page can go on now."))
        return redirect(self.next_url or self.edit_url)

    def submit(self) -> HttpResponse:
        """As Wagtail's editor does; what is refused now leaves the answer standing."""
        try:
            with transaction.atomic():
                state = self.page.current_workflow_state
                if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                    state.resume(self.user)
                else:
                    self.page.get_workflow().start(self.page, self.user)
        except WorkflowRefusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.edit_url)
        title = self.draft.get_admin_display_title()
        messages.success(self.request, _("“%(title)s” has been submitted.") % {"title": title})
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)

    # --- showing ---

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return str(self.draft.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        still = {id(finding) for finding in self.open}
        settled = [finding for finding in self.findings if id(finding) not in still]
        return super().get_context_data(
            page=self.draft,
            groups=grouped(self.open),
            settled=settled,
            confirmations=privacy_check.confirmations_of(self.page.pk),
            is_locked=self.is_locked,
            is_pending=any(finding.is_pending for finding in self.open),
            may_submit=self.may_submit,
            passed=self.passed,
            next_url=self.next_url,
            edit_url=self.edit_url,
            **kwargs,
        )


def grouped(findings: Iterable[Finding]) -> list[tuple[str, str, list[Finding]]]:
    """(kind in words, what to think of, finds), in the order of what weighs most."""
    order = {kind: number for number, kind in enumerate(privacy_check.ORDER)}
    rows = sorted(findings, key=lambda finding: order[finding.kind])
    return [
        (found[0].label, found[0].advice, found)
        for _kind, group in groupby(rows, key=lambda finding: finding.kind)
        if (found := list(group))
    ]
