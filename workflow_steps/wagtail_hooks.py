"""Registers what this app adds to Wagtail's admin; holds no logic."""

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from .absence_panel import add_staffing_panels
from .absence_viewset import AbsenceViewSet
from .acting_viewset import ActingAppointmentViewSet
from .action_menu import DecideMenuItem, say_it_as_an_office
from .after_submission import tell_whom_it_waits_for
from .calendar_admin.viewset import WorkCalendarViewSet
from .calendar_admin.warning import add_calendar_panel
from .hand_over_views import (
    hand_over_menu_item,
    hand_over_permission,
    hand_over_urls,
    register_hand_over_action,
)
from .help.daily_screens import daily_screens
from .help.desk_screens import desk_screens
from .help.office_screens import office_screens
from .help.page_screens import page_screens
from .help.tour import show_tour
from .menus import trim_main_menu, trim_reports_menu, trim_summary
from .notices.account import preferences_panel
from .notices.bell import bell_icon, bell_menu_item, bell_style
from .notices.escalation import EscalationViewSet
from .notices.views import notice_urls
from .page_api import without_page_actions
from .page_buttons import take_away
from .return_notice import show_reason_of_return
from .sign_off.views import DecidedView, DecisionView, PreviewView
from .user_admin import DeleteUsers, SetActiveState
from .views.delete import ExplainingDeleteBulkAction
from .views.desk import replace_wagtails_panels
from .views.emergency import (
    EmergencyMenuItem,
    EmergencyPreviewView,
    EmergencySheetView,
    EmergencyView,
)
from .views.help import help_menu_item, help_style, help_urls
from .views.inbox import inbox_menu_item, inbox_urls, my_items_menu_item
from .views.withdraw import WithdrawBulkAction, WithdrawLockedPageMenuItem, WithdrawView
from .viewsets import ProcedureViewSet, register_procedure_log_actions
from .webhooks.viewset import WebhookViewSet


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


@hooks.register("register_admin_viewset")
def register_absence_viewset() -> AbsenceViewSet:
    return AbsenceViewSet()


@hooks.register("register_admin_viewset")
def register_webhook_viewset() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("register_admin_viewset")
def register_escalation_viewset() -> EscalationViewSet:
    return EscalationViewSet()


hooks.register("register_log_actions", register_procedure_log_actions)
hooks.register("before_edit_page", show_reason_of_return)
hooks.register("after_edit_page", tell_whom_it_waits_for)
hooks.register("after_create_page", tell_whom_it_waits_for)


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
hooks.register("construct_homepage_panels", add_staffing_panels, order=10)
hooks.register("register_admin_urls", hand_over_urls)
hooks.register("register_settings_menu_item", hand_over_menu_item)
hooks.register("register_log_actions", register_hand_over_action)
hooks.register("register_permissions", hand_over_permission)
hooks.register("register_bulk_action", DeleteUsers, order=10)
hooks.register("register_bulk_action", SetActiveState, order=10)
hooks.register("register_admin_urls", notice_urls)
hooks.register("register_admin_menu_item", bell_menu_item)
hooks.register("register_icons", bell_icon)
hooks.register("insert_global_admin_css", bell_style)
hooks.register("register_account_settings_panel", preferences_panel)
hooks.register("construct_admin_api", without_page_actions)


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> str:
    return format_html('<script src="{}"></script>', static("js/dates.js"))


hooks.register("register_admin_urls", help_urls)
hooks.register("register_admin_menu_item", help_menu_item)
hooks.register("insert_global_admin_css", help_style)
hooks.register("construct_homepage_panels", show_tour)
hooks.register("register_step_help", desk_screens)
hooks.register("register_step_help", daily_screens)
hooks.register("register_step_help", page_screens)
hooks.register("register_step_help", office_screens)

# After everybody's own.
hooks.register("construct_main_menu", trim_main_menu, order=100)
hooks.register("construct_reports_menu", trim_reports_menu, order=100)
hooks.register("construct_homepage_summary_items", trim_summary, order=100)
take_away()
