"""Registers what this app adds to Wagtail's admin; holds no logic."""

from wagtail import hooks

from .viewsets import MaterialViewSet, material_menu_item, register_material_log_actions


@hooks.register("register_admin_viewset")
def register_material_viewset() -> MaterialViewSet:
    return MaterialViewSet()


hooks.register("register_admin_menu_item", material_menu_item)
hooks.register("register_log_actions", register_material_log_actions)
