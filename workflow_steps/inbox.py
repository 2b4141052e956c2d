"""The moderation inbox: what waits for a decision, the most urgent first (SOP steps 4 and 5).

In place of Wagtail's panels, which fetch every waiting page with its tasks
(``wagtail/admin/views/home.py``): here the database sorts and counts, and only the rows shown
are looked at closely (``inbox_rows.py``).
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import (
    PageLogEntry,
    Revision,
    Task,
    TaskState,
    get_default_page_content_type,
)

from . import four_eyes
from .contributions import CHANGES
from .due import DECIDE, SUBMIT
from .emergency import sheets_open_to
from .inbox_emergencies import (
    SHOWN_EMERGENCIES,
    EmergencyRow,
    emergency_rows,
    open_emergencies,
)
from .inbox_rows import Row, approvals_among, rows_of, submissions_of
from .models import (
    EmergencyPublication,
    NewsroomTaskState,
    ReviewTask,
)
from .permissions import EMERGENCY
from .standards import StandardTimes

PER_PAGE = 25
# Deferred by only(): the content of page and revision, which may be long.
SHOWN = (
    "status",
    "task_id",
    "started_at",
    "opened_at",
    "due_at",
    "file_labels",
    "workflow_state__object_id",
    "workflow_state__content_type_id",
    "revision__object_str",
)


class Inbox:
    """One person's inbox, for one request."""

    def __init__(self, user: Any) -> None:
        self.user = user

    @classmethod
    def of(cls, request: HttpRequest) -> "Inbox":
        """The same for sidebar, dashboard and list, so that each thing is asked once."""
        inbox: Inbox | None = getattr(request, "_newsroom_inbox", None)
        if inbox is None:
            inbox = cls(request.user)
            request._newsroom_inbox = inbox  # type: ignore[attr-defined]
        return inbox

    @cached_property
    def review_tasks(self) -> list[ReviewTask]:
        """Every review task in use."""
        tasks = Task.objects.filter(active=True).order_by("pk").specific()
        return [task for task in tasks if isinstance(task, ReviewTask)]

    @cached_property
    def tasks(self) -> list[Any]:
        """The tasks whose decisions are this person's, by group or as Plt./Plh."""
        if not self.user.is_authenticated:
            return []
        return [task for task in self.review_tasks if task.may_decide_at_all(self.user)]

    @property
    def is_theirs(self) -> bool:
        """Whether this person has an inbox at all."""
        return bool(self.tasks)

    @property
    def approves(self) -> bool:
        return bool(approvals_among(self.tasks))

    @cached_property
    def times(self) -> StandardTimes:
        return StandardTimes.read()

    def waiting(self) -> QuerySet[NewsroomTaskState]:
        """By time left; what has no due time comes last, then what came first."""
        return NewsroomTaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, task__in=[task.pk for task in self.tasks]
        ).order_by(F("due_at").asc(nulls_last=True), "started_at", "pk")

    @cached_property
    def waiting_count(self) -> int:
        return self.waiting().order_by().count() if self.tasks else 0

    @property
    def count(self) -> int:
        """Everything that this person's word is waited for, the paraf of an emergency included."""
        return self.waiting_count + len(self._to_initial)

    def overdue(self) -> Q:
        """The rows whose time is up, by the same judgement as in each row."""
        now = timezone.now()
        return Q(
            opened_at__isnull=True, due_at__lt=self.times.late_before(SUBMIT, now)
        ) | Q(opened_at__isnull=False, due_at__lt=self.times.late_before(DECIDE, now))  # fmt: skip

    def rows(self, states: QuerySet[NewsroomTaskState]) -> list[Row]:
        """The given slice of ``waiting()`` with everything that a row shows."""
        # In two steps, so that only keys and times are sorted.
        keys = list(states.values_list("pk", flat=True))
        related = NewsroomTaskState.objects.select_related("workflow_state", "revision")
        by_key = related.only(*SHOWN).in_bulk(keys)
        found = [by_key[key] for key in keys if key in by_key]
        return rows_of(found, self.tasks, self.user, self.times)

    # --- tayang darurat ---

    @cached_property
    def _emergencies(self) -> list[EmergencyPublication]:
        return list(open_emergencies()[:SHOWN_EMERGENCIES])

    @cached_property
    def _to_initial(self) -> set[int]:
        if not self.approves:
            return set()
        return four_eyes.to_be_initialled_by(self.user, self._emergencies)

    @cached_property
    def open_rows(self) -> list[EmergencyRow]:
        """What is public without a paraf, for whoever may see all that is under way."""
        if not self._emergencies:
            return []
        may_open = sheets_open_to(
            self.user, [found.page_id for found in self._emergencies], approves=self.approves
        )
        return emergency_rows(
            self._emergencies, self.times, may_initial=self._to_initial, may_open=may_open
        )

    @property
    def first_rows(self) -> list[EmergencyRow]:
        """Open emergency publications: all for whoever approves or may publish so, for others
        those that are overdue."""
        sees_all = self.approves or self.user.has_perm(EMERGENCY)
        return [row for row in self.open_rows if sees_all or row.deadline.is_overdue]

    @property
    def to_initial(self) -> list[EmergencyRow]:
        """Those that wait for this person's paraf."""
        return [row for row in self.first_rows if row.may_initial]

    # --- next ---

    def next_after(self, after: TaskState | None = None) -> NewsroomTaskState | None:
        """The most urgent item that this person may decide, leaving out ``after``."""
        if not self.tasks:
            return None
        waiting = (
            self.waiting()
            .select_related("workflow_state", "revision")
            .defer("content", "revision__content")
        )
        if after is not None:
            waiting = waiting.exclude(pk=after.pk)
        for states in self._screens(waiting):
            found = self._first_of_theirs(states)
            if found is not None or len(states) < PER_PAGE:
                return found
        return None

    def _screens(self, waiting: QuerySet[NewsroomTaskState]) -> Iterator[list[NewsroomTaskState]]:
        """The first as it is; after a screen full of their own work only what they never touched,
        where material and files are all that can still make it somebody else's."""
        yield list(waiting[:PER_PAGE])
        rest = waiting.exclude(self._touched())
        for start in count(step=PER_PAGE):
            yield list(rest[start : start + PER_PAGE])

    def _first_of_theirs(self, states: Sequence[NewsroomTaskState]) -> NewsroomTaskState | None:
        not_theirs = four_eyes.not_theirs(
            states,
            self.user,
            submitted=submissions_of(states),
            approvals=approvals_among(self.tasks),
        )
        return next((state for state in states if state.pk not in not_theirs), None)

    def _touched(self) -> Q:
        """In one query what they ever submitted, wrote or published, initialled since or not."""
        submitted = NewsroomTaskState.objects.filter(submitted_by=self.user)
        written = Revision.objects.filter(
            user=self.user, base_content_type=get_default_page_content_type()
        )
        changed = PageLogEntry.objects.filter(user=self.user, action__in=CHANGES).annotate(
            key=Cast("page_id", CharField())
        )
        published = EmergencyPublication.objects.filter(actor_id=self.user.pk).annotate(
            key=Cast("page_id", CharField())
        )
        return (
            Q(workflow_state__in=submitted.order_by().values("workflow_state"))
            | Q(workflow_state__object_id__in=published.order_by().values("key"))
            | Q(workflow_state__object_id__in=written.order_by().values("object_id"))
            | Q(workflow_state__object_id__in=changed.order_by().values("key"))
        )


def first_rows(user: Any) -> list[EmergencyRow]:
    """What stands above every desk's own work."""
    return Inbox(user).first_rows


def next_item(user: Any, after: TaskState | None = None) -> NewsroomTaskState | None:
    """What to decide next, for the end of a decision."""
    return Inbox(user).next_after(after)
