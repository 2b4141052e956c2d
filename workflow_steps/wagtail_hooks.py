"""Registers what this app adds to Wagtail's admin; holds no logic."""

from typing import Any

from django.urls import path
from wagtail import hooks

from .acting_viewset import ActingAppointmentViewSet
from .action_menu import DecideMenuItem, say_it_as_an_office
from .calendar_admin.viewset import WorkCalendarViewSet
from .calendar_admin.warning import add_calendar_panel
from .menus import trim_main_menu, trim_reports_menu, trim_summary
from .page_api import without_page_actions
from .page_buttons import take_away
from .return_notice import show_reason_of_return
from .sign_off.views import DecidedView, DecisionView, PreviewView
from .views.delete import ExplainingDeleteBulkAction
from .views.desk import replace_wagtails_panels
from .views.emergency import (
    EmergencyMenuItem,
    EmergencyPreviewView,
    EmergencySheetView,
    EmergencyView,
)
from .views.inbox import inbox_menu_item, inbox_urls, my_items_menu_item
from .views.withdraw import WithdrawBulkAction, WithdrawLockedPageMenuItem, WithdrawView
from .viewsets import ProcedureViewSet, register_procedure_log_actions


@hooks.register("register_admin_urls")
def register_decision_urls() -> list[Any]:
    return [
        path("keputusan/<int:task_state_id>/", DecisionView.as_view(), name="newsroom_decision"),
        path(
            "keputusan/<int:task_state_id>/pratinjau/",
            PreviewView.as_view(),
            name="newsroom_preview",
        ),
        path(
            "keputusan/<int:task_state_id>/hasil/", DecidedView.as_view(), name="newsroom_decided"
        ),
    ]


@hooks.register("register_page_action_menu_item")
def register_decide_menu_item() -> DecideMenuItem:
    return DecideMenuItem()


hooks.register("construct_page_action_menu", say_it_as_an_office)


@hooks.register("register_admin_viewset")
def register_procedure_viewset() -> ProcedureViewSet:
    return ProcedureViewSet()


@hooks.register("register_admin_viewset")
def register_acting_appointment_viewset() -> ActingAppointmentViewSet:
    return ActingAppointmentViewSet()


@hooks.register("register_admin_viewset")
def register_work_calendar_viewset() -> WorkCalendarViewSet:
    return WorkCalendarViewSet()


hooks.register("register_log_actions", register_procedure_log_actions)
hooks.register("before_edit_page", show_reason_of_return)


@hooks.register("register_admin_urls")
def register_withdraw_url() -> list[Any]:
    return [path("turunkan/<int:page_id>/", WithdrawView.as_view(), name="newsroom_withdraw")]


hooks.register("register_page_action_menu_item", WithdrawLockedPageMenuItem)
# After Wagtail's own, which they replace.
hooks.register("register_bulk_action", WithdrawBulkAction, order=10)
hooks.register("register_bulk_action", ExplainingDeleteBulkAction, order=10)


@hooks.register("register_admin_urls")
def register_emergency_urls() -> list[Any]:
    sheet = "tayang-darurat/<int:page_id>/paraf/"
    return [
        path("tayang-darurat/<int:page_id>/", EmergencyView.as_view(), name="newsroom_emergency"),
        path(sheet, EmergencySheetView.as_view(), name="newsroom_emergency_sheet"),
        path(
            f"{sheet}pratinjau/", EmergencyPreviewView.as_view(), name="newsroom_emergency_preview"
        ),
    ]


hooks.register("register_page_action_menu_item", EmergencyMenuItem)

hooks.register("register_admin_urls", inbox_urls)
hooks.register("register_admin_menu_item", inbox_menu_item)
hooks.register("register_admin_menu_item", my_items_menu_item)
hooks.register("construct_homepage_panels", replace_wagtails_panels)
hooks.register("construct_homepage_panels", add_calendar_panel, order=10)
hooks.register("construct_admin_api", without_page_actions)
# After everybody's own.
hooks.register("construct_main_menu", trim_main_menu, order=100)
hooks.register("construct_reports_menu", trim_reports_menu, order=100)
hooks.register("construct_homepage_summary_items", trim_summary, order=100)
take_away()
