"""Who is told what by webhook, and the outbox of what they are told."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import outbound
from ..webhooks import signing


class WebhookEvent(models.TextChoices):
    """What an endpoint can ask to be told; ``PING`` is sent by a button only."""

    SUBMITTED = "submitted", _("submitted")
    REVIEW_PASSED = "review_passed", _("editor review passed")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    LIVE = "live", _("live")
    WITHDRAWN = "withdrawn", _("withdrawn from the public")
    EMERGENCY = "emergency", _("published in an emergency")
    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    PING = "ping", _("test message")


SUBSCRIBABLE = [choice for choice in WebhookEvent.choices if choice[0] != WebhookEvent.PING]


class WebhookEndpoint(models.Model):
    """A program of the office that wants to be told: its address, and of what."""

    name = models.CharField(
        _("name"), max_length=100, help_text=_("What is at the other end, for example “Gateway”.")
    )
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("An https:// address. It is asked from the server, never from a browser."),
    )
    events = models.JSONField(_("is told when something is"), default=list)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("Switched off, messages wait until it is on again.")
    )
    salt = models.CharField(max_length=64, editable=False, default=signing.new_salt)
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
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        return signing.secret_of(self.salt)

    def clean(self) -> None:
        if not self.url:
            return  # the field itself says that it is needed
        try:
            target = outbound.take_apart(self.url)
        except outbound.Refused:
            raise ValidationError({"url": gettext("This is no full https:// address.")}) from None
        if outbound.is_allowed_internal(target.host, target.port):
            return
        if not target.is_secure:
            raise ValidationError({"url": gettext("The address has to begin with https://.")})
        if outbound.is_never_public(target.host):
            raise ValidationError(
                {
                    "url": gettext(
                        "This address lies inside the office's own network, where nothing may be "
                        "sent. The system's administrator can allow a host on the server; the "
                        "operator's manual says how."
                    )
                }
            )


class WebhookDelivery(models.Model):
    """One message to one endpoint: the body stays the same, however often it is tried."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        DEAD = "dead", _("given up")

    id = models.UUIDField(_("number"), primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="deliveries",
    )
    event = models.CharField(_("what happened"), max_length=30)
    # Only of what the clock brings about: the same thing is told once.
    key = models.CharField(max_length=200, default="", editable=False)
    title = models.CharField(_("item"), max_length=255)
    body = models.TextField(_("message"))
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    attempts = models.JSONField(_("attempts"), default=list)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_until = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        indexes = [models.Index(fields=["state", "next_at"], name="webhook_due_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "key"], condition=~models.Q(key=""), name="webhook_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_label}: {self.title}"

    @property
    def event_label(self) -> Any:
        known = dict(WebhookEvent.choices)
        return known.get(self.event, self.event)

    @property
    def state_label(self) -> Any:
        if self.state == self.State.WAITING and self.tries:
            return _("failed, will be tried again")
        return self.get_state_display()

    @property
    def last_outcome(self) -> Any:
        return outbound.in_words(self.attempts[-1]["outcome"]) if self.attempts else ""
