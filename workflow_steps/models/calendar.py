"""The office's working time as data: weeks, special periods, holidays and closures, all dated.

Every change of a calendar or of any of its parts raises the calendar's version, because a
timing keeps the version it was judged by. What each version said is kept (``CalendarVersion``).
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from .. import calendar_content, calendar_rows, signals
from ..explanation import Span, Timekeeper
from ..working_time import WorkSchedule
from .calendar_version import CalendarVersion

# The calendars that changed since ``as_one_version`` began; None outside of it.
_changed: ContextVar[set[int] | None] = ContextVar("changed_calendars", default=None)


@contextmanager
def as_one_version() -> Iterator[None]:
    """However many rows change within, every calendar gets one new version, at the end."""
    if _changed.get() is not None:
        yield
        return
    with transaction.atomic():
        changed: set[int] = set()
        token = _changed.set(changed)
        try:
            yield
        finally:
            _changed.reset(token)
        if changed:
            WorkCalendar.raise_versions(changed)


def validate_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name}) from error


class WorkCalendar(ClusterableModel):
    """When the office works, from the first week on record to the last known day."""

    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Makassar", validators=[validate_zone]
    )
    nominal_day = models.DurationField(
        _("length of a working day"),
        default=timedelta(hours=7, minutes=30),
        validators=[MinValueValidator(timedelta(hours=1)), MaxValueValidator(timedelta(days=1))],
        help_text=_(
            "What “1 working day” in a standard time amounts to, as hours:minutes:seconds."
        ),
    )
    is_default = models.BooleanField(_("used for all timings"), default=False)
    known_until = models.DateField(
        _("known until"),
        help_text=_(
            "The last day whose holidays are known. Working time is not calculated beyond it."
        ),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # Names one state of the data: unlike a version number it is not used twice when a
    # transaction is rolled back, so it is what schedules are cached under.
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    seeded_years = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("work calendar")
        verbose_name_plural = _("work calendars")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="one_default_work_calendar",
                violation_error_message=_("Another calendar is already used for all timings."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def default(cls) -> "WorkCalendar":
        """The calendar that timings are judged by; ``setup_newsroom`` makes one."""
        return cls.objects.get(is_default=True)

    @classmethod
    def raise_versions(cls, pks: Iterable[int]) -> None:
        """Note that these calendars or parts of them changed, and keep what they say now."""
        waiting = _changed.get()
        if waiting is not None:
            waiting.update(pks)
            return
        with transaction.atomic():
            for pk in sorted(set(pks)):
                calendar = cls.objects.filter(pk=pk)
                if calendar.update(version=F("version") + 1, stamp=uuid.uuid4()):
                    CalendarVersion.keep(calendar)
            signals.calendar_changed.send(sender=cls)

    def clean(self) -> None:
        """Check the whole calendar as it stands in memory, parts that are not saved included."""
        messages: list[str] = []
        for part in self._parts():
            try:
                part.clean()
            except ValidationError as error:
                messages += error.messages
        if messages:
            raise ValidationError(list(dict.fromkeys(messages)))

    def save(self, **kwargs: Any) -> None:
        """Save with all parts, as one new version."""
        with as_one_version():
            current = type(self).objects.select_for_update().filter(pk=self.pk)
            # From the row: an instance loaded earlier must not take the version back.
            self.version = current.values_list("version", flat=True).first() or 0
            super().save(**kwargs)
            self.raise_versions([self.pk])
        self.refresh_version()

    def refresh_version(self) -> None:
        """Read what was raised, unless more is changing that belongs to the same version."""
        if _changed.get() is None:
            self.refresh_from_db(fields=["version", "stamp"])

    def schedule(self) -> WorkSchedule:
        """The calendar's working intervals as saved; built once for each state of the data."""
        return self.timekeeper().schedule

    def explain(self, start: datetime, end: datetime) -> list[Span]:
        """What of the time between two instants counts, what does not, and why."""
        return self.timekeeper().explain(start, end)

    def timekeeper(self) -> Timekeeper:
        return _timekeeper(self.pk, self.stamp)

    def at_version(self, number: int) -> CalendarVersion:
        """What the calendar said then; versions from before they were kept do not exist."""
        return self.versions.defer("content").get(number=number)

    def _parts(self) -> Iterator["CalendarPart"]:
        for week in self.weeks.all():
            yield week
            yield from week.intervals.all()
        for period in self.periods.all():
            yield period
            yield from period.intervals.all()
        yield from self.holidays.all()
        yield from self.closures.all()
        yield from self.decrees.all()


_Part_co = TypeVar("_Part_co", bound="CalendarPart", covariant=True)


class CalendarPartQuerySet(models.QuerySet[_Part_co]):
    """Changes in bulk raise the version too."""

    def _calendars(self) -> list[int]:
        path = f"{self.model.calendar_path}_id"
        return list(self.order_by().values_list(path, flat=True).distinct())

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            calendars = self._calendars()
            deleted = super().delete()
            WorkCalendar.raise_versions(calendars)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def update(self, **kwargs: Any) -> int:
        with transaction.atomic():
            calendars = self._calendars()
            updated = super().update(**kwargs)
            WorkCalendar.raise_versions(calendars)
        return updated

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        with transaction.atomic():
            created = super().bulk_create(objs, *args, **kwargs)
            WorkCalendar.raise_versions(part.work_calendar.pk for part in created)
        return created


class CalendarPart(models.Model):
    """Anything a calendar consists of, at whatever depth."""

    calendar_path: ClassVar[str] = "calendar"
    objects = CalendarPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with as_one_version():  # its own parts are saved with it
            super().save(*args, **kwargs)
            WorkCalendar.raise_versions([self.work_calendar.pk])
        self.work_calendar.refresh_version()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with as_one_version():
            deleted = super().delete(*args, **kwargs)
            WorkCalendar.raise_versions([self.work_calendar.pk])
        self.work_calendar.refresh_version()
        return deleted

    @property
    def work_calendar(self) -> WorkCalendar:
        owner: Any = self
        for name in self.calendar_path.split("__"):
            owner = getattr(owner, name)
        return owner


# A few states at most are asked for at a time: the default calendar's, now and before an edit.
@lru_cache(maxsize=8)
def _timekeeper(calendar: int, _stamp: uuid.UUID) -> Timekeeper:
    content = calendar_rows.hours_of(WorkCalendar.objects.filter(pk=calendar))
    return Timekeeper(calendar_content.working_days(content))
