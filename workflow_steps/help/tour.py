"""The first look around: a few stops on the home page, until they are finished or skipped.

What somebody has seen is kept in Wagtail's own store of things dismissed
(``UserProfile.dismissibles``), on the server: it holds on every device.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.users.models import UserProfile

from .roles import Role, own_roles
from .screens import Words

SEEN = "newsroom-tour"


@dataclass(frozen=True)
class Stop:
    """One thing to know, and where it is."""

    title: Words
    words: Words
    link: Words = ""
    url_name: str = ""


HELP = Stop(
    _("Help is where you work"),
    _(
        "At the top of the screens you work in “Help” says what to do in this step, what happens "
        "next, and what to do if something is wrong. In the menu “Help” you also find your guide "
        "to print and whom to ask."
    ),
    _("Open the help"),
    "newsroom_help",
)
HOME = Stop(
    _("This is your desk"),
    _(
        "After logging in you are always here. You see only what waits for you, the most urgent "
        "first; nothing waits for you that you cannot see here."
    ),
)
TIME = Stop(
    _("Time is counted in working hours"),
    _(
        "Nights, weekends, holidays and breaks do not count. “Time left” is what the SOP still "
        "allows for the step."
    ),
)

STOPS: Mapping[Role, tuple[Stop, ...]] = {
    Role.CONTRIBUTOR: (
        HOME,
        Stop(
            _("Hand in material"),
            _(
                "In the menu: Source material › Hand in material. Write what happened, add photos "
                "and documents, save, and hand over when it is complete."
            ),
            _("Hand in material"),
            "material:add",
        ),
        Stop(
            _("Follow what becomes of it"),
            _(
                "The list of material shows what was classified, what was declined and why, and "
                "which pages were made from yours."
            ),
            _("List of material"),
            "material:index",
        ),
        HELP,
    ),
    Role.WEBSITE_MANAGER: (
        HOME,
        Stop(
            _("Classify material"),
            _(
                "In the menu: Source material › Waiting for classification. Category, information "
                "class and writer are chosen there."
            ),
            _("List of material"),
            "material:index",
        ),
        Stop(
            _("Make the page and submit it"),
            _(
                "From classified material you make a draft. Save it as often as you like; submit "
                "it when it is complete. Then it is locked until it is decided."
            ),
            _("Make a page from material"),
            "material:make_page",
        ),
        Stop(
            _("Follow your items"),
            _("Here you see where each of your items waits, and which were returned and why."),
            _("My items under way"),
            "newsroom_my_items",
        ),
        TIME,
        HELP,
    ),
    Role.WEB_ADMINISTRATOR: (
        HOME,
        Stop(
            _("Review what was submitted"),
            _(
                "Everything that waits for you is in the inbox. Read it as the public will; pass "
                "it on, or return it with a reason."
            ),
            _("Inbox"),
            "newsroom_inbox",
        ),
        Stop(
            _("See what is under way"),
            _("The queue shows every item, its step, whom it waits for, and the time left."),
            _("Queue"),
            "report_queue",
        ),
        Stop(
            _("Keep calendar and SOP"),
            _(
                "Standard times come from the SOP in force and are counted on the work calendar. "
                "Both are yours to keep; each change is a new version."
            ),
            _("Work calendar"),
            "work_calendar:index",
        ),
        TIME,
        HELP,
    ),
    Role.DIVISION_HEAD: (
        HOME,
        Stop(
            _("Decide on the sign-off sheet"),
            _(
                "Each item in the inbox opens its sheet: the page exactly as the public will read "
                "it, what changed, and two buttons. A phone will do."
            ),
            _("Inbox"),
            "newsroom_inbox",
        ),
        Stop(
            _("Your initial holds for what you saw"),
            _(
                "If anything changes meanwhile, the decision is refused and you read it again. "
                "What you helped to write, somebody else initials."
            ),
        ),
        Stop(
            _("When you are away"),
            _("Have somebody appointed to act for you, with the letter and the days."),
            _("Appointments (Plt./Plh.)"),
            "acting_appointment:index",
        ),
        HELP,
    ),
}


def is_seen(user: Any) -> bool:
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(profile and profile.dismissibles.get(SEEN))


def mark(user: Any, *, seen: bool) -> None:
    """Whatever two tabs send at once, nothing else that was dismissed is lost."""
    UserProfile.get_for_user(user)
    with transaction.atomic():
        profile = UserProfile.objects.select_for_update().get(user=user)
        profile.dismissibles = {**profile.dismissibles, SEEN: seen}
        profile.save(update_fields=["dismissibles"])


def stops_for(user: Any) -> tuple[Stop, ...]:
    """Those of the role furthest along; somebody without a role is not led around."""
    roles = own_roles(user)
    return STOPS[roles[-1]] if roles else ()


class TourPanel(Component):
    """Above the lists of work, below what is public without a paraf (``EmergencyPanel``)."""

    name = "newsroom_tour"
    template_name = "workflow_steps/help/tour.html"
    order = 30

    def __init__(self, user: Any) -> None:
        self.user = user

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        return () if is_seen(self.user) else stops_for(self.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"stops": self.stops, "csrf_token": parent_context.get("csrf_token")}

    def render_html(self, parent_context: Any = None) -> str:
        return super().render_html(parent_context) if self.stops else ""


def show_tour(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(TourPanel(request.user))
