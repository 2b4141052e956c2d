"""Who was told what, by which way, and when; the record of it and the bell at the same time."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Notice(models.Model):
    """One thing that one person is told, once (``notices.writing.tell`` writes it).

    ``key`` names what is told, so that the database itself refuses the second time. What was said
    is copied: a page may be renamed or deleted, and a person may leave.
    """

    class Kind(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waiting for your decision")
        HANDED_OVER = "handed_over", gettext_lazy("material handed over")
        ASSIGNED = "assigned", gettext_lazy("assigned to you to write")
        RETURNED = "returned", gettext_lazy("returned")
        APPROVED = "approved", gettext_lazy("approved")
        LIVE = "live", gettext_lazy("live")
        DUE_SOON = "due_soon", gettext_lazy("due soon")
        OVERDUE = "overdue", gettext_lazy("past its due time")
        ESCALATED = "escalated", gettext_lazy("overdue at another office")
        EMERGENCY = "emergency", gettext_lazy("published in an emergency")
        DIGEST = "digest", gettext_lazy("daily digest")

    class Mail(models.TextChoices):
        OFF = "off", gettext_lazy("not wanted")
        NO_ADDRESS = "no_address", gettext_lazy("no address")
        WAITING = "waiting", gettext_lazy("not sent yet")
        SENDING = "sending", gettext_lazy("being sent")
        SENT = "sent", gettext_lazy("sent")
        SETTLED = "settled", gettext_lazy("settled before it was sent")
        FAILED = "failed", gettext_lazy("could not be sent")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("recipient"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="notices",
    )
    recipient_name = models.CharField(gettext_lazy("recipient"), max_length=310)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=Kind)
    key = models.CharField(max_length=120)
    item_type = models.CharField(max_length=20, blank=True)
    item_id = models.PositiveBigIntegerField(null=True)
    title = models.CharField(gettext_lazy("title"), max_length=255, blank=True)
    url = models.CharField(max_length=500)
    due_at = models.DateTimeField(gettext_lazy("due"), null=True)
    data = models.JSONField(default=dict)

    created_at = models.DateTimeField(gettext_lazy("told on"), default=timezone.now)
    on_bell = models.BooleanField(default=True)
    read_at = models.DateTimeField(gettext_lazy("read on"), null=True)
    settled_at = models.DateTimeField(gettext_lazy("settled on"), null=True)

    mail = models.CharField(gettext_lazy("e-mail"), max_length=12, choices=Mail)
    deliver_after = models.DateTimeField(gettext_lazy("e-mail not before"))
    claimed_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(gettext_lazy("e-mail sent on"), null=True)
    mailed_to = models.CharField(gettext_lazy("e-mail sent to"), max_length=254, blank=True)
    error = models.CharField(gettext_lazy("error"), max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = gettext_lazy("notice to a person")
        verbose_name_plural = gettext_lazy("notices to people")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="told_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_of_person"),
            models.Index(fields=["key"], name="notice_key"),
            models.Index(
                fields=["recipient"],
                condition=Q(on_bell=True, read_at=None, settled_at=None),
                name="notice_unread",
            ),
            models.Index(
                fields=["item_type", "item_id"],
                condition=Q(settled_at=None),
                name="notice_of_item",
            ),
            models.Index(
                fields=["deliver_after"],
                condition=Q(mail__in=["waiting", "sending"]),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.key}"


class NoticePreferences(models.Model):
    """What a person switched off; no row, and no entry, means on unless it is off for all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    switches = models.JSONField(default=dict)  # "kind:channel" -> bool

    def __str__(self) -> str:
        return str(self.user)


class DigestDay(models.Model):
    """A working day whose digests have been written."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.day)


class Escalation(models.Model):
    """Whom the office tells when a step stays overdue at one of its groups."""

    office = models.OneToOneField(
        Group,
        verbose_name=gettext_lazy("overdue at"),
        on_delete=models.CASCADE,
        related_name="+",
        error_messages={"unique": gettext_lazy("This group has a rule already.")},
    )
    next_office = models.ForeignKey(
        Group,
        verbose_name=gettext_lazy("tell"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=gettext_lazy("Empty: nobody is told."),
    )
    after_minutes = models.PositiveIntegerField(
        gettext_lazy("after so many minutes of working time"),
        default=120,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("Counted from the end of the standard time."),
    )

    class Meta:
        ordering = ["office__name"]
        verbose_name = gettext_lazy("escalation")
        verbose_name_plural = gettext_lazy("escalations")

    def __str__(self) -> str:
        return str(self.office)

    def clean(self) -> None:
        if self.next_office_id and self.next_office_id == self.office_id:
            raise ValidationError({"next_office": _("Choose another group than the overdue one.")})
