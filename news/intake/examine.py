"""One way in for every file."""

import hashlib
from dataclasses import dataclass
from typing import IO

from .documents import check_office, check_pdf
from .images import clean_image
from .kinds import FILE_TYPES, FileType, Kind, Reason, Refused
from .names import clean_name
from .sniff import HEAD_BYTES, ZIP_CONTAINER, claimed_extension
from .videos import check_mp4, check_webm

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    allowed: frozenset[str]
    max_bytes: dict[Kind, int]
    max_pixels: int


@dataclass(frozen=True)
class Examined:
    """A file as it may be stored; ``sha256`` is of the bytes that were handed in."""

    file_type: FileType
    content: IO[bytes]
    original_name: str
    title: str
    sha256: str

    @property
    def kind(self) -> Kind:
        return self.file_type.kind

    @property
    def file_name(self) -> str:
        return f"{self.title}.{self.file_type.extension}"


def examine(stream: IO[bytes], name: str, limits: Limits) -> Examined:
    """Raise ``Refused`` unless the bytes are a whole file of an allowed type."""
    original_name, title = clean_name(name)
    size = stream.seek(0, 2)
    if size == 0:
        raise Refused(Reason.EMPTY)
    stream.seek(0)
    claimed = claimed_extension(stream.read(HEAD_BYTES))
    if claimed is None:
        raise Refused(Reason.NOT_ALLOWED)
    kind = FILE_TYPES[claimed].kind
    if size > limits.max_bytes[kind]:
        raise Refused(Reason.TOO_LARGE, kind)
    if claimed not in _candidates(limits.allowed):
        raise Refused(Reason.NOT_ALLOWED)
    digest = _sha256(stream)
    extension, content = _proved(stream, claimed, size, limits)
    return Examined(FILE_TYPES[extension], content, original_name, title, digest)


def check_named(stream: IO[bytes], extension: str) -> None:
    """Raise ``Refused`` unless the bytes begin as the extension says.

    Office files all begin alike, so these are opened; so do MP4 and MOV, which are played alike.
    """
    stream.seek(0)
    claimed = claimed_extension(stream.read(HEAD_BYTES))
    if claimed == ZIP_CONTAINER:
        claimed = check_office(stream)
    stream.seek(0)
    if claimed != extension and {claimed, extension} != {"mp4", "mov"}:
        raise Refused(Reason.NOT_ALLOWED)


def _candidates(allowed: frozenset[str]) -> frozenset[str]:
    return allowed | {ZIP_CONTAINER} if "xlsx" in allowed else allowed


def _proved(stream: IO[bytes], claimed: str, size: int, limits: Limits) -> tuple[str, IO[bytes]]:
    kind = FILE_TYPES[claimed].kind
    if kind == Kind.IMAGE:
        stream.seek(0)
        return clean_image(stream, claimed, limits.max_pixels)
    extension = claimed
    if claimed == "pdf":
        check_pdf(stream, size)
    elif claimed == ZIP_CONTAINER:
        extension = check_office(stream)
        if extension not in limits.allowed:
            raise Refused(Reason.NOT_ALLOWED)
    elif claimed == "webm":
        check_webm(stream, size)
    else:
        check_mp4(stream, size)
    stream.seek(0)
    return extension, stream


def _sha256(stream: IO[bytes]) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
