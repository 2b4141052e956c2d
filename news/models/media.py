"""Wagtail's image and document libraries, with what a newsroom adds to them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from news.library_guard import BoundFileModel
from workflow_steps.content import file_sha256 as sha256_of


class FileHashField(models.CharField):
    """SHA-256 of the file beside it, kept on the way into the database.

    As a field, because Wagtail makes renditions in bulk, past ``save()``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 64, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        if add or not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, sha256_of(model_instance.file))
        value: str = getattr(model_instance, self.attname)
        return value


class PressImage(BoundFileModel, AbstractImage):
    credit = models.CharField(_("credit"), max_length=150, blank=True, help_text=_("Who took it."))

    admin_form_fields = (*Image.admin_form_fields, "credit")
    shown_to_readers = ("credit",)

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PressRendition(AbstractRendition):
    image = models.ForeignKey(PressImage, on_delete=models.CASCADE, related_name="renditions")
    sha256 = FileHashField(_("hash of the file"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_press_rendition"
            )
        ]


class PressDocument(BoundFileModel, AbstractDocument):
    admin_form_fields = Document.admin_form_fields
    shown_to_readers = ("title",)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
