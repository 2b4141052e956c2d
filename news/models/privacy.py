"""What was found in files, and what people said after looking: never the found values."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class DocumentExamination(models.Model):
    """One file, known by its bytes, as one version of the finders sees it.

    ``result`` holds masked excerpts, places and keyed fingerprints, so that it leaks nothing.
    """

    sha256 = models.CharField(max_length=64)
    extension = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    result = models.JSONField(default=dict)
    examined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("examination of a document")
        verbose_name_plural = _("examinations of documents")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "extension", "version"], name="unique_document_examination"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class PrivacyConfirmation(models.Model):
    """Somebody looked at finds and answers for it that they may be public."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    fingerprints = models.JSONField(default=list)
    kinds: Any = models.JSONField(default=dict)  # kind → how many
    reason = models.CharField(_("reason"), max_length=500)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(max_length=255)
    confirmed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation of personal data")
        verbose_name_plural = _("confirmations of personal data")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.reason}"
