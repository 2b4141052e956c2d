"""What the last comparison found (invariant 10), for those who answer for the site."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from ..findings import Finding
from ..models import KnownHost, VerificationRun, WatchedTerm
from ..verification import STALE_AFTER, verify

TITLE = gettext_lazy("Verification of what is live")
ICON = "success"
PERMISSION = "reports.view_verificationrun"
RUNS_PER_PAGE = 24  # a day
FINDINGS_SHOWN = 200
PAGES_IN_A_REQUEST = 5_000  # about a minute; more is for the server's own clock
GIVES_UP_AFTER = timedelta(minutes=10)  # a run that has not ended by then was ended by something


def last_finished() -> VerificationRun | None:
    """The newest complete run, without its findings."""
    return VerificationRun.objects.filter(finished_at__isnull=False).defer("findings").first()


def is_stale(run: VerificationRun | None) -> bool:
    return run is None or run.started_at < timezone.now() - STALE_AFTER


def is_running() -> bool:
    since = timezone.now() - GIVES_UP_AFTER
    return VerificationRun.objects.filter(finished_at__isnull=True, started_at__gte=since).exists()


class VerificationView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The last run (or one of the history) with everything it found, and the runs before it."""

    permission_policy = ModelPermissionPolicy(VerificationRun)
    permission_required = "view"
    page_title = TITLE
    template_name = "reports/verification.html"

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self.render_to_response(self.get_context_data(pk=pk))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("verification"), "label": TITLE}]

    def get_context_data(self, pk: int | None = None, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        latest = last_finished()
        run = get_object_or_404(VerificationRun, pk=pk, finished_at__isnull=False) if pk else latest
        stored = run.findings if run else []
        paginator = Paginator(VerificationRun.objects.defer("findings"), RUNS_PER_PAGE)
        runs = paginator.get_page(self.request.GET.get("p"))
        return context | {
            "run": run,
            "is_latest": run == latest,
            "latest": latest,
            "is_stale": is_stale(latest),
            "is_running": is_running(),
            "findings": [Finding.from_data(data) for data in stored[:FINDINGS_SHOWN]],
            "not_shown": run.failures + run.notices - min(len(stored), FINDINGS_SHOWN)
            if run
            else 0,
            "runs": runs,
            "elided_page_range": paginator.get_elided_page_range(runs.number),
            "may_edit_pages": page_permission_policy.user_has_permission(
                self.request.user, "change"
            ),
        }


# Each page is read by itself: one transaction around all of them would hold SQLite's only writer
# for as long as the run takes, and show PostgreSQL's locks to everybody who publishes.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class VerifyNowView(PermissionCheckedMixin, View):
    """ "Check now": the same run as the hourly one."""

    permission_policy = ModelPermissionPolicy(VerificationRun)
    permission_required = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if is_running():
            messages.warning(request, _("A check is under way already; look again in a minute."))
            return redirect("verification")
        latest = last_finished()
        if latest and latest.pages > PAGES_IN_A_REQUEST:
            messages.warning(request, _("Too much is live to check it here; the server does."))
            return redirect("verification")
        result = verify()
        if result.failures:
            messages.warning(request, _("The check found something that was not initialled."))
        else:
            messages.success(request, _("Everything live is as it was initialled."))
        return redirect("verification")


class VerificationPanel(Component):
    """On the dashboard only when somebody has to act: failures, or no check at all."""

    name = "verification"
    template_name = "reports/verification_panel.html"
    order = 10

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        run = last_finished()
        return {"run": run, "is_stale": is_stale(run)}

    def render_html(self, parent_context: dict[str, Any] | None = None) -> str:
        assert parent_context is not None  # noqa: S101
        if not parent_context["request"].user.has_perm(PERMISSION):
            return ""
        run = last_finished()
        if run and not run.failures and not is_stale(run):
            return ""
        return super().render_html(parent_context)


class WatchedTermViewSet(ModelViewSet):
    model = WatchedTerm
    name = "watched_term"
    url_prefix = "kata-pantauan"
    icon = "warning"
    menu_label = gettext_lazy("Watched words")
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["term"]
    search_fields = ["term"]
    search_backend_name = None
    panels = [FieldPanel("term")]


class KnownHostViewSet(ModelViewSet):
    model = KnownHost
    name = "known_host"
    url_prefix = "host-dikenal"
    icon = "link"
    menu_label = gettext_lazy("Known hosts")
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["host"]
    search_fields = ["host"]
    search_backend_name = None
    panels = [FieldPanel("host")]
