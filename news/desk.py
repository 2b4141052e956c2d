"""The desk of those who gather and write: panels about source material (SOP steps 1 to 3)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BaseColumn

from news import desk_rows
from news.material_permissions import may_make_pages, permission_policy
from news.models import SourceMaterial
from news.views.common import material_url
from workflow_steps.inbox import Inbox
from workflow_steps.views.desk import Link, ListPanel, first_of
from workflow_steps.views.inbox_columns import Cell, DeadlineColumn, ItemColumn

State = SourceMaterial.State


def may(request: HttpRequest, action: str) -> bool:
    return permission_policy.user_has_permission(request.user, action)


class StartPanel(Component):
    """What somebody can begin."""

    name = "newsroom_desk"
    template_name = "news/desk/start.html"
    order = 30

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        links = []
        if may(request, "add"):
            links.append(Link(_("Hand in material"), material_url("add")))
        if may_make_pages(request.user):
            links.append(Link(_("Make a page"), material_url("make_page")))
        return {"links": links}


class TitleColumn(ItemColumn):
    cell_template_name = "news/desk/title_cell.html"


class OutcomeColumn(Cell):
    cell_template_name = "news/desk/outcome_cell.html"


class MyMaterialPanel(ListPanel):
    """A contributor's material and what became of it."""

    name = "my_material"
    order = 66
    heading = gettext_lazy("Your material")

    def is_for(self, request: HttpRequest) -> bool:
        return may(request, "add")

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, found = first_of(desk_rows.handed_in_by(request.user))
        return count, desk_rows.with_outcome(found, request)

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return [
            TitleColumn(),
            OutcomeColumn("since", label=_("What became of it"), width="60%"),
        ]

    def list_url(self, request: HttpRequest) -> str:
        if not permission_policy.sees_everything(request.user):
            return material_url("index")
        return f"{material_url('index')}?submitted_by={request.user.pk}&self_recorded=false"

    def empty(self, request: HttpRequest) -> str:
        if permission_policy.sees_everything(request.user):
            return ""  # an editor has other things to look after
        return _("You have not handed in any material yet. Begin with a photo and a few lines.")

    def next_step(self, request: HttpRequest) -> Link | None:
        return Link(_("Hand in material"), material_url("add"))


class IncomingPanel(ListPanel):
    name = "incoming_material"
    order = 44
    heading = gettext_lazy("Incoming material")

    def is_for(self, request: HttpRequest) -> bool:
        return may(request, "classify")

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, found = first_of(desk_rows.incoming())
        return count, desk_rows.to_classify(found, Inbox.of(request).times)

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return _material_columns()

    def list_url(self, request: HttpRequest) -> str:
        return f"{material_url('index')}?state={State.HANDED_OVER}"

    def empty(self, request: HttpRequest) -> str:
        return _(
            "No material is waiting for classification. What contributors hand over stands here; "
            "you can also hand in material yourself."
        )


class AssignedPanel(ListPanel):
    """Classified for this person, and no page of it yet."""

    name = "assigned_material"
    order = 39  # what is due here stands in no other list
    heading = gettext_lazy("Material for you to write")

    def is_for(self, request: HttpRequest) -> bool:
        return may_make_pages(request.user)

    def find(self, request: HttpRequest) -> tuple[int, list[Any]]:
        count, found = first_of(desk_rows.assigned_to(request.user))
        return count, desk_rows.to_write(found, Inbox.of(request).times)

    def columns(self, request: HttpRequest) -> list[BaseColumn]:
        return _material_columns()

    def list_url(self, request: HttpRequest) -> str:
        return (
            f"{material_url('index')}?state={State.CLASSIFIED}"
            f"&writer={request.user.pk}&has_page=false"
        )


def _material_columns() -> list[BaseColumn]:
    return [
        TitleColumn(),
        DeadlineColumn("deadline", label=_("Working time left"), width="26%"),
        Cell(
            "unit",
            label=_("Source (unit)"),
            accessor=lambda row: row.material.source_unit,
            width="24%",
        ),
    ]


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels += [StartPanel(), IncomingPanel(), AssignedPanel(), MyMaterialPanel()]
