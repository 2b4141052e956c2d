"""What has been decided about a page's place before the public: written once, never changed.

The last act of a page says what may be read under its address (``gate.py``). Nothing here is a
foreign key to a page, revision or user: those may be deleted, their acts stay.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import digest as digests
from ..append_only import AppendOnlyModel


class PublicationAct(AppendOnlyModel):
    """What all acts share: the page, the content it is about, who, when, and a seal."""

    class Kind(models.TextChoices):
        APPROVAL = "approval", _("initialled")
        EMERGENCY = "emergency", _("published in an emergency")
        WITHDRAWAL = "withdrawal", pgettext_lazy("page", "withdrawn")
        RECORDED = "recorded", _("recorded authority")

    kind = models.CharField(_("what happened"), max_length=20, choices=Kind, editable=False)
    at = models.DateTimeField(_("time"), default=timezone.now)
    page_id = models.PositiveBigIntegerField(_("page number"), db_index=True)
    page_title = models.CharField(_("page"), max_length=255)
    page_type = models.CharField(_("page type"), max_length=100)
    revision_id = models.BigIntegerField(_("revision"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    content = models.JSONField(_("content"), default=dict)
    file_labels = models.JSONField(_("names and credits of files"), default=dict)
    actor_id = models.BigIntegerField(_("person number"), null=True, blank=True)
    actor_name = models.CharField(_("who"), max_length=310, blank=True)
    actor_office = models.CharField(_("office"), max_length=150, blank=True)
    seal = models.CharField(_("seal"), max_length=64, editable=False)

    KIND: Kind

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page_id", "-id"], name="act_page_idx")]
        verbose_name = _("publication act")
        verbose_name_plural = _("publication acts")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.page_title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.KIND
        self.content = digests.plain(self.content)
        self.digest = digests.digest(self.content)
        self.seal = self.computed_seal()
        super().save(*args, **kwargs)

    def sealed_fields(self) -> dict[str, Any]:
        """Everything the act says, for its seal; the seal goes into the ledger's hash chain."""
        left_out = {"id", "publicationact_ptr", "seal"}
        return {
            field.name: field.value_from_object(self)
            for field in self._meta.concrete_fields
            if field.name not in left_out
        }

    def computed_seal(self) -> str:
        return digests.digest(self.sealed_fields())


class ActFile(AppendOnlyModel):
    """One image or document of an act's content, with the hash its file had."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")

    act = models.ForeignKey(PublicationAct, on_delete=models.DO_NOTHING, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="act_file_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.title}"


class Withdrawal(PublicationAct):
    """Taken offline with a reason that the public can read (invariant 7)."""

    KIND = PublicationAct.Kind.WITHDRAWAL

    reason = models.TextField(_("reason"))
    automatic = models.BooleanField(_("at the end of its time"), default=False)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")


class RecordedAuthority(PublicationAct):
    """Put before the public by provisioning or a migration, for a recorded reason."""

    KIND = PublicationAct.Kind.RECORDED

    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("recorded authority")
        verbose_name_plural = _("recorded authorities")


class TransactionAuthority(models.Model):
    """Present only inside a transaction that may change what the public reads.

    The database's own guard (``live_guard.py``) looks for it; ``gate.in_force`` adds it and takes
    it away again, so that no other connection ever sees one. ``page_id`` empty: any page.
    """

    page_id = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return str(self.page_id or "*")
