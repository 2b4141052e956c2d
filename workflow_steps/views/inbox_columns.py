"""The columns of the inbox and of a writer's own items; on a phone each row becomes a card."""

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, Table, TitleColumn


class Card(Table):
    """A table whose rows are stacked where it is narrow (``static/css/inbox.css``)."""

    def __init__(self, columns: list[BaseColumn], rows: Any, **kwargs: Any) -> None:
        kwargs["classname"] = "listing inbox-listing"
        super().__init__(columns, rows, **kwargs)

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["css/inbox.css"]})


class Cell(Column):
    """Carries its heading along, for the card."""

    cell_template_name = "workflow_steps/inbox/cell.html"


class ItemColumn(TitleColumn):
    cell_template_name = "workflow_steps/inbox/item_cell.html"

    def __init__(self) -> None:
        super().__init__("title", label=_("Title"), get_url=lambda row: row.url)


class WaitedColumn(Cell):
    cell_template_name = "workflow_steps/inbox/waited_cell.html"


class SinceColumn(Cell):
    cell_template_name = "workflow_steps/inbox/since_cell.html"


class DeadlineColumn(Cell):
    cell_template_name = "workflow_steps/inbox/deadline_cell.html"


class LiveAtColumn(Cell):
    cell_template_name = "workflow_steps/desk/live_at_cell.html"


class PlaceColumn(Cell):
    cell_template_name = "workflow_steps/inbox/place_cell.html"


def inbox_columns(*, several_tasks: bool = True) -> list[BaseColumn]:
    """``several_tasks``: whether it needs saying which decision an item waits for."""
    columns: list[BaseColumn] = [
        ItemColumn(),
        DeadlineColumn("deadline", label=_("Working time left"), width="18%"),
        WaitedColumn("waited", label=_("Waiting (working time)"), width="14%"),
        Cell("writer", label=_("Writer"), width="15%"),
        Cell("round", label=_("Round"), width="8%"),
    ]
    if several_tasks:
        columns.append(Cell("task", label=_("Task"), width="17%"))
    return columns


def my_item_columns() -> list[BaseColumn]:
    return [
        ItemColumn(),
        PlaceColumn("task", label=_("Where it is"), width="30%"),
        SinceColumn("since", label=_("Since"), width="18%"),
        DeadlineColumn("deadline", label=_("Working time left"), width="18%"),
    ]


def scheduled_columns() -> list[BaseColumn]:
    return [
        ItemColumn(),
        LiveAtColumn("live_at", label=_("Goes live"), width="30%"),
        Cell("writer", label=_("Writer"), width="20%"),
    ]
