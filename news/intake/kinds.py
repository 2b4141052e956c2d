"""The file types the newsroom knows, and why a file is refused."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"
    VIDEO = "video_file"


class Reason(StrEnum):
    EMPTY = "empty"
    NOT_ALLOWED = "not_allowed"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    MACROS = "macros"
    BOMB = "bomb"


class Refused(Exception):
    """A file that is not taken in; the caller turns the reason into words."""

    def __init__(self, reason: Reason, kind: Kind | None = None) -> None:
        self.reason = reason
        self.kind = kind
        super().__init__(reason)


@dataclass(frozen=True)
class FileType:
    extension: str
    kind: Kind
    label: str


FILE_TYPES: dict[str, FileType] = {
    file_type.extension: file_type
    for file_type in (
        FileType("jpg", Kind.IMAGE, "JPEG"),
        FileType("png", Kind.IMAGE, "PNG"),
        FileType("webp", Kind.IMAGE, "WebP"),
        FileType("heic", Kind.IMAGE, "HEIC"),
        FileType("pdf", Kind.DOCUMENT, "PDF"),
        FileType("docx", Kind.DOCUMENT, "DOCX"),
        FileType("xlsx", Kind.DOCUMENT, "XLSX"),
        FileType("mp4", Kind.VIDEO, "MP4"),
        FileType("mov", Kind.VIDEO, "MOV"),
        FileType("webm", Kind.VIDEO, "WebM"),
    )
}
