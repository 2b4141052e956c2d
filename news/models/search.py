"""What ``/cari/`` finds: one entry for each page that is live and open to everybody (ADR 10)."""

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from workflow_steps.digest import canonical_json

from .classification import NewsCategory


class Kind(models.TextChoices):
    """The kinds of page a reader may ask for."""

    NEWS = "berita", _("News")
    GALLERY = "galeri", _("Photo gallery")
    VIDEO = "video", _("Video")
    ANNOUNCEMENT = "pengumuman", _("Announcement")
    INFORMATION = "informasi", _("Information")


# Of each page type, by the name of its model.
KINDS = {
    "newspage": Kind.NEWS,
    "gallerypage": Kind.GALLERY,
    "videopage": Kind.VIDEO,
    "announcementpage": Kind.ANNOUNCEMENT,
    "informationpage": Kind.INFORMATION,
}


def kind_of(model: type[models.Model]) -> Kind:
    return KINDS[str(model._meta.model_name)]


class SearchEntry(models.Model):
    """A page as search knows it; made from the page and never edited.

    The terms stand beside it in what each database has for them (``news.search.store``).
    The long text comes last: SQLite reads the columns before it without it.
    """

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    category = models.ForeignKey(
        NewsCategory, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(db_index=True)
    seal = models.CharField(max_length=64, blank=True)
    title = models.TextField()
    summary = models.TextField()
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return self.title

    def computed_seal(self) -> str:
        """With the site's secret key: who can only write into the database puts no words here."""
        copied = {"page": self.page_id, "summary": self.summary, "text": self.text}
        value = canonical_json(copied)
        return salted_hmac("news.SearchEntry", value, algorithm="sha256").hexdigest()

    @property
    def is_sealed(self) -> bool:
        """Whether summary and text are what was taken from the page."""
        return constant_time_compare(self.seal, self.computed_seal())


class SearchWord(models.Model):
    """A word that stands in some page, to guess from what was meant."""

    word = models.CharField(max_length=60, primary_key=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return self.word
