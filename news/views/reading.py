"""The list of source material, and one material with its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from news.filters import MaterialFilterSet
from news.material_permissions import permission_policy, reads_notes
from news.models import MaterialAttachment, PageMaterial, PressImage, SourceMaterial
from workflow_steps.views.remembered import RemembersFilters

from .common import list_crumb, material_url, visible_material

State = SourceMaterial.State
THUMBNAIL = "max-320x240"


class StateColumn(StatusTagColumn):
    """Filled while somebody still has to do something."""

    def __init__(self) -> None:
        super().__init__(
            "get_state_display",
            label=_("State"),
            sort_key="state",
            primary=lambda material: material.state in (State.RECEIVED, State.HANDED_OVER),
        )


class PriorityColumn(StatusTagColumn):
    cell_template_name = "news/material/priority_cell.html"


class SubjectColumn(TitleColumn):
    """With its number, by which people ask for it."""

    cell_template_name = "news/material/subject_cell.html"


MINOR = "material-minor"  # left out on a phone


class MomentColumn(Column):
    cell_template_name = "news/material/moment_cell.html"


class FilesColumn(Column):
    cell_template_name = "news/material/files_cell.html"


class MaterialIndexView(RemembersFilters, generic.IndexView):
    """Everybody's material for editors and readers, one's own for contributors."""

    filterset_class = MaterialFilterSet
    table_classname = "listing material-listing"
    default_ordering = "-created_at"

    @cached_property
    def sees_everything(self) -> bool:
        return permission_policy.sees_everything(self.request.user)

    def get_page_title(self) -> Any:
        return super().get_page_title() if self.sees_everything else _("My material")

    def get_base_queryset(self) -> QuerySet[SourceMaterial]:
        actions = self.any_permission_required
        visible = permission_policy.instances_user_has_any_permission_for(
            self.request.user, actions
        )
        related = visible.select_related("category", "information_class", "writer", "submitted_by")
        return related.annotate(file_count=Count("attachments"))

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(SubjectColumn)(
            "title",
            label=_("Subject"),
            sort_key="title",
            get_url=lambda material: material_url("inspect", material.pk),
        )
        return [
            title,
            StateColumn(),
            PriorityColumn("priority", label=_("Priority"), sort_key="priority"),
            Column("source_unit", label=_("Source (unit)"), sort_key="source_unit"),
            Column("category", label=_("Category"), sort_key="category__name", classname=MINOR),
            FilesColumn("file_count", label=_("Files"), sort_key="file_count", classname=MINOR),
            Column("writer", label=_("Writer"), sort_key="writer__first_name", classname=MINOR),
            MomentColumn("created_at", label=_("Received on"), sort_key="created_at"),
        ]

    def get_edit_url(self, instance: SourceMaterial) -> str | None:
        changes = permission_policy.user_has_permission_for_instance(
            self.request.user, "change", instance
        )
        return material_url("edit", instance.pk) if changes else None

    def get_copy_url(self, instance: SourceMaterial) -> None:
        return None

    @cached_property
    def add_item_label(self) -> Any:
        return _("Hand in material")


@dataclass(frozen=True)
class Event:
    what: str
    who: Any
    when: datetime
    reason: str = ""


def history_of(material: SourceMaterial) -> list[Event]:
    """What has happened to it, oldest first."""
    if material.self_recorded:
        return [
            Event(gettext("Recorded by the system"), material.submitted_by, material.created_at)
        ]
    events = [Event(gettext("Received"), material.submitted_by, material.created_at)]
    if material.handed_over_at:
        events.append(
            Event(gettext("Handed over"), material.handed_over_by, material.handed_over_at)
        )
    if material.decided_at:
        declined = material.state == State.DECLINED
        what = gettext("Declined") if declined else gettext("Classified")
        reason = material.declined_reason if declined else ""
        events.append(Event(what, material.decided_by, material.decided_at, reason))
    return events


def attachments_of(material: SourceMaterial) -> list[MaterialAttachment]:
    """With their files and thumbnails in a fixed number of queries."""
    rows = list(MaterialAttachment.objects.filter(material=material).select_related("document"))
    keys = [row.image_id for row in rows if row.image_id]
    images = PressImage.objects.prefetch_renditions(THUMBNAIL).in_bulk(keys)
    for row in rows:
        row.image = images.get(row.image_id)
    return rows


class MaterialInspectView(generic.InspectView):
    """One material: text, files, history, and what can be done next."""

    template_name = "news/material/inspect.html"
    page_title = _("Source material")

    def get_object(self, queryset: Any = None) -> SourceMaterial:
        return visible_material(self.request.user, self.pk)

    def get_fields(self) -> list[str]:
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            list_crumb(),
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def allows(self, action: str) -> bool:
        return permission_policy.user_has_permission_for_instance(
            self.request.user, action, self.object
        )

    @cached_property
    def makes_pages(self) -> bool:
        return (
            self.object.state == State.CLASSIFIED
            and self.object.publishable
            and permission_policy.user_has_permission(self.request.user, "classify")
        )

    @cached_property
    def header_buttons(self) -> list[Button]:
        buttons = []
        if self.allows("change"):
            url = material_url("edit", self.object.pk)
            buttons.append(HeaderButton(gettext("Edit"), url=url, icon_name="edit"))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        links = PageMaterial.objects.filter(material=self.object).select_related("page")
        found = [link.page for link in links.order_by("-pk")]
        pages = [(page, page.permissions_for_user(user).can_edit()) for page in reversed(found)]
        return {
            **super().get_context_data(**kwargs),
            "material": self.object,
            "attachments": attachments_of(self.object),
            "history": history_of(self.object),
            "pages": pages,
            # The one made last: mostly there is only one.
            "open_page": next((page for page, can_open in reversed(pages) if can_open), None),
            "reads_note": reads_notes(user, self.object),
            "can_edit": self.allows("change"),
            "can_hand_over": self.allows("hand_over"),
            "can_classify": self.allows("classify"),
            "can_make_page": self.makes_pages,
        }
