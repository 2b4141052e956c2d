"""Where the office says who hears of what stays overdue, in the settings menu."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Escalation
from ..views.inbox_columns import Card, Cell


class EscalationIndexView(generic.IndexView):
    """Cards on a phone, and a title that has its place there."""

    table_class = Card
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Escalation]:
        return Escalation.objects.select_related("office", "next_office")

    @cached_property
    def columns(self) -> list[Any]:
        fields: dict[str, Any] = {one.name: one for one in Escalation._meta.get_fields()}
        title = self._get_title_column_class(TitleColumn)(
            "office", label=capfirst(fields["office"].verbose_name), get_url=self.get_edit_url
        )
        cells = [("next_office", _next_office), ("after_minutes", "after_minutes")]
        return [
            title,
            *(
                Cell(name, label=capfirst(fields[name].verbose_name), accessor=accessor)
                for name, accessor in cells
            ),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["media"] = context["media"] + forms.Media(css={"all": ["css/inbox.css"]})
        return context


def _next_office(escalation: Escalation) -> str:
    return str(escalation.next_office or "–")


class EscalationViewSet(ModelViewSet):
    model = Escalation
    index_view_class = EscalationIndexView
    name = "escalation"
    url_prefix = "eskalasi"
    icon = "time"
    menu_label = _("Escalations")
    menu_order = 720
    add_to_settings_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("office"), FieldPanel("next_office"), FieldPanel("after_minutes")]
    )


def provision_escalations(chain: list[str]) -> None:
    """Each group to the next, the last to nobody yet; an office with rules keeps its own."""
    if Escalation.objects.exists():
        return
    groups = {group.name: group for group in Group.objects.filter(name__in=chain)}
    for name, next_name in zip(chain, [*chain[1:], ""], strict=True):
        if name in groups:
            Escalation.objects.create(office=groups[name], next_office=groups.get(next_name))
