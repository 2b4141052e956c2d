"""Links that lead to other sites: which pages have them, and whether they answered."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LinkCheck(models.Model):
    """An address of another site, asked about once for all pages that link to it."""

    class State(models.TextChoices):
        NEW = "new", _("not asked yet")
        ANSWERS = "answers", _("answers")
        BROKEN = "broken", _("does not answer")
        UNSURE = "unsure", _("did not answer last time")
        REFUSED = "refused", _("not for the public")

    class Reason(models.TextChoices):
        NOT_FOUND = "not_found", _("The page is not there (404).")
        GONE = "gone", _("The page was removed (410).")
        NO_NAME = "no_name", _("There is no site of this name.")
        TIMEOUT = "timeout", _("The site takes too long to answer.")
        CERTIFICATE = "certificate", _("The site's certificate is not valid; browsers warn of it.")
        NO_ANSWER = "no_answer", _("The site does not answer.")
        STATUS = "status", _("The site answers with an error.")
        REDIRECTS = "redirects", _("The address leads on and on and nowhere.")
        PRIVATE = "private", _("The address is inside an office's network: readers cannot open it.")

    key = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256 of the address
    address = models.URLField(_("address"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=15, choices=Reason, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # one after the other
    checked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self) -> str:
        return self.address

    @property
    def is_broken(self) -> bool:
        return self.state in (self.State.BROKEN, self.State.REFUSED)


class PageLink(models.Model):
    """Which version of a page links there: what is public, what is being written, or both."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="pages")
    in_live = models.BooleanField(default=False)
    in_draft = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True  # a page is not in use because its links are known

    class Meta:
        verbose_name = _("link of a page")
        verbose_name_plural = _("links of pages")
        constraints = [models.UniqueConstraint(fields=["page", "link"], name="page_link_once")]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.link_id}"


class LinkReading(models.Model):
    """When a page's links were last gathered; pages take turns by it."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="link_reading"
    )
    read_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id}: {self.read_at}"
