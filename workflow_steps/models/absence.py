"""Who is away, from one day to another (leave, travel on duty, illness)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .procedure import office_today


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def overlapping(self, first: date, last: date) -> "AbsenceQuerySet":
        return self.filter(first_day__lte=last, last_day__gte=first)


class Absence(models.Model):
    """Days of the office's own zone, both included. It takes no power away from anybody."""

    class Kind(models.TextChoices):
        LEAVE = "cuti", _("leave")
        DUTY = "dinas_luar", _("travel on duty")
        ILLNESS = "sakit", _("illness")
        OTHER = "lainnya", _("other")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        help_text=_("Of an illness or another reason colleagues only read that you are away."),
    )
    first_day = models.DateField(_("from"), default=office_today)
    last_day = models.DateField(_("until"), help_text=_("The last day, included."))
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Only you and whoever looks after absences read it."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        indexes = [models.Index(fields=["last_day", "first_day"], name="absence_days_idx")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day cannot be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.days}"

    @property
    def days(self) -> str:
        if self.first_day == self.last_day:
            return date_format(self.first_day)
        return f"{date_format(self.first_day)} – {date_format(self.last_day)}"

    @property
    def kind_for_colleagues(self) -> Any:
        """Health and private matters are nobody's business (UU 27/2022)."""
        if self.kind in {self.Kind.LEAVE, self.Kind.DUTY}:
            return self.get_kind_display()
        return _("away")

    @property
    def until(self) -> str:
        """What stands beside a name: ``dinas luar s.d. 3 Desember 2026``."""
        return gettext("%(kind)s until %(day)s") % {
            "kind": self.kind_for_colleagues,
            "day": date_format(self.last_day),
        }

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def clean(self) -> None:
        if not (self.first_day and self.last_day):
            return
        if self.last_day < self.first_day:
            raise ValidationError({"last_day": gettext("The last day cannot be before the first.")})
        others: QuerySet[Absence] = (
            Absence.objects.overlapping(self.first_day, self.last_day)
            .filter(person_id=self.person_id)
            .exclude(pk=self.pk)
        )
        if self.person_id and (other := others.first()):
            raise ValidationError(
                {
                    "first_day": gettext(
                        "%(who)s is already entered as away on these days: %(days)s. Change that "
                        "entry instead."
                    )
                    % {"who": self.person, "days": other.days}
                }
            )
