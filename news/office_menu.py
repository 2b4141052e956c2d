"""The way from the settings menu to the office's profile, which is edited with the front page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.coreutils import safe_snake_case
from wagtail.permissions import page_permission_policy

from .models import HomePage

NAME = "newsroom_office_profile"


class OfficeMenuItem(MenuItem):
    """For those who may edit a page; whether this one as well, its editor says."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


def office_menu_item() -> MenuItem:
    return OfficeMenuItem(
        gettext_lazy("Office profile"), reverse(NAME), name="office", icon_name="site", order=5
    )


def to_editor(request: HttpRequest) -> HttpResponse:
    home = HomePage.objects.order_by("path").first()
    if home is None:
        messages.error(request, _("The site has no front page yet."))
        return redirect("wagtailadmin_home")
    tab = safe_snake_case(_("The office"))
    return redirect(f"{reverse('wagtailadmin_pages:edit', args=[home.pk])}#tab-{tab}")


def office_urls() -> list[Any]:
    return [path("profil-kantor/", to_editor, name=NAME)]
