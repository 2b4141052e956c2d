"""The append-only ledger (SOP step 7: everything is recorded)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow_steps.append_only import AppendOnlyModel, AppendOnlyQuerySet

from ..chain import GENESIS, line_hash


class LedgerQuerySet(AppendOnlyQuerySet):
    def believable(self) -> list[Any]:
        """These lines in chain order, without those that can be no part of the chain.

        Those are lines that do not hash to what they say, and lines behind the chain's end.
        """
        events = list(self.order_by("sequence"))
        # Read after them: a line and the new end are written together.
        end = LedgerHead.objects.values_list("sequence", flat=True).first() or 0
        return [event for event in events if event.sequence <= end and event.fits()]


class WorkEvent(AppendOnlyModel):
    """One line: what happened to which item, when, by whom, in which round.

    Nothing here is a foreign key: pages, revisions and users may be deleted, their lines stay.
    """

    class Kind(models.TextChoices):
        MATERIAL_RECEIVED = "material_received", _("material received")
        MATERIAL_HANDED_OVER = "material_handed_over", _("material handed over")
        MATERIAL_CLASSIFIED = "material_classified", _("material classified")
        MATERIAL_DECLINED = "material_declined", _("material declined")
        MATERIAL_RECORDED = "material_recorded", _("record made for a page without material")
        MATERIAL_LINKED = "material_linked", _("further material linked")
        PAGE_MADE = "page_made", _("draft made")
        PRIVACY_CONFIRMED = "privacy_confirmed", _("personal data checked")
        PAGE_SUBMITTED = "page_submitted", _("submitted")
        REVIEW_PASSED = "review_passed", _("editor review passed")
        APPROVAL_OPENED = "approval_opened", _("opened by the approver")
        PAGE_RETURNED = "page_returned", _("returned")
        PAGE_APPROVED = "page_approved", _("approved")
        PUBLICATION_SCHEDULED = "publication_scheduled", _("scheduled")
        PAGE_PUBLISHED = "page_published", _("live")
        PAGE_RECORDED = "page_recorded", _("entered in the register")
        SUBMISSION_WITHDRAWN = "submission_withdrawn", _("submission withdrawn")
        PAGE_UNPUBLISHED = "page_unpublished", _("taken offline")
        PAGE_DELETED = "page_deleted", _("page deleted")
        PAGE_WITHDRAWN = "page_withdrawn", _("withdrawn from the public")
        EMERGENCY_PUBLISHED = "emergency_published", _("published in an emergency")
        EMERGENCY_INITIALLED = "emergency_initialled", _("initialled after an emergency")
        AUTHORITY_RECORDED = "authority_recorded", _("put live by recorded authority")
        APPOINTMENT_MADE = "appointment_made", _("acting appointment entered")
        APPOINTMENT_CHANGED = "appointment_changed", _("acting appointment changed")
        APPOINTMENT_DELETED = "appointment_deleted", _("acting appointment deleted")
        APPROVER_ADDED = "approver_added", _("approval role given")
        APPROVER_REMOVED = "approver_removed", _("approval role taken away")
        PROCEDURE_ADOPTED = "procedure_adopted", _("version of the SOP adopted")
        PROCEDURE_WITHDRAWN = "procedure_withdrawn", _("adoption of a version taken back")
        TIMINGS_CORRECTED = "timings_corrected", _("step timings recomputed")
        REGISTER_EXPORTED = "register_exported", _("register exported")
        MONITORING_ADOPTED = "monitoring_adopted", _("SOP monitoring sheet adopted")
        WORK_HANDED_OVER = "work_handed_over", _("handed over to somebody else")

    class ItemType(models.TextChoices):
        MATERIAL = "material", _("material")
        PAGE = "page", _("page")
        PROCEDURE = "procedure", _("procedure")
        APPOINTMENT = "appointment", _("acting appointment")
        PERSON = "person", _("person")
        CALENDAR = "calendar", _("work calendar")
        REGISTER = "register", _("publication register")
        MONITORING = "monitoring", _("SOP monitoring sheet")

    class Capacity(models.TextChoices):
        DEFINITIVE = "definitif", _("holder of the office")
        PLT = "plt", _("Plt. (acting, the office is vacant)")
        PLH = "plh", _("Plh. (acting, the holder is away)")
        SYSTEM = "sistem", _("system")

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), db_index=True)
    kind = models.CharField(_("what happened"), max_length=40, choices=Kind, db_index=True)
    item_type = models.CharField(_("kind of item"), max_length=20, choices=ItemType)
    item_id = models.PositiveBigIntegerField(_("item number"))
    item_title = models.CharField(_("item"), max_length=255)
    round = models.PositiveIntegerField(_("round"), default=0)
    actor_id = models.BigIntegerField(_("person number"), null=True, blank=True)
    actor_name = models.CharField(_("who"), max_length=310, blank=True)
    actor_office = models.CharField(_("office"), max_length=150, blank=True)
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)
    revision_id = models.BigIntegerField(_("revision"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    data = models.JSONField(_("data"), default=dict, blank=True)
    previous_hash = models.CharField(_("hash of the line before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects: ClassVar[Any] = LedgerQuerySet.as_manager()

    HASHED = (
        "sequence",
        "at",
        "kind",
        "item_type",
        "item_id",
        "item_title",
        "round",
        "actor_id",
        "actor_name",
        "actor_office",
        "capacity",
        "revision_id",
        "digest",
        "data",
    )

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["item_type", "item_id", "sequence"], name="event_item_idx")]
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger")

    def __str__(self) -> str:
        return f"{self.sequence}. {self.get_kind_display()}: {self.item_title}"

    def hashed_fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.HASHED}

    def fits(self) -> bool:
        """Whether its hash is that of what it says, after the line that it says it follows."""
        return bool(self.hash == line_hash(self.previous_hash, self.hashed_fields()))


class LedgerHead(models.Model):
    """The end of the chain: the one row that writers lock, so that lines follow each other."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_ledger_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
