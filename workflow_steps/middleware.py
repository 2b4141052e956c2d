"""One admin request writes everything or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AtomicAdminWritesMiddleware:
    """Run each writing admin request in one transaction.

    Wagtail's page views save a revision, start or resume a workflow and publish in separate
    transactions. ``ATOMIC_REQUESTS`` would do, but it also makes every public GET take
    SQLite's write lock.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS") or not request.path.startswith(self.prefix):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
