"""Editing an image or document of the library without exchanging what is public (invariant 8)."""

import json
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminTagWidget
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from . import library_guard
from .intake import FILE_TYPES, Refused, check_named
from .library_pictures import cleaned_upload, too_narrow
from .material_files import delete_quietly, refusal_text


class BoundFileForm:
    """Says at the file's field why it stays; everything else that was typed stays too."""

    instance: Any
    cleaned_data: dict[str, Any]
    changed_data: list[str]
    original_file: Any

    def clean_file(self) -> Any:
        if self.instance.pk and "file" in self.changed_data:
            objection = library_guard.objection_to_replacing(self.instance)
            if objection:
                raise ValidationError(objection)
        return self.cleaned_data["file"]

    def save(self, commit: bool = True) -> Any:
        """Delete the old file only when the new one is certain.

        Wagtail does so at once, for documents even before saving; a refusal, or anything else
        that undoes the transaction, would leave a row without its file.
        """
        replaced, self.original_file = self.original_file, None
        storage: Any = replaced.storage if replaced else None
        name = replaced.name if replaced else ""
        item = super().save(commit=commit)  # type: ignore[misc]
        if commit and "file" in self.changed_data and name:
            if hasattr(item, "renditions"):
                item.renditions.all().delete()
            transaction.on_commit(partial(delete_quietly, storage, name))
        return item


class WholePictureField(WagtailImageField):
    """Wagtail's field breaks off with an error (500) where a picture does."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # decoders raise anything
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error


class NamedTagWidget(AdminTagWidget):
    """Its script types into an input of its own, which no label belongs to: this names it."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        attributes = context["widget"]["attrs"]
        options = json.loads(attributes["data-w-tag-options-value"])
        options["placeholderText"] = _("Add a tag")
        attributes["data-w-tag-options-value"] = json.dumps(options)
        return context


class NamedTagsForm(BoundFileForm):
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tags := self.fields.get("tags"):
            tags.widget = NamedTagWidget(tag_model=tags.widget.tag_model, attrs=tags.widget.attrs)


class PressImageForm(NamedTagsForm, BaseImageForm):
    """Every upload of the library: one, several, from a chooser, and a file replaced."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # which Wagtail makes from the model, not from this class
            self.fields["file"].__class__ = WholePictureField
        if self.instance.pk:  # also right after an upload, whose form has no field for the file
            field = self.fields["file" if "file" in self.fields else "title"]
            field.help_text = f"{too_narrow(self.instance)} {field.help_text}".strip()

    def clean_file(self) -> Any:
        file = super().clean_file()
        return cleaned_upload(file) if file and "file" in self.changed_data else file

    class Meta(BaseImageForm.Meta):
        pass


CAPTIONS = (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")


class PressDocumentForm(NamedTagsForm, BaseDocumentForm):
    def clean_file(self) -> Any:
        file = super().clean_file()
        if "file" in self.changed_data:
            if not self.instance.file:
                self.instance.file = file  # or its model refuses a missing name as well
            self._refuse_disguised(file)
            file.seek(0)
        return file

    def _refuse_disguised(self, file: Any) -> None:
        """A program by the name of a document; readers would fetch it from the office."""
        extension = file.name.rpartition(".")[2].lower()
        if extension == "vtt":  # the one plain text of the library; browsers ignore any other
            if not file.read(16).startswith(CAPTIONS):
                raise ValidationError(
                    _("This is not a WebVTT file: it has to begin with the word WEBVTT.")
                )
        elif extension in FILE_TYPES and extension in settings.WAGTAILDOCS_EXTENSIONS:
            try:
                check_named(file, extension)
            except Refused as refused:
                raise ValidationError(refusal_text(file.name, refused)) from refused

    class Meta(BaseDocumentForm.Meta):
        pass
