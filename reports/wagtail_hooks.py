"""Registers the reports in Wagtail's admin; holds no logic."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import modeladmin_register

from . import urls
from .modeladmins import NewsroomRecords
from .sign_off import TimelineSection, WatchlistSection
from .views import items
from .views.verification import (
    ICON,
    PERMISSION,
    TITLE,
    KnownHostViewSet,
    VerificationPanel,
    WatchedTermViewSet,
)

modeladmin_register(NewsroomRecords)
hooks.register("register_sign_off_section", WatchlistSection)
hooks.register("register_sign_off_section", TimelineSection)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return [path("reports/", include(urls.urlpatterns))]


class ReportMenuItem(MenuItem):
    """Shown to those who may open it."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


def report_menu_item(label: Any, url_name: str, permission: str, **kwargs: Any) -> None:
    hooks.register(
        "register_reports_menu_item",
        lambda: ReportMenuItem(label, reverse(url_name), permission=permission, **kwargs),
    )


report_menu_item(items.TITLE, "item_timelines", items.PERMISSION, icon_name=items.ICON, order=30)
report_menu_item(
    _("Publication register"),
    "publication_register",
    "reports.view_publicationrecord",
    icon_name="list-ol",
    order=40,
)
report_menu_item(TITLE, "verification", PERMISSION, icon_name=ICON, order=90)


@hooks.register("register_admin_viewset")
def register_watchlists() -> list[ModelViewSet]:
    return [WatchedTermViewSet(), KnownHostViewSet()]


@hooks.register("construct_homepage_panels")
def warn_of_what_was_not_initialled(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(VerificationPanel())
