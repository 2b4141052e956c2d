"""Registers what this app adds to Wagtail's admin; holds no logic."""

from typing import Any

from django.urls import path
from wagtail import hooks

from .action_menu import DecideMenuItem
from .return_notice import show_reason_of_return
from .sign_off.views import DecidedView, DecisionView, PreviewView
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


@hooks.register("register_admin_viewset")
def register_procedure_viewset() -> ProcedureViewSet:
    return ProcedureViewSet()


hooks.register("register_log_actions", register_procedure_log_actions)
hooks.register("before_edit_page", show_reason_of_return)
