"""Where the office says who hears of what stays overdue, in the settings menu."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
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


def _next_office(escalation: Escalation) -> str:
    return str(escalation.next_office or "–")


def _label(field: str) -> Any:
    known: Any = Escalation._meta.get_field(field)
    return capfirst(known.verbose_name)


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
    list_display = [
        "office",
        Cell("next_office", label=_label("next_office"), accessor=_next_office),
        Cell("after_minutes", label=_label("after_minutes")),
    ]
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
