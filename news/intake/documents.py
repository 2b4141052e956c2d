"""PDF and the two Office formats, recognised by their structure."""

import re
import zipfile
from typing import IO

from .kinds import Kind, Reason, Refused

PDF_TAIL = 2048
MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_CONTENT_TYPES = 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM = 10 * 1024 * 1024
CHUNK = 256 * 1024

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    f"{OFFICE}wordprocessingml.document.main+xml": "docx",
    f"{OFFICE}spreadsheetml.sheet.main+xml": "xlsx",
}
ACTIVE_PARTS = re.compile(r"vbaproject|vbadata|/activex/|/macrosheets/", re.IGNORECASE)
OVERRIDE = re.compile(r"<(?:\w+:)?Override\b[^>]*>")
ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def check_pdf(stream: IO[bytes], size: int) -> None:
    stream.seek(0)
    header = stream.read(16)
    stream.seek(max(0, size - PDF_TAIL))
    tail = stream.read()
    well_formed = re.match(rb"%PDF-[12]\.\d\s", header) and re.search(
        rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z", tail
    )
    if not well_formed:
        raise Refused(Reason.DAMAGED, Kind.DOCUMENT)


def check_office(stream: IO[bytes]) -> str:
    """``docx`` or ``xlsx``; a ZIP file that is neither is refused."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            extension = _main_part(archive, {entry.filename for entry in entries})
            if any(ACTIVE_PARTS.search(f"/{entry.filename}") for entry in entries):
                raise Refused(Reason.MACROS, Kind.DOCUMENT)
            _unpack_all(archive, entries)
    except Refused:
        raise
    except Exception as error:  # zipfile passes on what its decompressors and decoders raise
        raise Refused(Reason.DAMAGED, Kind.DOCUMENT) from error
    return extension


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    suspicious = unpacked > RATIO_MATTERS_FROM and unpacked > packed * MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or suspicious:
        raise Refused(Reason.BOMB, Kind.DOCUMENT)


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" not in names:
        raise Refused(Reason.NOT_ALLOWED)
    with archive.open("[Content_Types].xml") as part:
        content_types = part.read(MAX_CONTENT_TYPES).decode("utf-8-sig")
    if "<!" in re.sub(r"<!--.*?-->", "", content_types, flags=re.DOTALL):
        raise Refused(Reason.DAMAGED, Kind.DOCUMENT)
    if "macroenabled" in content_types.lower() or "vbaproject" in content_types.lower():
        raise Refused(Reason.MACROS, Kind.DOCUMENT)
    for element in OVERRIDE.findall(content_types):
        attributes = {name: one or two for name, one, two in ATTRIBUTE.findall(element)}
        extension = MAIN_PARTS.get(attributes.get("ContentType", ""))
        if extension and attributes.get("PartName", "").lstrip("/") in names:
            return extension
    raise Refused(Reason.NOT_ALLOWED)


def _unpack_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Sizes in a ZIP directory can lie, so count what really comes out (checksums included)."""
    unpacked = 0
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    raise Refused(Reason.BOMB, Kind.DOCUMENT)
