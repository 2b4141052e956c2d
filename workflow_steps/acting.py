"""Who may initial, and in which capacity: the office-holder, or whoever acts for them (Plt./Plh.).

An appointment lends the approval role of its office and nothing else, from its first day to its
last in the office's own zone; four eyes hold for everybody (invariant 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from .offices import offices_of, spelling

if TYPE_CHECKING:
    from .models import ActingAppointment

# ``models.tasks`` asks here, so the models are only fetched when they are asked for.


@dataclass(frozen=True)
class Standing:
    """In which capacity somebody decides; what a paraf copies."""

    capacity: str
    office: str
    holder_id: int | None = None
    holder_name: str = ""
    appointment_id: int | None = None
    letter_number: str = ""

    @property
    def is_acting(self) -> bool:
        return self.appointment_id is not None


def standing_of(user: Any, group_ids: Iterable[int]) -> Standing | None:
    """In which capacity ``user`` may approve for one of these groups today; ``None``: not at all.

    Superusers are not exempt: without membership or a letter they have no standing.
    """
    from .models.approval import Capacity

    if user is None or user.pk is None or not user.is_active:
        return None
    ids = list(group_ids)
    if user.groups.filter(pk__in=ids).exists():
        return Standing(capacity=Capacity.DEFINITIVE.value, office=user.office_title)
    letters = appointments_in_force().filter(person_id=user.pk).select_related("acting_for")
    appointment = next(iter(for_offices_of(ids, letters)), None)
    if appointment is None:
        return None
    holder = appointment.acting_for
    return Standing(
        capacity=appointment.capacity,
        office=appointment.office,
        holder_id=holder.pk if holder else None,
        holder_name=str(holder) if holder else "",
        appointment_id=appointment.pk,
        letter_number=appointment.letter_number,
    )


def appointments_in_force(day: date | None = None) -> "QuerySet[ActingAppointment]":
    """Appointments valid on ``day`` (the office's today), newest first, of people still active."""
    from .models.approval import ActingAppointment
    from .models.procedure import office_today

    day = day or office_today()
    return ActingAppointment.objects.filter(
        valid_from__lte=day, valid_until__gte=day, person__is_active=True
    )


def for_offices_of(
    group_ids: Iterable[int], appointments: "Iterable[ActingAppointment]"
) -> "list[ActingAppointment]":
    """A letter for another office lends nothing here, however it came to be entered."""
    found = list(appointments)
    names = {spelling(office) for office in offices_of(group_ids)} if found else set()
    return [one for one in found if spelling(one.office) in names]


def acting_user_ids(group_ids: Iterable[int], day: date | None = None) -> list[int]:
    """Ids of the people who act for these groups on ``day`` (the office's today)."""
    return [one.person_id for one in for_offices_of(group_ids, appointments_in_force(day))]


def approvers(group_ids: Iterable[int], day: date | None = None) -> "QuerySet[Any]":
    """Everybody with standing on ``day``: the groups' members and the acting people."""
    ids = list(group_ids)
    return (
        get_user_model()
        ._default_manager.filter(is_active=True)
        .filter(Q(groups__in=ids) | Q(pk__in=acting_user_ids(ids, day)))
        .distinct()
    )
