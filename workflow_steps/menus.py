"""Menus hold what each role uses, the daily work first."""

from typing import Any

from django.http import HttpRequest
from wagtail.permissions import page_permission_policy

LIBRARIES = frozenset({"images", "documents"})
# The inbox, the queue and the timeline say more; types of pages nobody here can change.
REPLACED_REPORTS = frozenset({"workflows", "workflow-tasks", "page-types-usage"})
# For whoever looks after the whole site, not for each writer.
SITE_REPORTS = frozenset({"site-history", "aging-pages"})
REPORTS = "reports"
REPORTS_ORDER = 500  # before what is only looked up: calendar, procedure, records


def writes_pages(user: Any) -> bool:
    return bool(page_permission_policy.user_has_permission(user, "change"))


def trim_main_menu(request: HttpRequest, items: list[Any]) -> None:
    """The libraries for those who put pictures and files on pages.

    Whoever may add a letter to one collection (an appointment's) does so where the letter is
    asked for.
    """
    if not writes_pages(request.user):
        items[:] = [item for item in items if item.name not in LIBRARIES]
    for item in items:
        if item.name == REPORTS:
            item.order = REPORTS_ORDER


def trim_summary(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and files there are is of use to those who look after them."""
    if not writes_pages(request.user):
        items.clear()


def trim_reports_menu(request: HttpRequest, items: list[Any]) -> None:
    if request.user.is_superuser:
        return
    left_out = REPLACED_REPORTS
    if not page_permission_policy.user_has_permission(request.user, "lock"):
        left_out |= SITE_REPORTS
    items[:] = [item for item in items if item.name not in left_out]
