"""Who is away now and soon, who acts for them by which letter, and which days nobody covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .deciders import Answer, Deciders, Gap
from .models import Absence, ActingAppointment


@dataclass(frozen=True)
class Away:
    """An absence, with the letters of those who act meanwhile."""

    absence: Absence
    letters: list[ActingAppointment]
    is_holder: bool

    @property
    def is_uncovered(self) -> bool:
        """Somebody who approves is away, and no letter names anybody for any of it."""
        return self.is_holder and not self.letters


class Board:
    """Today and the next ``AHEAD`` days, in a fixed number of queries."""

    def __init__(self, deciders: Deciders) -> None:
        self.deciders = deciders
        self.today, self.until = deciders.first, deciders.last

    @cached_property
    def _away(self) -> list[Away]:
        days = Absence.objects.overlapping(self.today, self.until).select_related("person")
        found = days.filter(person__is_active=True).order_by("first_day", "last_day", "pk")
        holders = self.deciders.holder_ids
        return [Away(one, self._letters_for(one), one.person_id in holders) for one in found]

    @property
    def now(self) -> list[Away]:
        return [one for one in self._away if one.absence.first_day <= self.today]

    @property
    def soon(self) -> list[Away]:
        return [one for one in self._away if one.absence.first_day > self.today]

    @cached_property
    def letters(self) -> list[ActingAppointment]:
        """In force, or beginning within the days that are looked at."""
        found = ActingAppointment.objects.filter(
            valid_from__lte=self.until, valid_until__gte=self.today
        )
        return list(found.select_related("person", "acting_for").order_by("valid_from", "pk"))

    def _letters_for(self, absence: Absence) -> list[ActingAppointment]:
        return [
            one
            for one in self.letters
            if one.acting_for_id == absence.person_id
            and one.valid_from <= absence.last_day
            and one.valid_until >= absence.first_day
        ]

    @cached_property
    def gaps(self) -> list[Gap]:
        return self.deciders.gaps()

    @property
    def warnings(self) -> list[str]:
        return warnings(self.gaps)

    @property
    def answers(self) -> list[tuple[str, Answer]]:
        """Each decision of the procedure, and who makes it today."""
        return answers(self.deciders)


def answers(deciders: Deciders, task_ids: Iterable[int] | None = None) -> list[tuple[str, Answer]]:
    wanted = deciders.tasks if task_ids is None else set(task_ids)
    found = (
        (task.name, deciders.answer(pk)) for pk, task in deciders.tasks.items() if pk in wanted
    )
    return [(name, answer) for name, answer in found if answer is not None]


def warnings(gaps: Iterable[Gap]) -> list[str]:
    return [_in_words(gap) for gap in gaps]


def _in_words(gap: Gap) -> str:
    values: dict[str, Any] = {
        "task": gap.task.name,
        "days": _days(gap.first, gap.last),
        "who": "; ".join(str(one) for one in gap.deciders),
    }
    if gap.is_vacant:
        return _("%(task)s: nobody can decide, %(days)s.") % values
    if gap.is_approval:
        return (
            _("%(task)s: nobody is there and no Plt./Plh. is appointed, %(days)s. %(who)s.")
            % values
        )
    return _("%(task)s: nobody is there, %(days)s. %(who)s.") % values


def _days(first: date, last: date) -> str:
    if first == last:
        return date_format(first)
    return f"{date_format(first)} – {date_format(last)}"
