"""Registers the reports in Wagtail's admin; holds no logic."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import modeladmin_register

from .modeladmins import NewsroomRecords
from .sign_off import TimelineSection, WatchlistSection
from .views.register import RegisterReportView
from .views.verification import (
    KnownHostViewSet,
    VerificationPanel,
    VerificationView,
    VerifyNowView,
    WatchedTermViewSet,
    verification_menu_item,
)

modeladmin_register(NewsroomRecords)
hooks.register("register_sign_off_section", WatchlistSection)
hooks.register("register_sign_off_section", TimelineSection)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    return [
        path("reports/register/", RegisterReportView.as_view(), name="publication_register"),
        path(
            "reports/register/results/",
            RegisterReportView.as_view(results_only=True),
            name="publication_register_results",
        ),
        path("reports/verification/", VerificationView.as_view(), name="verification"),
        path("reports/verification/now/", VerifyNowView.as_view(), name="verification_now"),
        path("reports/verification/<int:pk>/", VerificationView.as_view(), name="verification_run"),
    ]


class RegisterMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reports.view_publicationrecord")


@hooks.register("register_reports_menu_item")
def register_register_menu_item() -> MenuItem:
    return RegisterMenuItem(
        _("Publication register"), reverse("publication_register"), icon_name="list-ol", order=100
    )


hooks.register("register_reports_menu_item", verification_menu_item)


@hooks.register("register_admin_viewset")
def register_watchlists() -> list[ModelViewSet]:
    return [WatchedTermViewSet(), KnownHostViewSet()]


@hooks.register("construct_homepage_panels")
def warn_of_what_was_not_initialled(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(VerificationPanel())
