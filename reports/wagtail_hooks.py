"""Registers the reports in Wagtail's admin; holds no logic."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import modeladmin_register

from . import urls
from .desk import add_panels
from .help_screens import report_screens
from .home_panel import FiguresPanel
from .modeladmins import NewsroomRecords
from .sign_off import TimelineSection, WatchlistSection
from .views.due_today import due_today_urls
from .views.explorer import explorer_viewset
from .views.guide import GuideView
from .views.menu import menu_items
from .views.search import newsroom_search_area, search_urls
from .views.verification import KnownHostViewSet, VerificationPanel, WatchedTermViewSet

modeladmin_register(NewsroomRecords)
hooks.register("register_step_help", report_screens)
hooks.register("register_sign_off_section", WatchlistSection)
hooks.register("register_sign_off_section", TimelineSection)


for _menu_item in menu_items():
    hooks.register("register_reports_menu_item", _menu_item)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return [
        path("reports/", include(urls.urlpatterns)),
        path("bantuan/panduan/<slug:role>.pdf", GuideView.as_view(), name="newsroom_guide"),
    ]


@hooks.register("register_admin_viewset")
def register_watchlists() -> list[ModelViewSet]:
    return [WatchedTermViewSet(), KnownHostViewSet()]


@hooks.register("register_permissions")
def permissions_of_monitoring_sheets() -> Any:
    """Their screens are no viewset, which would do this."""
    return Permission.objects.filter(
        content_type__app_label="reports", codename__endswith="_monitoringsheet"
    )


@hooks.register("construct_homepage_panels")
def warn_of_what_was_not_initialled(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(VerificationPanel())


@hooks.register("construct_homepage_panels")
def show_the_months_figures(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FiguresPanel())


hooks.register("construct_homepage_panels", add_panels)
hooks.register("register_admin_urls", due_today_urls)
hooks.register("register_admin_urls", search_urls)
hooks.register("register_admin_search_area", newsroom_search_area, order=-10)
hooks.register("register_admin_viewset", explorer_viewset, order=100)
