"""What has to happen around every request of the admin."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .opening import record_opening_of
from .refusals import WorkflowRefusal

GetResponse = Callable[[HttpRequest], HttpResponse]


def is_script(request: HttpRequest) -> bool:
    """Wagtail's modals and its autosave ask without wanting a page."""
    return request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts(
        "text/html"
    )


def view_of(request: HttpRequest) -> tuple[Any, dict[str, Any]]:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None, {}
    return match.func, match.kwargs


def lock_page(page_id: int | None) -> None:
    """Let two people at one page act one after the other, so that the second sees what happened.

    Wagtail looks at locks and workflow without locking a row: submitted twice at the same instant,
    a page would be two rounds, and a late autosave would change what has just been passed on.
    """
    if page_id is not None:
        Page.objects.select_for_update().filter(pk=page_id).first()


class AtomicAdminWritesMiddleware:
    """Run each writing admin request in one transaction, and explain refusals.

    Wagtail's page views save a revision, start or resume a workflow and publish in separate
    transactions. ``ATOMIC_REQUESTS`` would do, but it also makes every public GET take
    SQLite's write lock. A view that keeps its own transactions, because it has much to do before
    it writes, says so with ``transaction.non_atomic_requests``. Must be the innermost
    middleware: the response it sees is the view's.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.path.startswith(self.prefix):
            return self.get_response(request)
        # Read the body first: a phone's slow upload must not hold SQLite's write lock.
        _ = request.POST
        view, kwargs = view_of(request)
        if getattr(view, "_non_atomic_requests", None):  # Django's own decorator
            return self.get_response(request)
        with transaction.atomic():
            lock_page(kwargs.get("page_id") or kwargs.get("parent_page_id"))
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell the person why, on the page they came from; nothing of the request is kept."""
        if not isinstance(exception, WorkflowRefusal):
            return None
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        if is_script(request):
            return JsonResponse(
                {"success": False, "error_code": "refused", "error_message": exception.message},
                status=409,
            )
        messages.error(request, exception.message)
        if exception.next_url:
            return redirect(exception.next_url)
        match = request.resolver_match
        page_id = match.kwargs.get("page_id") if match else None
        if page_id and match and match.url_name != "add":
            return redirect("wagtailadmin_pages:edit", page_id)
        messages.warning(request, _("Nothing was changed."))
        return redirect("wagtailadmin_home")


class RecordOpeningMiddleware:
    """Record the first opening of a page by its approver, whichever admin view showed it."""

    VIEWS = frozenset(
        {"edit", "view_draft", "workflow_preview", "revisions_view", "revisions_compare"}
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if (
            request.method == "GET"
            and response.status_code == 200
            and match
            and match.namespace == "wagtailadmin_pages"
            and match.url_name in self.VIEWS
        ):
            # The comparison's address is the one without named parts (wagtail/admin/urls/pages.py).
            record_opening_of(int(match.kwargs.get("page_id") or match.args[0]), request.user)
        return response
