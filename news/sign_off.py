"""What the newsroom adds to the sign-off sheet: completeness, and the material behind the page."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from workflow_steps.sign_off.base import SignOffSection

from .completeness import Check, advice_on, required_of
from .material_permissions import permission_policy
from .models import MaterialAttachment, NewsroomPage, PageMaterial, SourceMaterial


class NewsroomSection(SignOffSection):
    """Only for pages with a source, a classification and a main image."""

    @property
    def is_shown(self) -> bool:
        return isinstance(self.sheet.page, NewsroomPage)


class CompletenessSection(NewsroomSection):
    """Everything that step 3 asks for, ticked or not."""

    name = "kelengkapan"
    heading = gettext_lazy("Completeness")
    order = 250
    template_name = "news/sign_off/completeness.html"

    @cached_property
    def checks(self) -> list[Check]:
        return required_of(self.sheet.page)

    @cached_property
    def advice(self) -> list[Check]:
        return advice_on(self.sheet.page)

    @property
    def summary(self) -> str:
        return f"{sum(check.done for check in self.checks)}/{len(self.checks)}"

    @property
    def warns(self) -> bool:
        return not all(check.done for check in self.checks)


class MaterialSection(NewsroomSection):
    """What the page was made from, and who handed it in (steps 1 and 2)."""

    name = "bahan"
    heading = gettext_lazy("Source material")
    order = 400
    template_name = "news/sign_off/material.html"

    @cached_property
    def materials(self) -> list[dict[str, Any]]:
        links = PageMaterial.objects.filter(page_id=self.sheet.stored.pk).order_by("pk")
        found = [link.material for link in links.select_related("material__submitted_by")]
        rows = MaterialAttachment.objects.filter(material__in=found)
        attachments: dict[int, list[dict[str, str]]] = {}
        for row in rows.select_related("image", "document").order_by("sort_order", "pk"):
            attachments.setdefault(row.material_id, []).append(describe(row))
        return [
            {
                "material": material,
                "url": self._url_of(material),
                "attachments": attachments.get(material.pk, []),
            }
            for material in found
        ]

    @cached_property
    def _sees_everything(self) -> bool:
        return permission_policy.sees_everything(self.sheet.user)

    def _url_of(self, material: SourceMaterial) -> str:
        """The sheet shows its decider the material; its own page only to whoever may open it."""
        return reverse("material:inspect", args=[material.pk]) if self._sees_everything else ""

    @property
    def summary(self) -> str:
        return str(sum(not found["material"].self_recorded for found in self.materials))


def describe(row: MaterialAttachment) -> dict[str, str]:
    """An attachment as a link; without one when its file has left the library."""
    name = row.original_name or row.video_url
    kind = str(row.get_kind_display())
    if row.image:
        size = row.image.file_size
        return {"name": name, "kind": kind, "url": row.image.file.url, "size": _size(size)}
    if row.document:
        return {
            "name": name,
            "kind": kind,
            "url": row.document.url,
            "size": _size(row.document.file_size),
        }
    return {"name": name, "kind": kind, "url": row.video_url, "size": ""}


def _size(size: int | None) -> str:
    return filesizeformat(size) if size else ""
