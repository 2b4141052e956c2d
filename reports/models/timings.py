"""One step of one round of one item, measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ledger import WorkEvent


class StepTiming(models.Model):
    """Derived from the ledger and rebuilt from it to the same rows (``rebuild_timings``).

    Times are whole working seconds, or whole seconds where the standard counts calendar days.
    Standard, calendar version and verdict are kept as judged when the step closed; what starts
    with ``corrected_`` says how the last recomputation judges it (``corrections.py``), and equals
    the first judgement until there is one.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        RETURNED = "returned", _("returned")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ABANDONED = "abandoned", _("abandoned")

    class Verdict(models.TextChoices):
        """Of a closed step; the codes are those of ``verdicts.py``."""

        ON_TIME = "on_time", _("on time")
        EARLY = "early", _("faster than the lower limit")
        LATE = "late", _("late")
        NOT_MEASURED = "not_measured", _("not measured")
        AUTOMATIC = "automatic", _("automatic")
        CANCELLED = "cancelled", _("cancelled")
        UNJUDGED = "unjudged", _("cannot be judged yet")

    item_type = models.CharField(_("kind of item"), max_length=20, choices=WorkEvent.ItemType)
    item_id = models.PositiveBigIntegerField(_("item number"))
    item_title = models.CharField(_("item"), max_length=255)
    category = models.CharField(_("category"), max_length=80, blank=True)
    unit = models.CharField(_("source (unit)"), max_length=200, blank=True)
    step = models.PositiveSmallIntegerField(_("step"))
    round = models.PositiveIntegerField(_("round"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    opening_event = models.PositiveBigIntegerField(_("opening ledger line"), null=True, blank=True)
    closing_event = models.PositiveBigIntegerField(_("closing ledger line"), null=True, blank=True)
    measured = models.BooleanField(_("measured"), default=True)
    automatic = models.BooleanField(_("done by the system"), default=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)  # while it runs
    elapsed = models.PositiveBigIntegerField(_("time taken (seconds)"), null=True, blank=True)
    calendar_elapsed = models.PositiveBigIntegerField(
        _("by the clock (seconds)"), null=True, blank=True
    )
    standard_min = models.PositiveBigIntegerField(_("shortest standard"), null=True, blank=True)
    standard_max = models.PositiveBigIntegerField(_("longest standard"), null=True, blank=True)
    within_standard = models.BooleanField(_("within the standard"), null=True, blank=True)
    procedure_id = models.BigIntegerField(_("procedure version"), null=True, blank=True)
    calendar_version = models.BigIntegerField(_("calendar version"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, blank=True)
    opener_id = models.BigIntegerField(null=True, blank=True)
    opener_name = models.CharField(_("who opened it"), max_length=310, blank=True)
    opener_office = models.CharField(_("office of who opened it"), max_length=150, blank=True)
    opener_capacity = models.CharField(
        _("capacity of who opened it"), max_length=20, choices=WorkEvent.Capacity, blank=True
    )
    performer_id = models.BigIntegerField(null=True, blank=True)
    performer_name = models.CharField(_("who closed it"), max_length=310, blank=True)
    performer_office = models.CharField(_("office"), max_length=150, blank=True)
    performer_capacity = models.CharField(
        _("capacity"), max_length=20, choices=WorkEvent.Capacity, blank=True
    )
    corrected_elapsed = models.PositiveBigIntegerField(null=True, blank=True)
    corrected_standard_min = models.PositiveBigIntegerField(null=True, blank=True)
    corrected_standard_max = models.PositiveBigIntegerField(null=True, blank=True)
    corrected_verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    corrected_version = models.BigIntegerField(null=True, blank=True)  # of the calendar
    correcting_event = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-opening_event", "-closing_event"]
        constraints = [
            models.UniqueConstraint(
                fields=["item_type", "item_id", "step", "round"], name="one_timing_per_round"
            ),
            models.CheckConstraint(
                condition=models.Q(step__gte=1, step__lte=7), name="timing_step_1_to_7"
            ),
        ]
        indexes = [
            models.Index(fields=["step", "closed_at"], name="timing_step_idx"),
            models.Index(fields=["outcome", "due_at"], name="timing_due_idx"),
            # Everything that the figures of a period are counted from (``reports/figures.py``).
            models.Index(
                fields=["closed_at"],
                include=[
                    "step",
                    "verdict",
                    "elapsed",
                    "corrected_verdict",
                    "corrected_elapsed",
                    "category",
                    "performer_id",
                    "round",
                ],
                name="timing_figures_idx",
            ),
        ]
        permissions = [("view_workload", _("Can see the workload of each person"))]
        verbose_name = _("step timing")
        verbose_name_plural = _("step timings")

    def __str__(self) -> str:
        return f"{self.item_title}: {self.step}/{self.round}"

    @property
    def was_corrected(self) -> bool:
        return self.correcting_event is not None

    @property
    def is_late(self) -> bool | None:
        """``None`` while running or not measured."""
        return None if self.within_standard is None else not self.within_standard
