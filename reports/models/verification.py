"""What ``verify_published`` found, and the words and hosts it looks for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..disguise import LEAST, says_enough


class VerificationRun(models.Model):
    """One comparison of everything live with what was initialled (invariant 10).

    ``findings`` is a list of dicts as ``reports.verification.Finding`` writes them.
    """

    started_at = models.DateTimeField(_("started"), db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages compared"), default=0)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    notices = models.PositiveIntegerField(_("notices"), default=0)
    findings = models.JSONField(_("findings"), default=list)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("verification of what is live")
        verbose_name_plural = _("verifications of what is live")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H.%M}: {self.failures}"


class WatchedTerm(models.Model):
    """A word or phrase of gambling pages that never belongs on the site."""

    term = models.CharField(
        _("word or phrase"),
        max_length=100,
        unique=True,
        help_text=_("Found as whole words, in any case: “slot gacor” finds “SLOT-GACOR”."),
    )

    class Meta:
        ordering = ["term"]
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        # Spaces and case mean nothing to the search, so they make no second word of it.
        self.term = " ".join(self.term.split())
        if not self.term:
            return
        if not says_enough(self.term):
            message = gettext(
                "A watched word needs at least %(count)d letters or figures. A shorter one would "
                "be found in almost every text."
            )
            raise ValidationError({"term": message % {"count": LEAST}})
        others = WatchedTerm.objects.exclude(pk=self.pk).values_list("term", flat=True)
        for other in others:
            if " ".join(other.split()).casefold() == self.term.casefold():
                message = gettext("“%(term)s” is in the list already.")
                raise ValidationError({"term": message % {"term": other}})


class KnownHost(models.Model):
    """A host that pages of this site may link to."""

    host = models.CharField(
        _("host"),
        max_length=253,
        unique=True,
        help_text=_("For example kukarkab.go.id; hosts below it are known too."),
    )

    class Meta:
        ordering = ["host"]
        verbose_name = _("known host")
        verbose_name_plural = _("known hosts")

    def __str__(self) -> str:
        return self.host

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.host = self.host.strip().lower().rstrip(".")
