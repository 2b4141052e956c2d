"""The paraf, and those who may give it for somebody else."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .acts import PublicationAct


class Capacity(models.TextChoices):
    """In which capacity somebody holds the office (UU 30/2014 Pasal 14)."""

    DEFINITIVE = "definitif", _("holder of the office")
    PLT = "plt", _("Plt. (acting, the office is vacant)")
    PLH = "plh", _("Plh. (acting, the holder is away)")


class Approval(PublicationAct):
    """The approver's initial (paraf), bound to exact content (invariant 1, SOP step 5).

    ``shown`` says what was before the approver: ``route`` (sheet, modal, editor, code),
    ``opened_at`` and the ``digest`` that the decision carried.
    """

    KIND = PublicationAct.Kind.APPROVAL

    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    acting_for_id = models.BigIntegerField(_("number of the holder"), null=True, blank=True)
    acting_for_name = models.CharField(_("acting for"), max_length=310, blank=True)
    appointment_id = models.BigIntegerField(_("appointment"), null=True, blank=True)
    letter_number = models.CharField(_("letter number"), max_length=100, blank=True)
    task_id = models.BigIntegerField(_("task number"), null=True, blank=True)
    task_name = models.CharField(_("task"), max_length=255, blank=True)
    task_state_id = models.BigIntegerField(_("task state"), null=True, blank=True)
    round = models.PositiveIntegerField(_("round"), default=1)
    shown = models.JSONField(_("what was shown"), default=dict)
    note = models.TextField(_("note"), blank=True)
    go_live_at = models.DateTimeField(_("goes live"), null=True, blank=True)
    was_live = models.BooleanField(_("changes a live page"), default=False)
    # Afterwards, for what was published in an emergency.
    emergency_id = models.BigIntegerField(_("emergency publication"), null=True, blank=True)

    class Meta:
        verbose_name = _("initial (paraf)")
        verbose_name_plural = _("initials (paraf)")

    @property
    def signature(self) -> str:
        """Both names where somebody acts for another: "Plt. … a.n. …"."""
        if self.capacity == Capacity.DEFINITIVE:
            return self.actor_name
        prefix = "Plt." if self.capacity == Capacity.PLT else "Plh."
        if not self.acting_for_name:
            return f"{prefix} {self.actor_name}"
        return f"{prefix} {self.actor_name} a.n. {self.acting_for_name}"


class EmergencyPublication(PublicationAct):
    """Published first, initialled afterwards by another person (*tayang darurat*, invariant 6)."""

    KIND = PublicationAct.Kind.EMERGENCY

    reason = models.TextField(_("reason"))
    due_at = models.DateTimeField(_("to be initialled by"), null=True, blank=True)
    was_live = models.BooleanField(_("changes a live page"), default=False)

    class Meta:
        verbose_name = _("emergency publication")
        verbose_name_plural = _("emergency publications")
        permissions = [
            ("publish_in_emergency", _("Can publish before the approval, in an emergency")),
            ("withdraw_page", _("Can take a published page offline, with a reason")),
        ]


class ActingAppointment(models.Model):
    """Somebody acts for the office-holder from one day until another, by letter (Plt./Plh.)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="acting_appointments",
        help_text=_("Who acts. Four eyes apply: nobody initials what they worked on."),
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=20,
        choices=[(choice.value, choice.label) for choice in (Capacity.PLT, Capacity.PLH)],
    )
    office = models.CharField(_("office"), max_length=150, default="Kepala Bidang Aptika")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("acting for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The holder of the office; empty only where the office is vacant (Plt.)."),
    )
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_until = models.DateField(_("until"), help_text=_("The last day, included."))
    letter_number = models.CharField(_("letter number"), max_length=100)
    letter = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("letter"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The letter of appointment, from the document library."),
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

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("acting appointment (Plt./Plh.)")
        verbose_name_plural = _("acting appointments (Plt./Plh.)")

    def __str__(self) -> str:
        return f"{self.get_capacity_display()}: {self.person}, {self.office}"

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = gettext("The last day cannot be before the first.")
        if self.person_id and self.person_id == self.acting_for_id:
            errors["acting_for"] = gettext("Nobody acts for themselves.")
        if self.capacity == Capacity.PLH and not self.acting_for_id:
            errors["acting_for"] = gettext("A Plh. acts for somebody: say for whom.")
        if errors:
            raise ValidationError(errors)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until
