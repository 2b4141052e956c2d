"""Where source material lives in Wagtail's admin."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from news.forms import MaterialForm
from news.material_permissions import MaterialPermissionPolicy, permission_policy
from news.models import SourceMaterial
from news.views.classification_list import ClassificationListView
from news.views.classify import ClassifyView
from news.views.common import material_url
from news.views.intake import AmendView, HandOverView, ReceiveView
from news.views.pages import PAGE_TYPES, LinkMaterialView, MakePageView, parent_for
from news.views.reading import MaterialIndexView, MaterialInspectView


class MaterialViewSet(ModelViewSet):
    """Material is never deleted and never copied; what happens to it goes through the flow."""

    model = SourceMaterial
    name = "material"
    url_prefix = "bahan"
    icon = "form"
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = MaterialIndexView
    add_view_class = ReceiveView
    edit_view_class = AmendView
    inspect_view_class = MaterialInspectView
    search_fields = ["title", "description", "source_unit", "place"]
    search_backend_name = None

    @property
    def permission_policy(self) -> MaterialPermissionPolicy:
        return permission_policy

    def get_form_class(self, for_update: bool = False) -> type[MaterialForm]:
        return MaterialForm

    @cached_property
    def index_template_name(self) -> str:
        return "news/material/index.html"

    @cached_property
    def create_template_name(self) -> str:
        return ReceiveView.template_name

    @cached_property
    def edit_template_name(self) -> str:
        return AmendView.template_name

    @cached_property
    def inspect_template_name(self) -> str:
        return MaterialInspectView.template_name

    def get_urlpatterns(self) -> list[Any]:
        left_out = ("delete", "usage", "history", "history_results")
        standard = [url for url in super().get_urlpatterns() if url.name not in left_out]
        report = ClassificationListView
        return [
            *standard,
            path("handover/<int:pk>/", HandOverView.as_view(), name="hand_over"),
            path("classify/<int:pk>/", ClassifyView.as_view(), name="classify"),
            path("page/", MakePageView.as_view(), name="make_page"),
            path("link/<int:page_id>/", LinkMaterialView.as_view(), name="link"),
            path("list/", report.as_view(), name="classification_list"),
            path(
                "list/results/",
                report.as_view(results_only=True),
                name="classification_list_results",
            ),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {"history_url_name": None, "usage_url_name": None, "delete_url_name": None}
        return {**super().get_common_view_kwargs(**kwargs), **absent}


class ForPermission(MenuItem):
    """Shown to whoever has one of the permissions on source material."""

    def __init__(self, *args: Any, any_of: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.any_of = any_of

    def is_shown(self, request: Any) -> bool:
        return permission_policy.user_has_any_permission(request.user, self.any_of)


class MakePageMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        user = request.user
        return permission_policy.user_has_permission(user, "classify") and any(
            parent_for(page_class, user) for page_class in PAGE_TYPES.values()
        )


def material_menu_item() -> SubmenuMenuItem:
    waiting = f"{material_url('index')}?state={SourceMaterial.State.HANDED_OVER}"
    items = [
        ForPermission(
            _("List of material"), material_url("index"), name="material-list",
            icon_name="list-ul", order=10, any_of=("add", "change", "view"),
        ),
        ForPermission(
            _("Hand in material"), material_url("add"), name="material-add",
            icon_name="plus", order=20, any_of=("add",),
        ),
        ForPermission(
            _("Waiting for classification"), waiting, name="material-waiting",
            icon_name="tasks", order=30, any_of=("classify",),
        ),
        MakePageMenuItem(
            _("Make a page"), material_url("make_page"), name="material-page",
            icon_name="doc-empty-inverse", order=40,
        ),
        ForPermission(
            _("Classification list"), material_url("classification_list"),
            name="material-classification-list", icon_name="table", order=50,
            any_of=("classify", "change"),
        ),
    ]  # fmt: skip
    return SubmenuMenuItem(
        _("Source material"),
        Menu(items=items),
        name="material",
        icon_name="form",
        order=50,
    )


def register_material_log_actions(actions: Any) -> None:
    """Name our own lines in Wagtail's site history."""
    prefix = "news.material"
    actions.register_action(f"{prefix}.receive", _("Receive material"), _("Material received"))
    actions.register_action(f"{prefix}.hand_over", _("Hand over"), _("Handed over"))
    actions.register_action(f"{prefix}.classify", _("Classify"), _("Classified"))
    actions.register_action(f"{prefix}.decline", _("Decline"), _("Declined"))
    actions.register_action(f"{prefix}.link", _("Link material"), _("Linked to a page"))
