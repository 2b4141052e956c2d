"""Where the office says who hears of what stays overdue, in the settings menu."""

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Escalation


class EscalationViewSet(ModelViewSet):
    model = Escalation
    name = "escalation"
    url_prefix = "eskalasi"
    icon = "time"
    menu_label = _("Escalations")
    menu_order = 720
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["office", "next_office", "after_minutes"]
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
