"""The help's pages: for one screen, for a role, and the first look around."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..help import tour
from ..help.facts import facts
from ..help.guides import GLOSSARY, GUIDES
from ..help.pages import EDITOR, screen_of_page
from ..help.roles import ROLE_OF_GROUP, Role, roles_of
from ..help.screens import Advice, Screen, screens
from ..models import ProcedureStep

TITLE = _("Help")
QUESTION = _("What should I do in this step?")
PAGE = "halaman"  # which page the editor has open


@dataclass(frozen=True)
class Entry:
    """Advice for one role with what the SOP says of its step."""

    role: Role | None
    advice: Advice
    step: ProcedureStep | None


class ScreenHelp:
    """What both forms of a screen's help show: a page of its own, or in the dialog."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def screen(self) -> Screen:
        slug = self.kwargs["screen"]
        if slug == EDITOR:
            slug = screen_of_page(self.request.GET.get(PAGE), self.request.user)
        if slug not in screens():
            raise Http404
        return screens()[slug]

    def get_help(self) -> dict[str, Any]:
        known = facts()
        roles = roles_of(self.request.user)
        entries = [
            Entry(role, advice, known.steps.get(advice.step) if advice.step else None)
            for role, advice in self.screen.advice_for(roles)
        ]
        return {
            "entries": entries,
            "several": len(entries) > 1,
            "procedure": known.procedure,
            "roles": roles,
            "question": QUESTION,
        }


class ScreenHelpView(ScreenHelp, WagtailAdminTemplateMixin, TemplateView):
    template_name = "workflow_steps/help/screen.html"
    header_icon = "help"

    def get_page_title(self) -> Any:
        return self.screen.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": reverse("newsroom_help"), "label": TITLE}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **self.get_help()}


class ScreenHelpContentView(ScreenHelp, TemplateView):
    template_name = "workflow_steps/help/advice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **self.get_help()}


class HelpView(WagtailAdminTemplateMixin, TemplateView):
    """Who does what by the SOP in force, and what the person's own role does."""

    template_name = "workflow_steps/help/index.html"
    page_title = TITLE
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known, roles = facts(), roles_of(self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "procedure": known.procedure,
            "steps": list(known.steps.values()),
            "guides": [(role, GUIDES[role]) for role in roles],
            "roles": list(Role),
            "colleagues": colleagues(),
            "glossary": GLOSSARY,
            "has_tour": bool(tour.stops_for(self.request.user)),
        }


def colleagues() -> list[tuple[Role, list[Any]]]:
    """Whom to ask: the people of each role."""
    people = get_user_model()._default_manager.filter(
        is_active=True, groups__name__in=ROLE_OF_GROUP
    )
    found: dict[Role, list[Any]] = {role: [] for role in Role}
    for person in people.annotate(group=F("groups__name")).order_by("first_name", "last_name"):
        found[ROLE_OF_GROUP[person.group]].append(person)
    return list(found.items())


class TourView(View):
    """Finished, skipped, or wanted again; saying so twice changes nothing."""

    http_method_names = ["post"]
    seen = True

    def post(self, request: HttpRequest) -> HttpResponse:
        tour.mark(request.user, seen=self.seen)
        return redirect("wagtailadmin_home")


def help_urls() -> list[Any]:
    return [
        path("bantuan/", HelpView.as_view(), name="newsroom_help"),
        path("bantuan/tur/lewati/", TourView.as_view(), name="newsroom_tour_skip"),
        path("bantuan/tur/ulangi/", TourView.as_view(seen=False), name="newsroom_tour_again"),
        path("bantuan/<slug:screen>/", ScreenHelpView.as_view(), name="newsroom_help_screen"),
        path(
            "bantuan/<slug:screen>/isi/",
            ScreenHelpContentView.as_view(),
            name="newsroom_help_content",
        ),
    ]


def help_style() -> str:
    """The link and the dialog are on every screen."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/help.css"))


def help_menu_item() -> MenuItem:
    return MenuItem(
        TITLE, reverse("newsroom_help"), name="newsroom-help", icon_name="help", order=11000
    )
