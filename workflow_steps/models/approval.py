"""The paraf, and those who may give it for somebody else."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..offices import (
    approving_offices,
    holders,
    offices_held_by,
    same_office,
    spelling,
    usual_office,
)
from .acts import PublicationAct
from .procedure import office_date, office_today


class Capacity(models.TextChoices):
    """In which capacity somebody holds the office (UU 30/2014 Pasal 14)."""

    DEFINITIVE = "definitif", _("holder of the office")
    PLT = "plt", _("Plt. (acting, the office is vacant)")
    PLH = "plh", _("Plh. (acting, the holder is away)")


def signed_name(name: str, capacity: str, holder_name: str = "", office: str = "") -> str:
    """How a person signs: both names where they act for another ("Plh. … a.n. …")."""
    if capacity not in {Capacity.PLT, Capacity.PLH}:
        return name
    prefix = "Plt." if capacity == Capacity.PLT else "Plh."
    signed = " ".join(part for part in (prefix, office, name) if part)
    return f"{signed} a.n. {holder_name}" if holder_name else signed


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
        return signed_name(self.actor_name, self.capacity, self.acting_for_name)


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
    office = models.CharField(_("office"), max_length=150, default=usual_office)
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
        return f"{self.appointee}, {self.office}"

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("yet to begin")
        IN_FORCE = "in_force", _("in force")
        ENDED = "ended", _("ended")

    # What can still change once it has begun: its end, with the letter that says so.
    CHANGEABLE = frozenset({"valid_until", "letter_number", "letter"})

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until

    @property
    def state(self) -> State:
        today = office_today()
        if today < self.valid_from:
            return self.State.UPCOMING
        return self.State.ENDED if self.valid_until < today else self.State.IN_FORCE

    @property
    def capacity_short(self) -> str:
        return "Plt." if self.capacity == Capacity.PLT else "Plh."

    @property
    def appointee(self) -> str:
        return f"{self.capacity_short} {self.person}"

    def last_used_on(self) -> date | None:
        """The office's day on which something was last initialled under this appointment."""
        last = Approval.objects.filter(appointment_id=self.pk).aggregate(at=models.Max("at"))["at"]
        return office_date(last) if last else None

    @property
    def is_fixed(self) -> bool:
        """Begun or used: it stays in the records, and only its end can still change."""
        return self.state != self.State.UPCOMING or self.last_used_on() is not None

    def earliest_end(self) -> date:
        """Days on which the role was held cannot be taken back."""
        yesterday = office_today() - timedelta(days=1)
        return max(self.valid_from, self.last_used_on() or yesterday, yesterday)

    # --- rules ------------------------------------------------------------------------------

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = gettext("The last day cannot be before the first.")
        if self.person_id and self.person_id == self.acting_for_id:
            errors["acting_for"] = gettext("Nobody acts for themselves.")
        if self.capacity == Capacity.PLH and not self.acting_for_id:
            errors["acting_for"] = gettext("A Plh. acts for somebody: say for whom.")
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.is_fixed:
            errors |= self._forbidden_changes(before)
        else:
            errors = self._problems_of_a_new_one(before) | errors
        if not errors and (other := self._overlapping()):
            errors["valid_from" if before is None or not before.is_fixed else "valid_until"] = (
                gettext(
                    "%(who)s already acts for this office or its holder from %(from)s until "
                    "%(until)s (letter %(letter)s). Shorten that appointment first."
                )
                % {
                    "who": f"{other.capacity_short} {other.person}",
                    "from": date_format(other.valid_from),
                    "until": date_format(other.valid_until),
                    "letter": other.letter_number,
                }
            )
        if errors:
            raise ValidationError(errors)

    def _problems_of_a_new_one(self, before: "ActingAppointment | None") -> dict[str, Any]:
        """What may not be entered; what stands there from earlier days may stay."""
        today = office_today()
        new_person = before is None or before.person_id != self.person_id
        new_holder = before is None or before.acting_for_id != self.acting_for_id
        new_office = before is None or spelling(before.office) != spelling(self.office)
        problems = {}
        if self.person_id and new_person:
            problems["person"] = self._problem_with_person()
        if self.acting_for_id and new_holder:
            problems["acting_for"] = self._problem_with_holder()
        if self.office and (new_office or new_holder) and not problems.get("acting_for"):
            problems["office"] = self._problem_with_office()
        if self.valid_from and self.valid_from < today:
            problems["valid_from"] = gettext(
                "The right to initial begins on the day it is entered, %(day)s, at the earliest."
            ) % {"day": date_format(today)}
        if self.valid_until and self.valid_until < today:
            problems["valid_until"] = gettext("This day is already over.")
        return {name: problem for name, problem in problems.items() if problem}

    def _problem_with_person(self) -> str:
        """The role is of no use to somebody who cannot open the inbox and the sheet."""
        if not self.person.is_active:
            return gettext("This account is not active.")
        if not self.person.has_perm("wagtailadmin.access_admin"):
            return gettext(
                "This person cannot log in to the admin, so they could not initial anything. "
                "Put them in a group that may log in first."
            )
        if holders().filter(pk=self.person_id).exists():
            return gettext("This person approves as holder of the office already.")
        return ""

    def _problem_with_holder(self) -> str:
        if holders().filter(pk=self.acting_for_id).exists():
            return ""
        return gettext("This person does not approve, so nobody can act for them here.")

    def _problem_with_office(self) -> str:
        """Only offices that hold the role, written as they are offered."""
        one = spelling(self.office)
        offered = {spelling(name): name for name in approving_offices()}
        if one not in offered:
            return gettext("This office does not approve here.")
        holder = self.acting_for
        if holder is not None and one not in offices_held_by(holder):
            return gettext("%(who)s does not hold this office.") % {"who": holder}
        self.office = offered[one]
        return ""

    def _forbidden_changes(self, before: "ActingAppointment") -> dict[str, Any]:
        """Once begun, only the end moves; backwards not over days held, forwards by letter."""
        if before.state == self.State.ENDED:
            return {NON_FIELD_ERRORS: gettext("This appointment has ended. Make a new one.")}
        errors: dict[str, Any] = {
            field.name: gettext("This cannot change any more: the appointment has begun.")
            for field in self._meta.concrete_fields
            if field.name not in {"id", "created_by", "created_at", *self.CHANGEABLE}
            and field.value_from_object(self) != field.value_from_object(before)
        }
        if not self.valid_until or self.valid_until == before.valid_until:
            return errors
        if self.valid_until < (earliest := before.earliest_end()):
            errors["valid_until"] = gettext("The earliest end is %(day)s.") % {
                "day": date_format(earliest)
            }
        letter = (self.letter_number, self.letter_id)
        if self.valid_until > before.valid_until and letter == (
            before.letter_number,
            before.letter_id,
        ):
            errors["letter_number"] = gettext(
                "An extension has its own letter: give its number and file."
            )
        return errors

    def _overlapping(self) -> "ActingAppointment | None":
        """Two people acting for one office or holder at once: nobody could say who was meant."""
        if not (self.valid_from and self.valid_until and self.office):
            return None
        names = same_office(self.office)
        others = (
            type(self)
            .objects.filter(valid_from__lte=self.valid_until, valid_until__gte=self.valid_from)
            .exclude(pk=self.pk)
            .select_related("person")
        )
        for other in others:
            same_holder = self.acting_for_id and self.acting_for_id == other.acting_for_id
            if same_holder or spelling(other.office) in names:
                return other
        return None
