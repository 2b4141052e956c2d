"""What the screens of source material share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from news.material_permissions import permission_policy
from news.models import SourceMaterial


def material_url(name: str, *args: Any) -> str:
    return reverse(f"material:{name}", args=args)


def list_crumb() -> dict[str, Any]:
    return {
        "url": material_url("index"),
        "label": capfirst(SourceMaterial._meta.verbose_name_plural),
    }


def visible_material(user: Any, pk: Any) -> SourceMaterial:
    """One material, or "no permission": whose it is decides, not whether it exists."""
    related = SourceMaterial.objects.select_related(
        "category", "information_class", "writer", "submitted_by", "handed_over_by", "decided_by"
    )
    material = get_object_or_404(related, pk=pk)
    if not permission_policy.user_has_permission_for_instance(user, "view", material):
        raise PermissionDenied
    return material


class MaterialScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Title, breadcrumbs and permission of a screen inside "Source material"."""

    permission_policy = permission_policy
    header_icon = "form"
    request: Any

    def allows(self, action: str, material: SourceMaterial) -> bool:
        return permission_policy.user_has_permission_for_instance(
            self.request.user, action, material
        )

    @cached_property
    def sees_everything(self) -> bool:
        return permission_policy.sees_everything(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            list_crumb(),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
