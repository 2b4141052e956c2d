"""Which offices hold the approval role, what they are called, and who holds them.

Titles are data and change from one office and year to the next: the approval task's groups bear
an office's name, and so does the title of their members.
"""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from .forms import visible

if TYPE_CHECKING:
    from django.db.models import QuerySet

# ``models`` builds upon this, so the models are only fetched when they are asked for.


def spelling(office: str) -> str:
    """What two names have in common that nobody can tell apart."""
    return " ".join(visible(unicodedata.normalize("NFKC", office)).split()).casefold()


def approving_group_ids() -> list[int]:
    """The groups of every approval task in use."""
    from .models.review_tasks import DivisionHeadApprovalTask

    tasks = DivisionHeadApprovalTask.objects.filter(active=True)
    return sorted({pk for pk in tasks.values_list("groups", flat=True) if pk})


def holders(group_ids: Iterable[int] | None = None) -> "QuerySet[Any]":
    """Who approves in their own office."""
    ids = approving_group_ids() if group_ids is None else list(group_ids)
    people = get_user_model()._default_manager.filter(is_active=True, groups__in=ids)
    return people.order_by("pk").distinct()


def offices_of(group_ids: Iterable[int]) -> list[str]:
    """The names of these groups' offices: first the titles of people, then those of groups.

    A closed account still says what the office is called: it may be vacant.
    """
    ids = list(group_ids)
    groups = Group.objects.filter(pk__in=ids).order_by("pk")
    names: dict[str, str] = {}
    for name in (*_titles(ids), *groups.values_list("name", flat=True)):
        names.setdefault(spelling(name), name)
    return list(names.values())


def approving_offices() -> list[str]:
    return offices_of(approving_group_ids())


def usual_office() -> str:
    """What an appointment is for unless it says something else."""
    return next(iter(approving_offices()), "")


def offices_held_by(user: Any) -> set[str]:
    """The spellings under which a holder's office may be entered."""
    groups = user.groups.filter(pk__in=approving_group_ids()).values_list("name", flat=True)
    return {spelling(name) for name in (user.office_title, *groups) if name}


def same_office(office: str) -> set[str]:
    """The spellings of everything that may mean this office.

    A group's name means the office of its members, unless it is the very title of one of them:
    then each title is an office of its own.
    """
    one = spelling(office)
    same = {one}
    for group in Group.objects.filter(pk__in=approving_group_ids()):
        name, titles = spelling(group.name), {spelling(title) for title in _titles([group.pk])}
        if name in titles:
            continue
        if one == name:
            same |= titles
        elif one in titles:
            same.add(name)
    return same


def _titles(group_ids: list[int]) -> list[str]:
    members = get_user_model()._default_manager.filter(groups__in=group_ids)
    people = members.exclude(office_title="").order_by("-is_active", "pk").distinct()
    return list(people.values_list("office_title", flat=True))
