"""Registers what this app adds to Wagtail's admin; holds no logic."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from .admin_reach import hide_site_history, narrow_admin_api
from .classification_viewsets import InformationClassViewSet, NewsCategoryViewSet
from .desk import add_panels
from .document_door import refuse_unless_offered
from .editor import session as editor_session
from .help_screens import material_screens
from .library_views import DeleteDocuments, refuse_bulk_deletion
from .links import report as broken_links
from .office_menu import office_menu_item, office_urls
from .privacy_section import PrivacySection
from .promotions import hide_search_terms
from .rich_text import PublicPageLinkHandler
from .sign_off import CompletenessSection, MaterialSection
from .views.components import component_urls, components_menu_item
from .views.privacy import PrivacyView
from .viewsets import MaterialViewSet, material_menu_item, register_material_log_actions


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    return [MaterialViewSet(), NewsCategoryViewSet(), InformationClassViewSet()]


hooks.register("register_admin_menu_item", material_menu_item)
hooks.register("register_admin_urls", component_urls)
hooks.register("register_settings_menu_item", components_menu_item)
hooks.register("register_settings_menu_item", office_menu_item)
hooks.register("register_admin_urls", office_urls)
hooks.register("register_log_actions", register_material_log_actions)
hooks.register("register_admin_urls", editor_session.urls)
hooks.register("insert_editor_js", editor_session.editor_script)
hooks.register("register_admin_urls", broken_links.urls)
hooks.register("register_reports_menu_item", broken_links.menu_item)
hooks.register("register_permissions", broken_links.permissions)


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    features.register_link_type(PublicPageLinkHandler)


hooks.register("construct_admin_api", narrow_admin_api, order=100)
hooks.register("construct_reports_menu", hide_site_history)
hooks.register("construct_reports_menu", hide_search_terms)
hooks.register("before_bulk_action", refuse_bulk_deletion)
# After Wagtail's own, which it takes the place of.
hooks.register("register_bulk_action", DeleteDocuments, order=100)
# After Wagtail's own, which leads to the login.
hooks.register("before_serve_document", refuse_unless_offered, order=100)
hooks.register("register_step_help", material_screens)
hooks.register("register_sign_off_section", CompletenessSection)
hooks.register("register_sign_off_section", MaterialSection)
hooks.register("register_sign_off_section", PrivacySection)


@hooks.register("register_admin_urls")
def register_privacy_url() -> list[Any]:
    return [path("data-pribadi/<int:page_id>/", PrivacyView.as_view(), name="newsroom_privacy")]


hooks.register("construct_homepage_panels", add_panels)


@hooks.register("construct_help_menu")
def leave_out_wagtails_news(request: HttpRequest, menu_items: list[Any]) -> None:
    """Release notes and a guide in English, on another host, help nobody here."""
    menu_items.clear()
