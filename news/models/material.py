"""What was gathered for publication: steps 1 and 2 of the procedure."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, Page


class SourceMaterial(ClusterableModel):
    """Material from one source about one event. States change only in ``material_flow``."""

    class State(models.TextChoices):
        RECEIVED = "received", _("not handed over")
        HANDED_OVER = "handed_over", _("handed over")
        CLASSIFIED = "classified", _("classified")
        DECLINED = "declined", _("declined")

    class Priority(models.TextChoices):
        NORMAL = "normal", _("normal")
        HIGH = "high", _("high")
        URGENT = "urgent", _("urgent")

    title = models.CharField(
        _("subject"), max_length=200, help_text=_("What it is about, in one line.")
    )
    description = models.TextField(
        _("what happened"),
        blank=True,
        help_text=_("Who did what, where, when, why and how. Short notes are enough."),
    )
    source_unit = models.CharField(
        _("source (unit)"), max_length=150, help_text=_("The unit or office it comes from.")
    )
    event_date = models.DateField(_("date of the event"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    contact = models.CharField(
        _("contact"),
        max_length=150,
        blank=True,
        help_text=_("Who can answer questions: name and telephone number."),
    )

    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.RECEIVED, editable=False
    )
    category = models.ForeignKey(
        "news.NewsCategory",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    information_class = models.ForeignKey(
        "news.InformationClass",
        verbose_name=_("information class"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("writer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_material",
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    note = models.TextField(_("note for the writer"), blank=True)
    declined_reason = models.TextField(_("reason for declining"), blank=True)

    created_at = models.DateTimeField(_("received on"), editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="submitted_material",
    )
    handed_over_at = models.DateTimeField(_("handed over on"), null=True, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed over by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("classified or declined on"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("classified or declined by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    self_recorded = models.BooleanField(
        _("recorded by the system"),
        default=False,
        editable=False,
        help_text=_("For a page that was written without material; steps 1–2 are not measured."),
    )
    intake_token = models.UUIDField(
        null=True,
        unique=True,
        editable=False,
        help_text="One per opened form, so that a second click does not hand in twice.",
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("source material")
        verbose_name_plural = _("source material")
        permissions = [
            ("classify_sourcematerial", _("Can classify or decline source material")),
        ]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="material_state_created"),
            models.Index(fields=["-decided_at"], name="material_decided"),
            # What the desk asks: the oldest of those that wait, and one's own.
            models.Index(fields=["state", "handed_over_at"], name="material_waiting"),
            models.Index(fields=["writer", "state", "decided_at"], name="material_assigned"),
            models.Index(fields=["submitted_by", "-created_at"], name="material_of_sender"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def publishable(self) -> bool:
        """Exempt information never becomes a page (invariant 9 of the publication gate)."""
        return self.information_class is None or self.information_class.publishable


class MaterialAttachment(Orderable):
    """One file or link of a material. The row outlives a file deleted from the library."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("photo")
        DOCUMENT = "document", _("document")
        VIDEO_FILE = "video_file", _("video file")
        VIDEO_LINK = "video_link", _("video link")

    material = ParentalKey(SourceMaterial, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("document"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    video_url = models.URLField(_("video link"), max_length=500, blank=True, editable=False)
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    original_name = models.CharField(_("original name"), max_length=255, blank=True, editable=False)
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Of the bytes that were handed in, before a photo was turned and cleaned.",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["material", "sha256"],
                condition=~models.Q(sha256=""),
                name="one_file_once_per_material",
            )
        ]

    def __str__(self) -> str:
        return self.original_name or self.video_url


class PageMaterial(models.Model):
    """Which material a page was made from: many to many, and it outlives neither."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="material_links")
    material = models.ForeignKey(
        SourceMaterial, on_delete=models.PROTECT, related_name="page_links"
    )
    token = models.UUIDField(
        null=True,
        editable=False,
        help_text="Of the form used, so that a second click makes no second page.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "material"], name="material_once_per_page"),
            models.UniqueConstraint(fields=["token", "material"], name="one_page_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} – {self.material_id}"


class PendingUpload(models.Model):
    """A good file of a form that was refused for another reason.

    A browser cannot fill a file field again, so the file waits here for the next attempt.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False
    )
    token = models.UUIDField(editable=False)
    file = models.FileField(upload_to="pending", editable=False)
    extension = models.CharField(max_length=5, editable=False)
    original_name = models.CharField(max_length=255, editable=False)
    title = models.CharField(max_length=255, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(editable=False, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "token", "sha256"], name="one_file_once_per_form"
            )
        ]

    def __str__(self) -> str:
        return self.original_name
