"""Whom the help talks to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..acting import standing_of
from ..offices import approving_group_ids


class Role(models.TextChoices):
    """The four of the SOP, in the order in which an item passes them; the value is in addresses."""

    CONTRIBUTOR = "kontributor", _("Contributor")
    WEBSITE_MANAGER = "pengelola-website", _("Website manager")
    WEB_ADMINISTRATOR = "web-administrator", _("Web administrator")
    DIVISION_HEAD = "kepala-bidang", _("Division head")


# The names of the groups are fixed by the design; what an office calls its people is not.
ROLE_OF_GROUP = {
    "Kontributor": Role.CONTRIBUTOR,
    "Pengelola Website": Role.WEBSITE_MANAGER,
    "Web Administrator": Role.WEB_ADMINISTRATOR,
    "Kepala Bidang Aptika": Role.DIVISION_HEAD,
}


def own_roles(user: Any) -> list[Role]:
    """By membership alone."""
    names = user.groups.filter(name__in=ROLE_OF_GROUP).values_list("name", flat=True)
    found = {ROLE_OF_GROUP[name] for name in names}
    return [role for role in Role if role in found]


def roles_of(user: Any) -> list[Role]:
    """Also what a letter lends somebody today, and any other group that gives the paraf."""
    roles = own_roles(user)
    if Role.DIVISION_HEAD not in roles and standing_of(user, approving_group_ids()):
        roles.append(Role.DIVISION_HEAD)
    return roles
