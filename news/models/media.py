"""Wagtail's image and document libraries, with what a newsroom adds to them."""

from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from news import library_pictures
from news.library_guard import BoundFileModel
from workflow_steps.content import file_sha256 as sha256_of
from workflow_steps.digest import canonical_json


class RenditionSealField(models.CharField):
    """Binds a rendition's file to the picture it was made from, on the way into the database.

    As a field, because Wagtail makes renditions in bulk, past ``save()``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 64, "blank": True, "editable": False}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        if add or not getattr(model_instance, self.attname):
            source = sha256_of(model_instance.image.file)
            seal = model_instance.computed_seal(source, sha256_of(model_instance.file))
            setattr(model_instance, self.attname, seal)
        value: str = getattr(model_instance, self.attname)
        return value


class PressImage(BoundFileModel, AbstractImage):
    credit = models.CharField(_("credit"), max_length=150, blank=True, help_text=_("Who took it."))

    admin_form_fields = (*Image.admin_form_fields, "credit")
    shown_to_readers = ("credit",)

    @property
    def default_alt_text(self) -> str:
        """What somebody wrote about the picture, or nothing: never its title, often a file name."""
        return self.description

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        library_pictures.clean_before_storing(self)
        super().save_base(*args, **kwargs)

    def forget_file_before(self) -> None:
        """Wagtail's form does so too; whoever exchanges the file by code forgets it."""
        self.renditions.all().delete()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PressRendition(AbstractRendition):
    image = models.ForeignKey(PressImage, on_delete=models.CASCADE, related_name="renditions")
    seal = RenditionSealField(_("seal"))

    class Meta:
        # ``verify_published`` looks up the files that lie on the disk.
        indexes = [models.Index(fields=["file"], name="rendition_file_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_press_rendition"
            )
        ]

    def computed_seal(self, source: str, file: str) -> str:
        """What this size of that picture is sealed with: both by the SHA-256 of their files.

        With the site's secret key, so that whoever can write into the database cannot seal.
        """
        bound = {
            "image": self.image_id,
            "source": source,
            "filter": self.filter_spec,
            "focal_point": self.focal_point_key,
            "file": file,
        }
        salt = "news.PressRendition"
        return salted_hmac(salt, canonical_json(bound), algorithm="sha256").hexdigest()


class PressDocument(BoundFileModel, AbstractDocument):
    admin_form_fields = Document.admin_form_fields
    shown_to_readers = ("title",)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
