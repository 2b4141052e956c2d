"""What a work calendar said, version by version, and since when it was known."""

import uuid
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context

from .. import calendar_content, calendar_rows
from ..append_only import AppendOnlyModel
from ..explanation import Span, Timekeeper
from ..working_time import WorkSchedule


class CalendarVersion(AppendOnlyModel):
    """Written with every change of a calendar: a timing names the version it was judged by."""

    calendar = models.ForeignKey(
        "workflow_steps.WorkCalendar",
        on_delete=models.PROTECT,
        related_name="versions",
        verbose_name=_("calendar"),
    )
    number = models.PositiveIntegerField(_("version"))
    known_since = models.DateTimeField(_("known since"), default=timezone.now)
    changed_by_name = models.CharField(_("changed by"), max_length=310, blank=True)
    content = models.JSONField(_("content"))
    # The calendar's own at that moment: a number comes back after a rollback, this does not.
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a work calendar")
        verbose_name_plural = _("versions of work calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "number"], name="one_content_per_calendar_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @classmethod
    def keep(cls, calendar: "models.QuerySet[Any]") -> "CalendarVersion":
        """Write down what the one calendar of this queryset says now, in the transaction it is in.

        Whoever is at work in Wagtail's admin is the one who changed it; nobody is when a command
        did.
        """
        pk, number, stamp = calendar.values_list("pk", "version", "stamp").get()
        user = get_active_log_context().user
        version: CalendarVersion = cls.objects.create(
            calendar_id=pk,
            number=number,
            stamp=stamp,
            changed_by_name=str(user) if user else "",
            content=calendar_rows.content_of(calendar),
        )
        return version

    def schedule(self) -> WorkSchedule:
        return self.timekeeper().schedule

    def explain(self, start: datetime, end: datetime) -> list[Span]:
        """What of the time between two instants counted by this version, and why."""
        return self.timekeeper().explain(start, end)

    def timekeeper(self) -> Timekeeper:
        return _timekeeper(self.pk, self.stamp)


# Timings of one report were judged by a handful of versions.
@lru_cache(maxsize=32)
def _timekeeper(version: int, _stamp: uuid.UUID) -> Timekeeper:
    content = CalendarVersion.objects.values_list("content", flat=True).get(pk=version)
    return Timekeeper(calendar_content.working_days(content))
