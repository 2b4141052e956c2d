"""The SOP as data: the versions of the procedure and which of them is in force."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import ClusterableModel

from .adopted import GuardedQuerySet, ProcedureLockedError, changed_fields

STEP_NUMBERS = range(1, 8)
ONE_PER_LINE = gettext_lazy("One per line.")


def office_date(at: datetime) -> date:
    """The office's date, whatever zone the person at the keyboard has chosen."""
    return timezone.localdate(at, timezone.get_default_timezone())


def office_today() -> date:
    return office_date(timezone.now())


def office_midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ProcedureQuerySet(GuardedQuerySet):
    adopted_lookup = {"status": "adopted"}

    def adopted(self) -> "ProcedureQuerySet":
        return self.filter(status=Procedure.Status.ADOPTED)

    def in_preparation(self) -> "ProcedureQuerySet":
        """What is being prepared: a draft, or an adopted version whose day is yet to come."""
        return self.filter(Q(status=Procedure.Status.DRAFT) | Q(in_force_from__gt=timezone.now()))

    def with_successor(self) -> "ProcedureQuerySet":
        later = (
            Procedure.objects.adopted()
            .filter(in_force_from__gt=models.OuterRef("in_force_from"))
            .order_by("in_force_from")
        )
        return self.annotate(_successor_from=models.Subquery(later.values("in_force_from")[:1]))


class Procedure(ClusterableModel):
    """One version of the SOP, with its identity block.

    A version is a draft until it is adopted with an effective date. In force at an instant is the
    adopted version with the latest ``in_force_from`` not after it: with the start unique and no
    end stored, neither a gap nor an overlap can be written down (ADR 0004).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        ADOPTED = "adopted", gettext_lazy("Adopted")

    class Phase(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        UPCOMING = "upcoming", gettext_lazy("Upcoming")
        IN_FORCE = "in_force", gettext_lazy("In force")
        SUPERSEDED = "superseded", gettext_lazy("Superseded")

    version = models.PositiveIntegerField(gettext_lazy("version"), unique=True, editable=False)
    status = models.CharField(
        gettext_lazy("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    effective_from = models.DateField(
        gettext_lazy("effective date"), null=True, blank=True, unique=True, editable=False
    )
    # The start of the effective date, or the moment of adoption on that date if it is later:
    # work already judged this morning keeps the standard it was judged by.
    in_force_from = models.DateTimeField(
        gettext_lazy("in force from"), null=True, blank=True, unique=True, editable=False
    )
    adopted_at = models.DateTimeField(
        gettext_lazy("adopted at"), null=True, blank=True, editable=False
    )
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("adopted by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    government = models.CharField(gettext_lazy("issuing government"), max_length=200)
    office = models.CharField(gettext_lazy("issuing office"), max_length=200)
    title = models.CharField(gettext_lazy("SOP title"), max_length=200)
    sop_number = models.CharField(gettext_lazy("SOP number"), max_length=100)
    date_made = models.DateField(gettext_lazy("date made"))
    date_revised = models.DateField(gettext_lazy("date revised"), null=True, blank=True)
    legalised_by_title = models.CharField(
        gettext_lazy("legalised by (office title)"), max_length=200
    )
    legalised_by_name = models.CharField(gettext_lazy("legalised by (name)"), max_length=150)
    legalised_by_nip = models.CharField(
        gettext_lazy("legalised by (NIP)"), max_length=30, blank=True
    )
    legal_basis = models.TextField(gettext_lazy("legal basis"), help_text=ONE_PER_LINE)
    qualifications = models.TextField(
        gettext_lazy("performer qualifications"), help_text=ONE_PER_LINE
    )
    related_sops = models.TextField(
        gettext_lazy("related SOPs"), blank=True, help_text=ONE_PER_LINE
    )
    equipment = models.TextField(gettext_lazy("equipment"), help_text=ONE_PER_LINE)
    warning = models.TextField(
        gettext_lazy("warning"),
        help_text=gettext_lazy("What happens if the SOP is not followed."),
    )
    recording = models.TextField(
        gettext_lazy("recording and data"),
        help_text=gettext_lazy("What is recorded and kept as data."),
    )

    _being_created = False
    _adoption_cleared = False

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("procedure (SOP)")
        verbose_name_plural = gettext_lazy("procedures (SOP)")
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                name="procedure_adopted_has_effective_date",
                condition=Q(
                    status="draft",
                    effective_from__isnull=True,
                    in_force_from__isnull=True,
                    adopted_at__isnull=True,
                )
                | Q(
                    status="adopted",
                    effective_from__isnull=False,
                    in_force_from__isnull=False,
                    adopted_at__isnull=False,
                ),
            ),
            models.UniqueConstraint(
                name="procedure_one_draft", fields=["status"], condition=Q(status="draft")
            ),
            models.CheckConstraint(
                name="procedure_revised_after_made",
                condition=Q(date_revised__isnull=True) | Q(date_revised__gte=F("date_made")),
                violation_error_message=gettext_lazy(
                    "The date revised cannot be before the date made."
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s, version %(version)s") % {
            "title": self.title,
            "version": self.version,
        }

    @classmethod
    def in_force(cls, at: datetime | date) -> "Procedure | None":
        """The version in force at an instant, or at the close of a date."""
        versions = cls.objects.adopted().order_by("-in_force_from")
        if not isinstance(at, datetime):
            return versions.filter(effective_from__lte=at).first()
        if timezone.is_naive(at):
            raise ValueError("Procedure.in_force() needs an aware datetime or a date.")
        return versions.filter(in_force_from__lte=at).first()

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @cached_property
    def successor_from(self) -> datetime | None:
        """When the next adopted version takes over, if one has been adopted."""
        if self.in_force_from is None:
            return None
        if hasattr(self, "_successor_from"):
            return self._successor_from
        later = Procedure.objects.adopted().filter(in_force_from__gt=self.in_force_from)
        return later.order_by("in_force_from").values_list("in_force_from", flat=True).first()

    def phase_at(self, at: datetime) -> "Procedure.Phase":
        if self.in_force_from is None:
            return self.Phase.DRAFT
        if self.in_force_from > at:
            return self.Phase.UPCOMING
        if self.successor_from is not None and self.successor_from <= at:
            return self.Phase.SUPERSEDED
        return self.Phase.IN_FORCE

    @property
    def phase(self) -> "Procedure.Phase":
        return self.phase_at(timezone.now())

    @property
    def legal_basis_list(self) -> list[str]:
        return lines(self.legal_basis)

    @property
    def qualifications_list(self) -> list[str]:
        return lines(self.qualifications)

    @property
    def related_sops_list(self) -> list[str]:
        return lines(self.related_sops)

    @property
    def equipment_list(self) -> list[str]:
        return lines(self.equipment)

    def clean(self) -> None:
        super().clean()
        if self.date_made and self.date_revised and self.date_revised < self.date_made:
            raise ValidationError(
                {"date_revised": _("The date revised cannot be before the date made.")}
            )

    def adoption_problems(self) -> list[str]:
        """What keeps this draft from being adopted, as sentences for the administrator."""
        problems = []
        steps = list(self.steps.all())
        numbers = sorted(step.number for step in steps)
        if numbers != list(STEP_NUMBERS):
            problems.append(
                _("The procedure must have exactly the steps 1 to 7; this draft has: %(numbers)s.")
                % {"numbers": ", ".join(map(str, numbers)) or "–"}
            )
        for field in self._meta.get_fields():
            if not isinstance(field, models.CharField | models.TextField) or field.blank:
                continue
            if not str(getattr(self, field.attname)).strip():
                problems.append(
                    _("Fill in “%(field)s” first.") % {"field": str(field.verbose_name)}
                )
        for step in sorted(steps, key=lambda step: step.number):
            problems += step.adoption_problems()
        return problems

    def clear_adoption(self) -> None:
        """Make it a draft again; ``save()`` accepts this only before its day has come."""
        self.status = self.Status.DRAFT
        self.effective_from = self.in_force_from = self.adopted_at = self.adopted_by = None
        self._adoption_cleared = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.status == self.Status.ADOPTED and self.effective_from:
            self.in_force_from = self.in_force_from or office_midnight(self.effective_from)
            self.adopted_at = self.adopted_at or timezone.now()
        self._being_created = self._state.adding
        with transaction.atomic():
            if not self._being_created:
                self._refuse_change_of_adopted()
            super().save(*args, **kwargs)
        self._being_created = self._adoption_cleared = False
        self.__dict__.pop("successor_from", None)

    def _refuse_change_of_adopted(self) -> None:
        stored = Procedure._base_manager.filter(pk=self.pk).first()
        if stored is None or stored.is_draft:
            return
        changed = changed_fields(self, stored) - {"adopted_by"}
        if self._adoption_cleared and stored.phase is self.Phase.UPCOMING:
            changed -= {"status", "effective_from", "in_force_from", "adopted_at"}
        if changed:
            raise ProcedureLockedError(stored.version)


@receiver(pre_delete, sender=Procedure)
def refuse_deletion_of_adopted(instance: Procedure, **kwargs: Any) -> None:
    """Every way of deleting passes here, querysets included."""
    if Procedure._base_manager.filter(pk=instance.pk, status=Procedure.Status.ADOPTED).exists():
        raise ProcedureLockedError(instance.version)
