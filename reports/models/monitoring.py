"""Lembar monitoring SOP: how the procedure was carried out in a half-year (PermenPANRB 35/2012).

One row for each step, as in the regulation's form: number, procedure, carried out well or not,
the assessor's notes, what has to be done, the assessor's initials.
"""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import HALF_YEAR, Period

from .letterhead import NIP

USUAL_THRESHOLD = 90  # percent; the SOP names none, so each sheet says its own


class AdoptedSheetError(TypeError):
    """Somebody tried to change a sheet that has been adopted."""


class MonitoringSheet(models.Model):
    """A draft until it is adopted; from then on it says what it said that day.

    ``version`` counts the savings: a form that was opened before the last one is stale.
    """

    class Half(models.IntegerChoices):
        FIRST = 1, gettext_lazy("First half (January–June)")
        SECOND = 2, gettext_lazy("Second half (July–December)")

    year = models.PositiveSmallIntegerField(
        gettext_lazy("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    half = models.PositiveSmallIntegerField(gettext_lazy("half-year"), choices=Half)
    edition = models.PositiveSmallIntegerField(gettext_lazy("edition"), default=1, editable=False)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, verbose_name=gettext_lazy("version of the SOP"), related_name="+"
    )
    threshold = models.PositiveSmallIntegerField(
        gettext_lazy("carried out well from (percent)"),
        default=USUAL_THRESHOLD,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=gettext_lazy(
            "The share of steps within the standard from which a step is proposed as carried out "
            "well. The assessor has the last word on each step."
        ),
    )
    assessor_name = models.CharField(gettext_lazy("assessor"), max_length=200, blank=True)
    assessor_office = models.CharField(
        gettext_lazy("office of the assessor"), max_length=200, blank=True
    )
    assessor_nip = models.CharField(
        gettext_lazy("NIP of the assessor"), max_length=30, blank=True, validators=[NIP]
    )
    figures_at = models.DateTimeField(gettext_lazy("figures as of"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by_name = models.CharField(gettext_lazy("made by"), max_length=310, blank=True)
    adopted_at = models.DateTimeField(gettext_lazy("adopted on"), null=True, blank=True)
    adopted_by_name = models.CharField(gettext_lazy("adopted by"), max_length=310, blank=True)
    adopted_line = models.PositiveBigIntegerField(
        gettext_lazy("ledger line"), null=True, blank=True
    )

    class Meta:
        ordering = ["-year", "-half", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["year", "half", "edition"], name="one_sheet_edition"),
            models.UniqueConstraint(
                fields=["year", "half"],
                condition=models.Q(adopted_at=None),
                name="one_draft_of_a_half_year",
            ),
        ]
        permissions = [("adopt_monitoringsheet", gettext_lazy("Can adopt SOP monitoring sheets"))]
        verbose_name = gettext_lazy("SOP monitoring sheet")
        verbose_name_plural = gettext_lazy("SOP monitoring sheets")

    def __str__(self) -> str:
        return _("SOP monitoring sheet, %(period)s") % {"period": self.period_in_words}

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_if_adopted(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_if_adopted(self.pk)
        return super().delete(*args, **kwargs)

    @property
    def period(self) -> Period:
        return Period.around(
            date(self.year, 1 if self.half == self.Half.FIRST else 7, 1), HALF_YEAR
        )

    @property
    def period_in_words(self) -> str:
        name = _("first half of %(year)d") if self.half == 1 else _("second half of %(year)d")
        text = name % {"year": self.year}
        if self.edition > 1:
            text = _("%(period)s, edition %(edition)d") % {"period": text, "edition": self.edition}
        return text

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def is_over(self) -> bool:
        """Whether its half-year is: before that nothing can be said about all of it."""
        return self.period.last < office_today()


class MonitoringRow(models.Model):
    """One step: what the figures say, what they propose, and what the assessor writes.

    ``figures``: those of the compliance report (``reports.monitoring.Figures``), times in working
    seconds, ``percent`` as text with one decimal.
    """

    class Verdict(models.TextChoices):
        WELL = "baik", gettext_lazy("Carried out well")
        NOT_WELL = "tidak", gettext_lazy("Not carried out well")

    sheet = models.ForeignKey(MonitoringSheet, models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField(gettext_lazy("number"))
    step = models.CharField(gettext_lazy("procedure"), max_length=255)
    figures = models.JSONField(default=dict)
    proposed_verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    proposed_notes = models.TextField(blank=True)
    verdict = models.CharField(
        gettext_lazy("Carrying out"), max_length=10, choices=Verdict, blank=True
    )
    notes = models.TextField(gettext_lazy("Notes of the assessment"), max_length=2000, blank=True)
    action = models.TextField(gettext_lazy("Action to be taken"), max_length=2000, blank=True)

    class Meta:
        ordering = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_row_of_a_step")
        ]
        verbose_name = gettext_lazy("row of a monitoring sheet")

    def __str__(self) -> str:
        return f"{self.number}. {self.step}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_if_adopted(self.sheet_id)
        super().save(*args, **kwargs)

    def missing(self) -> dict[str, ValidationError]:
        """What the assessor still has to say before the sheet can be adopted, by field."""
        found = {}
        if not self.verdict:
            found["verdict"] = ValidationError(_("Say whether the step was carried out well."))
        if self.verdict == self.Verdict.NOT_WELL and not self.action.strip():
            found["action"] = ValidationError(_("Say what will be done about it."))
        return found


def refuse_if_adopted(pk: Any) -> None:
    """By what is stored, not by what an old copy in memory says."""
    if pk and MonitoringSheet.objects.filter(pk=pk, adopted_at__isnull=False).exists():
        raise AdoptedSheetError("An adopted monitoring sheet is not changed.")
