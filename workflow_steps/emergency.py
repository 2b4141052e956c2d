"""Published first, initialled afterwards by another person (*tayang darurat*, invariant 6).

The act itself is ``publication.publish_in_emergency``; here is who may, by when the paraf is
due, and what is still without one.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from . import acting, four_eyes, gate, publication
from .due import DECIDE
from .inbox_rows import Deadline
from .models import EmergencyPublication, PublicationAct
from .permissions import EMERGENCY, WITHDRAW
from .standards import StandardTimes
from .working_time import CalendarExhausted

# --- who ------------------------------------------------------------------------------------


def objection(page: Any, user: Any) -> str:
    """Why ``user`` may not publish this page's draft before its approval; empty: they may."""
    if not user.is_active or not user.has_perm(EMERGENCY):
        return _("You may not publish before the approval.")
    if page.alias_of_id or not page.latest_revision_id:
        return _("There is no saved draft to publish.")
    if page.live and not page.has_unpublished_changes:
        return _("Exactly this is already public.")
    return str(page.emergency_objection(user))


def standing_for(page: Any, user: Any) -> acting.Standing | None:
    task = publication.final_task(page)
    return acting.standing_of(user, task.group_ids()) if task else None


def eligible_approvers(page: Any, publisher_id: int | None) -> list[Any]:
    """Who may give the paraf afterwards: approvers, and those acting, who had no part in it."""
    task = publication.final_task(page)
    if task is None:
        return []
    everybody = acting.approvers(task.group_ids())
    people = list(everybody.order_by("first_name", "last_name", "username"))
    found = four_eyes.contributors([page.pk], [person.pk for person in people])
    involved = {publisher_id, *found[page.pk]}
    return [person for person in people if person.pk not in involved]


def initial_objection(emergency: EmergencyPublication, page: Any, user: Any) -> str:
    """Why ``user`` cannot initial it; what ``publication.initial_afterwards`` will say."""
    if standing_for(page, user) is None:
        return _("The initial (paraf) is given by the approver, or by whoever acts for them.")
    return four_eyes.initial_objection(emergency, page, user)


def may_see_sheet(page: Any, user: Any) -> bool:
    """Approvers decide on it; those who published it, or edit the page, may look."""
    return bool(
        user.has_perm(EMERGENCY)
        or user.has_perm(WITHDRAW)
        or standing_for(page, user)
        or page.permissions_for_user(user).can_edit()
    )


def sheets_open_to(user: Any, page_ids: Collection[int], *, approves: bool) -> set[int]:
    """``may_see_sheet`` for a list, in at most a query or two."""
    if approves or user.has_perm(EMERGENCY) or user.has_perm(WITHDRAW):
        return set(page_ids)
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return set(editable.filter(pk__in=page_ids).values_list("pk", flat=True))


def may_withdraw(page: Any, user: Any) -> bool:
    """An approver who would not have approved it takes it offline, also when acting."""
    return bool(user.has_perm(WITHDRAW) or standing_for(page, user))


# --- by when ----------------------------------------------------------------------------------


def due_at(page: Any, now: datetime) -> datetime:
    """By when the paraf is due, in working time.

    A further emergency before the first one is settled keeps the first one's clock. Beyond the
    calendar's last known day the clock on the wall counts: an emergency never goes without.
    """
    if (running := open_emergency_of(page)) and running.due_at:
        return running.due_at
    minutes = settings.NEWSROOM_EMERGENCY_INITIAL_MINUTES
    schedule = StandardTimes.read().schedule
    if schedule is not None:
        try:
            return schedule.due(now, minutes * 60)
        except CalendarExhausted:
            pass
    return now + timedelta(minutes=minutes)


# --- what is open --------------------------------------------------------------------------------


def open_emergency_of(page: Any) -> EmergencyPublication | None:
    return gate.open_emergency(page.pk) if page.pk and page.live else None


def without_initial() -> Exists:
    """For a queryset of pages: which are public without a paraf; costs a list no further query."""
    later = PublicationAct.objects.filter(page_id=OuterRef("page_id"), pk__gt=OuterRef("pk"))
    return Exists(EmergencyPublication.objects.filter(~Exists(later), page_id=OuterRef("pk")))


def clock(emergency: EmergencyPublication, times: StandardTimes | None = None) -> Deadline:
    """How much of the office's time for the paraf is left, judged as in the inbox."""
    times = times or StandardTimes.read()
    return Deadline.of(times, DECIDE, emergency.due_at, timezone.now())
