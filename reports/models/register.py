"""The publication register: one line for each time something went live."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationRecord(models.Model):
    """What went live, when, on whose approval (SOP step 7). Survives the page and its people."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("live since"), db_index=True)
    completed_at = models.DateTimeField(_("recorded"))
    page_id = models.PositiveBigIntegerField(_("page number"), db_index=True)
    revision_id = models.BigIntegerField(_("revision"))
    round = models.PositiveIntegerField(_("round"))
    title = models.CharField(_("title"), max_length=255)
    page_type = models.CharField(_("page type"), max_length=80)
    url = models.CharField(_("address"), max_length=2048, blank=True)
    category = models.CharField(_("category"), max_length=80, blank=True)
    information_class = models.CharField(_("information class"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    writer = models.CharField(_("writer"), max_length=310, blank=True)
    reviewer = models.CharField(_("editor review"), max_length=310, blank=True)
    reviewer_office = models.CharField(_("editor's office"), max_length=150, blank=True)
    reviewer_capacity = models.CharField(_("editor's capacity"), max_length=20, blank=True)
    approver = models.CharField(_("approved by"), max_length=310, blank=True)
    approver_office = models.CharField(_("approver's office"), max_length=150, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approver_capacity = models.CharField(_("capacity"), max_length=20, blank=True)
    acting_for = models.CharField(_("acting for"), max_length=310, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    emergency_reason = models.TextField(_("reason of the emergency"), blank=True)
    is_update = models.BooleanField(_("update of a live page"), default=False)
    # What happened to it afterwards.
    withdrawn_at = models.DateTimeField(pgettext_lazy("page", "withdrawn"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=310, blank=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    # What readers were told, by this version or a later one, while it was not withdrawn: dicts
    # with ``at`` (ISO), ``text`` and ``number`` (of the line that brought it).
    corrections = models.JSONField(_("corrections"), default=list, blank=True)
    # The ledger's line that says it was entered; empty for a moment while it is being written.
    ledger_line = models.PositiveBigIntegerField(_("ledger line"), null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="register_number_per_year")
        ]
        verbose_name = _("publication record")
        verbose_name_plural = _("publication register")

    def __str__(self) -> str:
        return f"{self.register_number} {self.title}"

    @property
    def register_number(self) -> str:
        return f"{self.number:04d}/{self.year}"
