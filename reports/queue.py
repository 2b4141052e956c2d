"""The queue: every step whose time is running, where it waits and on whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Task

from news.material_permissions import TO_HAND_OVER
from news.models import PageMaterial, SourceMaterial
from workflow_steps.due import DECIDE, RECEIVE, SUBMIT, WRITE
from workflow_steps.inbox_rows import Deadline
from workflow_steps.models import ReviewTask
from workflow_steps.standards import StandardTimes

from .items import item_ids, task_states, urls
from .models import StepTiming, WorkEvent
from .steps import AUTOMATIC_STEPS
from .timing_filters import STEPS

Kind = WorkEvent.ItemType


def running() -> QuerySet[StepTiming]:
    """The most urgent first; what has no due time last, then what came first."""
    return StepTiming.objects.filter(outcome=StepTiming.Outcome.RUNNING).order_by(
        F("due_at").asc(nulls_last=True), "pk"
    )


def overdue(times: StandardTimes, now: datetime) -> Q:
    """The rows whose time is up, by the same judgement as in each row."""
    return reduce(or_, (Q(step=step, due_at__lt=times.late_before(step, now)) for step in STEPS))


def counts(timings: QuerySet[StepTiming], times: StandardTimes) -> dict[int, tuple[int, int]]:
    """By step: how many run, and how many of them are overdue."""
    late = Count("pk", filter=overdue(times, timezone.now()))
    rows = timings.order_by().values_list("step").annotate(number=Count("pk"), late=late)
    return {step: (number, overdue_number) for step, number, overdue_number in rows}


@dataclass(frozen=True)
class QueueRow:
    """One item under way."""

    timing: StepTiming
    url: str
    place: str
    on: str
    deadline: Deadline

    @property
    def title(self) -> str:
        return self.timing.item_title

    @property
    def step(self) -> int:
        return self.timing.step


def rows_of(timings: list[StepTiming], request: Any, times: StandardTimes) -> list[QueueRow]:
    """What the rows of a page show, in the same number of queries however many they are."""
    now = timezone.now()
    waiting = task_states(item_ids(timings, Kind.PAGE)) if timings else {}
    addresses = urls(timings, request, waiting) if timings else {}
    on = WaitsOn(timings, waiting, times)
    return [
        QueueRow(
            timing=timing,
            url=addresses.get(timing.pk, ""),
            place=on.place(timing),
            on=on.whom(timing),
            deadline=Deadline.of(times, timing.step, timing.due_at, now),
        )
        for timing in timings
    ]


class WaitsOn:
    """Where each waits, and on whom: a person where one is named, else those of the step."""

    def __init__(
        self, timings: list[StepTiming], waiting: dict[int, Any], times: StandardTimes
    ) -> None:
        self.times, self.waiting = times, waiting
        material_ids = item_ids(timings, Kind.MATERIAL)
        writing = {timing.item_id for timing in timings if timing.step == WRITE}
        self.senders = dict(
            SourceMaterial.objects.filter(pk__in=material_ids).values_list("pk", TO_HAND_OVER)
        )
        self.writers = writers_of(writing)
        people = {pk for pk in (*self.senders.values(), *self.writers.values()) if pk}
        self.names = {
            pk: str(user) for pk, user in get_user_model()._default_manager.in_bulk(people).items()
        }
        self.tasks, self.groups = _tasks({state.task_id for state in waiting.values()})

    def place(self, timing: StepTiming) -> str:
        """The step as the SOP in force when it was opened calls it, and the decision it is at."""
        standard = self._standard(timing)
        name = standard.name if standard else _("Step %(number)d") % {"number": timing.step}
        task = self._task(timing)
        return f"{name} ({task})" if task else name

    def whom(self, timing: StepTiming) -> str:
        if timing.step in AUTOMATIC_STEPS:
            return _("the system")
        if timing.step in (SUBMIT, DECIDE) and timing.item_id in self.waiting:
            return self.groups.get(self.waiting[timing.item_id].task_id, "")
        named = {RECEIVE: self.senders, WRITE: self.writers}.get(timing.step, {})
        person = self.names.get(named.get(timing.item_id) or 0)
        standard = self._standard(timing)
        return person or (standard.performer if standard else "")

    def _standard(self, timing: StepTiming) -> Any:
        return self.times.standard(timing.step, timing.opened_at) if timing.opened_at else None

    def _task(self, timing: StepTiming) -> str:
        state = self.waiting.get(timing.item_id) if timing.step in (SUBMIT, DECIDE) else None
        return self.tasks.get(state.task_id, "") if state else ""


def writers_of(page_ids: Iterable[int]) -> dict[int, int | None]:
    """Who goes on with the page (``page_holdings``): its owner, else who was asked to write it."""
    links = PageMaterial.objects.filter(page__in=page_ids, material__writer__isnull=False)
    found: dict[int, int | None] = dict(
        links.order_by("pk").values_list("page", "material__writer")
    )
    owned = Page.objects.filter(pk__in=page_ids, owner__isnull=False)
    return found | dict(owned.values_list("pk", "owner"))


def _tasks(ids: set[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The names of these tasks, and of the groups whose decision each is."""
    tasks = [task for task in Task.objects.filter(pk__in=ids).specific() if ids]
    of_task = {task.pk: task for task in tasks if isinstance(task, ReviewTask)}
    members = {
        pk: list(task.groups.order_by("name").values_list("name", flat=True))
        for pk, task in of_task.items()
    }
    names = {task.pk: task.name for task in tasks}
    return names, {pk: ", ".join(found) for pk, found in members.items()}
