"""What a work calendar consists of."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .calendar import CalendarPart, WorkCalendar


def siblings(part: "CalendarPart", family: "Iterable[Any] | None") -> "list[Any]":
    """The other parts of the same owner, saved or not."""
    return [
        other
        for other in family or ()
        if other is not part and (other.pk is None or other.pk != part.pk)
    ]


class WeekInterval(CalendarPart):
    """Working hours on one weekday; what lies between two of them is a break."""

    owner_name: ClassVar[str]

    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()))
    start = models.TimeField(_("from"))
    end = models.TimeField(_("until"))

    class Meta:
        abstract = True
        ordering = ["weekday", "start"]
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The end must be later than the start."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="%(class)s_is_on_a_weekday",
                violation_error_message=_("There is no such weekday."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start:%H.%M}–{self.end:%H.%M}"

    def clean(self) -> None:
        super().clean()
        if self.start is None or self.end is None:
            return
        if self.end <= self.start:
            raise ValidationError({"end": _("The end must be later than the start.")})
        owner = getattr(self, self.owner_name, None)
        for other in siblings(self, owner and owner.intervals.all()):
            if other.weekday == self.weekday and other.start < self.end and self.start < other.end:
                first, second = sorted([str(self), str(other)])
                raise ValidationError(
                    _("Working hours overlap: %(first)s and %(second)s."),
                    params={"first": first, "second": second},
                )


class WeeklySchedule(CalendarPart, ClusterableModel):
    """The ordinary week, from a day on until a later one takes its place."""

    calendar = ParentalKey(WorkCalendar, related_name="weeks", verbose_name=_("calendar"))
    effective_from = models.DateField(_("effective from"))
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta:
        ordering = ["effective_from"]
        verbose_name = _("weekly schedule")
        verbose_name_plural = _("weekly schedules")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "effective_from"],
                name="one_weekly_schedule_per_day",
                violation_error_message=_("Another weekly schedule takes effect on that day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.effective_from:%d-%m-%Y}"


class WeeklyInterval(WeekInterval):
    calendar_path = "schedule__calendar"
    owner_name = "schedule"
    schedule = ParentalKey(WeeklySchedule, related_name="intervals")


class SpecialPeriod(CalendarPart, ClusterableModel):
    """Days with a week of their own, such as Ramadan, whose dates nobody can compute."""

    calendar = ParentalKey(WorkCalendar, related_name="periods", verbose_name=_("calendar"))
    name = models.CharField(_("name"), max_length=120)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    needs_verification = models.BooleanField(_("needs verification"), default=False)

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("special period")
        verbose_name_plural = _("special periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="special_period_ends_after_start",
                violation_error_message=_("The last day lies before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.first_day is None or self.last_day is None:
            return
        if self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day lies before the first day.")})
        calendar = getattr(self, "calendar", None)
        for other in siblings(self, calendar and calendar.periods.all()):
            if other.first_day <= self.last_day and self.first_day <= other.last_day:
                first, second = sorted([self.name, other.name])
                raise ValidationError(
                    _("The periods “%(first)s” and “%(second)s” overlap."),
                    params={"first": first, "second": second},
                )


class SpecialPeriodInterval(WeekInterval):
    calendar_path = "period__calendar"
    owner_name = "period"
    period = ParentalKey(SpecialPeriod, related_name="intervals")


class Holiday(CalendarPart):
    """A day off by decree; the joint decree of a year may still change during that year."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national holiday")
        CUTI_BERSAMA = "cuti_bersama", _("collective leave")

    calendar = ParentalKey(WorkCalendar, related_name="holidays", verbose_name=_("calendar"))
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NATIONAL)
    source = models.CharField(_("source"), max_length=200, blank=True)
    needs_verification = models.BooleanField(_("needs verification"), default=False)

    class Meta:
        ordering = ["date"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "date"],
                name="one_holiday_per_date",
                violation_error_message=_("This day is already a holiday in this calendar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.name}"


class WorkClosure(CalendarPart):
    """The office is shut for once: a flood, a ceremony, a power cut."""

    calendar = ParentalKey(WorkCalendar, related_name="closures", verbose_name=_("calendar"))
    date = models.DateField(_("date"))
    from_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("If empty: from the start of the day.")
    )
    until_time = models.TimeField(
        _("until"), null=True, blank=True, help_text=_("If empty: to the end of the day.")
    )
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ["date", "from_time"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_time=None) | Q(until_time=None) | Q(until_time__gt=F("from_time")),
                name="work_closure_ends_after_start",
                violation_error_message=_("The end must be later than the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.reason}"


class HolidayDecree(CalendarPart):
    """The joint decree (SKB 3 Menteri) that a year's holidays come from; it may be amended."""

    calendar = ParentalKey(WorkCalendar, related_name="decrees", verbose_name=_("calendar"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number of the decree"), max_length=200)
    date = models.DateField(_("date of the decree"))
    about = models.CharField(_("about"), max_length=200, blank=True)

    class Meta:
        ordering = ["year", "date"]
        verbose_name = _("holiday decree")
        verbose_name_plural = _("holiday decrees")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "year", "number"],
                name="one_holiday_decree_per_number",
                violation_error_message=_("This decree is already on record for that year."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
