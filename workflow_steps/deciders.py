"""Who decides on a day: who acts first, then who is there, then who is away and still may.

An absence takes no power away. It only says whom to expect, and when nobody is left to be
expected the office is told beforehand (``gaps``).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Task

from . import four_eyes
from .acting import for_offices_of
from .contributions import contributors
from .inbox import Inbox
from .models import Absence, ActingAppointment, DivisionHeadApprovalTask, ReviewTask, WorkCalendar
from .models.procedure import office_midnight, office_today
from .working_time import CalendarExhausted

APPOINT = "workflow_steps.add_actingappointment"
AHEAD = 30  # days that are looked at beforehand


@dataclass(frozen=True)
class Decider:
    """Somebody whose decision this is on a day, and in which way."""

    person: Any
    appointment: ActingAppointment | None = None
    absence: Absence | None = None

    @property
    def is_there(self) -> bool:
        return self.absence is None

    @property
    def name(self) -> str:
        return self.appointment.appointee if self.appointment else str(self.person)

    def __str__(self) -> str:
        """``Plh. Siti``, or ``Budi (dinas luar s.d. 3 Desember 2026)``."""
        return f"{self.name} ({self.absence.until})" if self.absence else self.name


@dataclass(frozen=True)
class Gap:
    """Working days on which nobody is there to decide."""

    task: ReviewTask
    first: date
    last: date
    deciders: list[Decider]

    @property
    def is_approval(self) -> bool:
        return isinstance(self.task, DivisionHeadApprovalTask)

    @property
    def is_vacant(self) -> bool:
        return not self.deciders


class Deciders:
    """For every review task in use, from today on, in a fixed number of queries."""

    def __init__(self, tasks: Iterable[ReviewTask] | None = None, viewer: Any = None) -> None:
        self.viewer = viewer
        self.first = office_today()
        self.last = self.first + timedelta(days=AHEAD)
        if tasks is not None:
            self.tasks = {task.pk: task for task in tasks}

    @classmethod
    def of(cls, request: HttpRequest) -> "Deciders":
        """Once for a request; the inbox has read the tasks already."""
        found: Deciders | None = getattr(request, "_newsroom_deciders", None)
        if found is None:
            found = cls(Inbox.of(request).review_tasks, request.user)
            request._newsroom_deciders = found  # type: ignore[attr-defined]
        return found

    # --- what is read ---------------------------------------------------------------------------

    @cached_property
    def tasks(self) -> dict[int, ReviewTask]:
        tasks = Task.objects.filter(active=True).order_by("pk").specific()
        return {task.pk: task for task in tasks if isinstance(task, ReviewTask)}

    @cached_property
    def _groups(self) -> dict[int, list[int]]:
        return {pk: task.group_ids() for pk, task in self.tasks.items()}

    @cached_property
    def _members(self) -> dict[int, list[Any]]:
        """By group."""
        ids = {pk for groups in self._groups.values() for pk in groups}
        memberships: Any = get_user_model().groups.through.objects
        found: dict[int, list[Any]] = {}
        rows = memberships.filter(group_id__in=ids, user__is_active=True).select_related("user")
        for row in rows.order_by("user_id"):
            found.setdefault(row.group_id, []).append(row.user)
        return found

    @cached_property
    def _appointments(self) -> dict[int, list[ActingAppointment]]:
        """By task: only the final approval can be lent."""
        letters = ActingAppointment.objects.filter(
            valid_from__lte=self.last, valid_until__gte=self.first, person__is_active=True
        ).select_related("person", "acting_for")
        found = list(letters)
        return {
            pk: for_offices_of(self._groups[pk], found)
            if isinstance(task, DivisionHeadApprovalTask)
            else []
            for pk, task in self.tasks.items()
        }

    @cached_property
    def _absences(self) -> dict[int, list[Absence]]:
        found: dict[int, list[Absence]] = {}
        for absence in Absence.objects.overlapping(self.first, self.last):
            found.setdefault(absence.person_id, []).append(absence)
        return found

    # --- who ------------------------------------------------------------------------------------

    def on(self, task_id: int, day: date | None = None) -> list[Decider]:
        """Acting people who are there, others who are there, then whoever is away."""
        if task_id not in self.tasks:
            return []
        day = day or self.first
        acting = [one for one in self._appointments[task_id] if one.is_valid_on(day)]
        found = [Decider(one.person, one, self.absence_of(one.person_id, day)) for one in acting]
        known = {one.person_id for one in acting}
        for group in self._groups[task_id]:
            for person in self._members.get(group, []):
                if person.pk not in known:
                    known.add(person.pk)
                    found.append(Decider(person, None, self.absence_of(person.pk, day)))
        return sorted(found, key=lambda one: (not one.is_there, one.appointment is None))

    def is_unusual(self, task_id: int) -> bool:
        """Somebody acts, somebody is away, or nobody decides."""
        found = self.on(task_id)
        return not found or any(one.appointment or one.absence for one in found)

    def answer(self, task_id: int) -> "Answer | None":
        """Who decides today, in words; ``None`` for a task that is no review."""
        task = self.tasks.get(task_id)
        if task is None:
            return None
        is_approval = isinstance(task, DivisionHeadApprovalTask)
        return in_words(self.on(task_id), is_approval=is_approval, viewer=self.viewer)

    def answer_for(self, task_state: Any) -> "Answer | None":
        """The same for one item, without those who worked on it (four eyes)."""
        task = self.tasks.get(task_state.task_id)
        if task is None:
            return None
        found = self.on(task.pk)
        barred = four_eyes.submitter_ids(task_state)
        if isinstance(task, DivisionHeadApprovalTask):
            page_id = int(task_state.workflow_state.object_id)
            barred |= contributors([page_id], [one.person.pk for one in found])[page_id]
        left = [one for one in found if one.person.pk not in barred]
        if found and not left:
            names = ", ".join(one.name for one in found)
            return Answer(
                _("Everybody who may decide worked on this page: %(names)s.") % {"names": names},
                _("Ask an administrator to give somebody else this role, or to appoint them."),
            )
        is_approval = isinstance(task, DivisionHeadApprovalTask)
        return in_words(left, is_approval=is_approval, viewer=self.viewer)

    @property
    def holder_ids(self) -> set[int]:
        """Who approves in their own office."""
        return {
            person.pk
            for pk, task in self.tasks.items()
            if isinstance(task, DivisionHeadApprovalTask)
            for group in self._groups[pk]
            for person in self._members.get(group, [])
        }

    def absence_of(self, person_id: int, day: date) -> Absence | None:
        return next((one for one in self._absences.get(person_id, []) if one.covers(day)), None)

    def gaps(self) -> list[Gap]:
        """Spans of working days without anybody there; days off in between do not end one."""
        return [gap for pk in self.tasks for gap in self._gaps_of(pk)]

    def _gaps_of(self, task_id: int) -> Iterator[Gap]:
        open_one: Gap | None = None
        for day in self._working_days():
            deciders = self.on(task_id, day)
            if any(one.is_there for one in deciders):
                if open_one:
                    yield open_one
                open_one = None
                continue
            first = open_one.first if open_one else day
            open_one = Gap(self.tasks[task_id], first, day, deciders)
        if open_one:
            yield open_one

    def _working_days(self) -> Iterator[date]:
        calendar = WorkCalendar.objects.filter(is_default=True).first()
        schedule = calendar.schedule() if calendar else None
        for number in range(AHEAD + 1):
            day = self.first + timedelta(days=number)
            following = day + timedelta(days=1)
            works = day.weekday() < 5
            with suppress(CalendarExhausted):
                if schedule is not None:
                    works = schedule.elapsed(office_midnight(day), office_midnight(following)) > 0
            if works:
                yield day


# --- in words -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """Who decides, for a person to read; ``advice``, or a ``link`` to the place where they can see
    to it themselves, where nobody is to be expected."""

    text: str
    advice: str = ""
    link: str = ""
    url: str = ""

    @property
    def is_problem(self) -> bool:
        return bool(self.advice or self.link)


def in_words(deciders: Iterable[Decider], *, is_approval: bool, viewer: Any = None) -> Answer:
    found = list(deciders)
    there = [one for one in found if one.is_there]
    away = [one for one in found if not one.is_there]
    if not there and not away:
        return _nobody(_("Nobody can decide."), away, is_approval, viewer)
    if not there:
        names = "; ".join(str(one) for one in away)
        text = _("Nobody who decides is there today: %(names)s.") % {"names": names}
        return _nobody(text, away, is_approval, viewer)
    first = there[0]
    text = ", ".join(one.name for one in there)
    reasons = "; ".join(str(one.person) + " " + one.absence.until for one in away if one.absence)
    if first.appointment is not None and reasons:
        return Answer(f"{text} ({reasons})")
    return Answer(text)


def _nobody(text: str, away: list[Decider], is_approval: bool, viewer: Any) -> Answer:
    """Whoever appoints is not told to ask whoever appoints."""
    if not is_approval:
        return Answer(text, _("Ask an administrator to give somebody else this role."))
    if viewer is None or not viewer.has_perm(APPOINT):
        return Answer(
            text,
            _("Ask the Kepala Bidang, or whoever appoints in their place, to enter a Plt. or Plh."),
        )
    theirs = any(one.person.pk == viewer.pk for one in away)
    said = _("You are recorded as absent.") if theirs else ""
    return Answer(text, said, _("Appoint somebody (Plt./Plh.)"), reverse("acting_appointment:add"))
