"""One step of the SOP with its quality standard (mutu baku)."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modelcluster.fields import ParentalKey

from .adopted import GuardedQuerySet, ProcedureLockedError, changed_fields
from .procedure import Procedure

LONGEST_STANDARD = 1000


class ProcedureStepQuerySet(GuardedQuerySet):
    adopted_lookup = {"procedure__status": "adopted"}


class ProcedureStep(models.Model):
    """One row of the SOP's flow table, with its quality standard (mutu baku)."""

    class Unit(models.TextChoices):
        MINUTES = "minutes", gettext_lazy("minutes")
        HOURS = "hours", gettext_lazy("hours")
        WORKING_DAY = "working_day", gettext_lazy("working days")
        CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")

    procedure = ParentalKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField(gettext_lazy("number"), editable=False)
    name = models.CharField(gettext_lazy("activity"), max_length=300)
    performer = models.CharField(gettext_lazy("performer"), max_length=200)
    equipment = models.CharField(gettext_lazy("requirements"), max_length=300)
    standard_min = models.PositiveIntegerField(
        gettext_lazy("standard time, shortest"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_STANDARD)],
    )
    standard_max = models.PositiveIntegerField(
        gettext_lazy("standard time, longest"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_STANDARD)],
    )
    unit = models.CharField(gettext_lazy("unit"), max_length=20, choices=Unit.choices)
    output = models.CharField(gettext_lazy("output"), max_length=300)
    opens_with = models.CharField(gettext_lazy("clock starts at"), max_length=200)
    closes_with = models.CharField(gettext_lazy("clock stops at"), max_length=200)
    automatic = models.BooleanField(
        gettext_lazy("done by the system"),
        default=False,
        help_text=gettext_lazy("Reports count automatic steps separately."),
    )
    note = models.CharField(gettext_lazy("remarks"), max_length=300, blank=True)

    objects = ProcedureStepQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("step")
        verbose_name_plural = gettext_lazy("steps")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="procedure_step_number_once", fields=["procedure", "number"]
            ),
            models.CheckConstraint(
                name="procedure_step_number_1_to_7", condition=Q(number__range=(1, 7))
            ),
            models.CheckConstraint(
                name="procedure_step_standard_in_order",
                condition=Q(standard_min__gte=1, standard_max__gte=F("standard_min")),
                violation_error_message=gettext_lazy(
                    "The longest standard time cannot be less than the shortest."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_change_of_adopted()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.standard_min and self.standard_max and self.standard_min > self.standard_max:
            raise ValidationError(
                {"standard_max": _("The longest standard time cannot be less than the shortest.")}
            )

    def adoption_problems(self) -> list[str]:
        required = ("name", "performer", "equipment", "output", "opens_with", "closes_with")
        return [
            _("Step %(number)s: fill in “%(field)s” first.")
            % {
                "number": self.number,
                "field": str(self._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            }
            for name in required
            if not str(getattr(self, name)).strip()
        ]

    def standard_seconds(self, nominal_day: timedelta) -> tuple[int, int]:
        """The standard time as working seconds; a calendar day counts round the clock."""
        unit = {
            self.Unit.MINUTES: 60,
            self.Unit.HOURS: 3600,
            self.Unit.WORKING_DAY: int(nominal_day.total_seconds()),
            self.Unit.CALENDAR_DAY: 86400,
        }[self.Unit(self.unit)]
        return self.standard_min * unit, self.standard_max * unit

    @property
    def standard_display(self) -> str:
        amount = str(self.standard_max)
        if self.standard_min != self.standard_max:
            amount = f"{self.standard_min}–{self.standard_max}"
        wording = {
            self.Unit.MINUTES: ngettext(
                "%(amount)s minute", "%(amount)s minutes", self.standard_max
            ),
            self.Unit.HOURS: ngettext("%(amount)s hour", "%(amount)s hours", self.standard_max),
            self.Unit.WORKING_DAY: ngettext(
                "%(amount)s working day", "%(amount)s working days", self.standard_max
            ),
            self.Unit.CALENDAR_DAY: ngettext(
                "%(amount)s calendar day", "%(amount)s calendar days", self.standard_max
            ),
        }[self.Unit(self.unit)]
        return wording % {"amount": amount}

    def _refuse_change_of_adopted(self) -> None:
        if self._state.adding:
            owner = self.procedure
            if not owner.is_draft and not owner._being_created:
                raise ProcedureLockedError(owner.version)
            return
        stored = type(self)._base_manager.select_related("procedure").get(pk=self.pk)
        if not stored.procedure.is_draft and changed_fields(self, stored):
            raise ProcedureLockedError(stored.procedure.version)


@receiver(pre_delete, sender=ProcedureStep)
def refuse_removal_from_adopted(instance: ProcedureStep, **kwargs: Any) -> None:
    owner = Procedure._base_manager.filter(pk=instance.procedure_id).first()
    if owner is not None and not owner.is_draft:
        raise ProcedureLockedError(owner.version)
