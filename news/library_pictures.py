"""What a picture tells beside itself, where it was taken above all, is not stored (see intake).

Readers can fetch the original as well as its sizes. At the form, so that a picture that cannot
be read is explained beside its field; and in the model, which every other way ends in.
"""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from news.intake import Refused
from news.intake.library_images import without_traces


def too_narrow(image: Any) -> str:
    """What to say of a picture that large screens blur; empty for others."""
    least = settings.NEWSROOM_MIN_MAIN_IMAGE_WIDTH
    if image.width >= least:
        return ""
    told = _(
        "Only %(width)d px wide, and blurred on large screens. Choose a picture at least "
        "%(least)d px wide: ask the photographer for the original, not one from a chat."
    )
    return told % {"width": image.width, "least": least}


def cleaned_upload(file: UploadedFile) -> UploadedFile:
    """For a form's field; refuses with a sentence what is no whole picture."""
    from news.material_files import refusal_text  # which builds upon the models

    try:
        found = without_traces(file, settings.NEWSROOM_MAX_IMAGE_PIXELS)
    except Refused as refused:
        raise ValidationError(refusal_text(file.name or "", refused)) from refused
    finally:
        file.seek(0)
    if found is None:
        return file
    extension, content = found
    name = _named(file.name or "", extension)
    return UploadedFile(content, name, f"image/{extension}", content.seek(0, 2))


def clean_before_storing(image: Any) -> None:
    """For a picture about to be saved whose file is new."""
    file = image.file
    if not file or file._committed:
        return
    try:
        found = without_traces(file.file, settings.NEWSROOM_MAX_IMAGE_PIXELS)
    except Refused:
        found = None  # no picture at all: Wagtail says so itself
    file.file.seek(0)
    if found is None:
        return
    extension, content = found
    image.file = File(content, name=_named(file.name, extension))
    image._set_image_file_metadata()


def _named(name: str, extension: str) -> str:
    """ "foto.JPEG" stays; "foto.heic" becomes "foto.jpg"."""
    path = PurePosixPath(name)
    same = {"jpg": (".jpg", ".jpeg"), "gif": (".gif",), "avif": (".avif",)}
    if path.suffix.lower() in same.get(extension, (f".{extension}",)):
        return name
    return str(path.with_suffix(f".{extension}"))
