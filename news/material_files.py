"""Handed-in files on their way into Wagtail's libraries (step 1)."""

import secrets
from contextlib import suppress
from datetime import timedelta
from functools import partial
from types import TracebackType
from typing import IO, Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from wagtail.coreutils import string_to_ascii
from wagtail.models import ReferenceIndex
from wagtail.utils.file import hash_filelike

from news import library_guard
from news.collections import private_collection
from news.intake import FILE_TYPES, Examined, Kind, Limits, Reason, Refused, clean_name, examine
from news.models import (
    MaterialAttachment,
    PendingUpload,
    PressDocument,
    PressImage,
    SourceMaterial,
)

PENDING_LIFETIME = timedelta(days=7)
MAX_STORED_STEM = 50  # Wagtail keeps image paths under 95 characters


class StorageFailed(ValidationError):
    """The disk is full or the storage does not answer; nothing has been kept."""


class StoredFiles:
    """Deletes every file it stored when the block it guards fails.

    A database transaction takes back rows, never files.
    """

    def __init__(self) -> None:
        self._stored: list[tuple[Storage, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            for storage, name in reversed(self._stored):
                delete_quietly(storage, name)

    def store(self, owner: Any, name: str, content: IO[bytes], shown_as: str) -> None:
        """Write ``owner.file``; the name must be unique, since a failed write is cleaned up."""
        field = owner.file.field
        self._stored.append((field.storage, field.generate_filename(owner, name)))
        try:
            content.seek(0)
            owner.file.save(name, File(content), save=False)
        except Exception as error:  # each storage backend has its own
            raise storage_failed(shown_as) from error


def storage_failed(name: str) -> StorageFailed:
    message = _("“%(name)s” could not be stored. Nothing was saved; try again later.")
    return StorageFailed(message % {"name": name}, code="storage")


def delete_quietly(storage: Storage, name: str) -> None:
    """The failure that led here is the one to report."""
    with suppress(Exception):
        storage.delete(name)


def intake_limits() -> Limits:
    return Limits(
        allowed=frozenset(settings.NEWSROOM_FILE_TYPES),
        max_bytes={
            Kind.IMAGE: settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
            Kind.DOCUMENT: settings.NEWSROOM_MAX_DOCUMENT_SIZE,
            Kind.VIDEO: settings.NEWSROOM_MAX_VIDEO_SIZE,
        },
        max_pixels=settings.NEWSROOM_MAX_IMAGE_PIXELS,
    )


def examine_file(file: File) -> Examined:
    """Raises ``Refused``."""
    return examine(file, file.name or "", intake_limits())


def allowed_text() -> str:
    """Write what is taken in: "JPEG, PNG (up to 20 MB); PDF (up to 25 MB)"."""
    limits = intake_limits()
    parts = []
    for kind in Kind:
        types = [t.label for t in FILE_TYPES.values() if t.kind == kind]
        labels = [label for label in types if _extension_of(label) in limits.allowed]
        if labels:
            size = filesizeformat(limits.max_bytes[kind])
            values = {"types": ", ".join(labels), "size": size}
            parts.append(_("%(types)s (up to %(size)s)") % values)
    return "; ".join(parts)


def _extension_of(label: str) -> str:
    return next(t.extension for t in FILE_TYPES.values() if t.label == label)


def refusal_text(name: str, refused: Refused) -> str:
    """Say which file is refused, and why; what is taken in stands beside the field."""
    limits = intake_limits()
    shown = clean_name(name)[0]
    match refused.reason:
        case Reason.EMPTY:
            text = _("“%(name)s” is empty.")
        case Reason.TOO_LARGE:
            text = _("“%(name)s” is too large: at most %(size)s is accepted for this type.")
        case Reason.TOO_MANY_PIXELS:
            text = _("“%(name)s” has too many pixels: at most %(megapixels)d megapixels.")
        case Reason.DAMAGED:
            text = _("“%(name)s” is damaged or incomplete.")
        case Reason.MACROS:
            text = _("“%(name)s” contains macros. Save it without macros (DOCX or XLSX).")
        case Reason.BOMB:
            text = _("“%(name)s” unpacks to far more than a document needs.")
        case _ if _promised_type(shown):
            text = _("The content of “%(name)s” is not %(type)s.")
        case _:
            text = _("“%(name)s” is not a file of an accepted type.")
    return text % {
        "name": shown,
        "size": filesizeformat(limits.max_bytes.get(refused.kind or Kind.IMAGE, 0)),
        "megapixels": limits.max_pixels // 1_000_000,
        "type": _promised_type(shown),
    }


def _promised_type(name: str) -> str:
    """What a file's name says that it is, as far as we know: "JPEG" for "foto.jpeg"."""
    extension = name.rpartition(".")[2].lower()
    known = FILE_TYPES.get({"jpeg": "jpg"}.get(extension, extension))
    return known.label if known else ""


def attachment_from(
    source: Examined | PendingUpload, user: Any, files: StoredFiles
) -> MaterialAttachment:
    """Store a file in the library it belongs to; the attachment itself is not saved yet."""
    if isinstance(source, PendingUpload):
        try:
            content = source.file.open("rb")
        except Exception as error:  # each storage backend has its own
            raise storage_failed(source.original_name) from error
        with content:
            file_type = FILE_TYPES[source.extension]
            examined = Examined(
                file_type, content, source.original_name, source.title, source.sha256
            )
            return _attachment(examined, user, files)
    return _attachment(source, user, files)


def _attachment(source: Examined, user: Any, files: StoredFiles) -> MaterialAttachment:
    model = PressImage if source.kind == Kind.IMAGE else PressDocument
    item = model(title=source.title, collection=private_collection(), uploaded_by_user=user)
    files.store(item, _stored_name(source), source.content, source.original_name)
    source.content.seek(0)
    item.file_hash = hash_filelike(source.content)
    item.file_size = item.file.size
    item.save()
    return MaterialAttachment(
        kind=source.kind.value,
        image=item if model is PressImage else None,
        document=item if model is PressDocument else None,
        original_name=source.original_name,
        sha256=source.sha256,
    )


def _stored_name(source: Examined) -> str:
    """A name that can neither be guessed nor taken: the media folder may be served as it is."""
    stem = get_valid_filename(string_to_ascii(source.title) or "x")[:MAX_STORED_STEM]
    return f"{stem}_{secrets.token_hex(4)}.{source.file_type.extension}"


def remove_attachment(row: MaterialAttachment) -> None:
    """Take a file back; a library item that something else uses meanwhile stays."""
    item = row.image or row.document
    row.delete()
    if item is not None:
        own = ContentType.objects.get_for_model(SourceMaterial)
        uses = ReferenceIndex.get_references_to(item).exclude(base_content_type=own)
        if not uses.exists() and not library_guard.objection_to_deleting([item]):
            item.delete()


def keep_for_next_attempt(user: Any, token: UUID, examined: list[Examined]) -> None:
    """Keep good files of a refused form; one already kept is kept once."""
    purge_stale_uploads()
    known = set(PendingUpload.objects.filter(user=user, token=token).values_list("sha256"))
    with StoredFiles() as files, transaction.atomic():
        for source in examined:
            if (source.sha256,) not in known:
                known.add((source.sha256,))
                _keep(user, token, source, files)


def _keep(user: Any, token: UUID, source: Examined, files: StoredFiles) -> None:
    pending = PendingUpload(
        user=user,
        token=token,
        extension=source.file_type.extension,
        original_name=source.original_name,
        title=source.title,
        sha256=source.sha256,
        created_at=timezone.now(),
    )
    name = f"{uuid4().hex}.{pending.extension}"
    files.store(pending, name, source.content, source.original_name)
    pending.save()


def pending_uploads(user: Any, token: UUID) -> list[PendingUpload]:
    return list(PendingUpload.objects.filter(user=user, token=token))


def discard_pending(uploads: list[PendingUpload]) -> None:
    for upload in uploads:
        storage, name = upload.file.storage, upload.file.name or ""
        upload.delete()
        transaction.on_commit(partial(delete_quietly, storage, name))


def purge_stale_uploads() -> None:
    """Forms that nobody came back to."""
    limit = timezone.now() - PENDING_LIFETIME
    discard_pending(list(PendingUpload.objects.filter(created_at__lt=limit)))
