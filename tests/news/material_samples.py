"""Real files, made on the spot: what people hand in, and what must not get in."""

import struct
import zipfile
from io import BytesIO

from openpyxl import Workbook
from PIL import Image, ImageCms

ORIENTATION = 0x0112
GPS = 0x8825

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD_MAIN = f"{OFFICE}wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(size: tuple[int, int] = (64, 48), color: str = "teal") -> Image.Image:
    """Left half coloured, right half white, so that a turn shows."""
    image = Image.new("RGB", size, "white")
    image.paste(color, (0, 0, size[0] // 2, size[1]))
    return image


def encoded(image: Image.Image, file_format: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def jpeg(color: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    return encoded(picture(size, color), "JPEG", quality=95)


def phone_jpeg(orientation: int = 6) -> bytes:
    """As a phone writes it: lying down, with the place it was taken, a profile and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Telepon Genggam"
    exif[GPS] = {1: "S", 2: (0.0, 24.0, 36.0), 3: "E", 4: (116.0, 59.0, 24.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        picture(), "JPEG", exif=exif, icc_profile=profile, comment=b"<script>alert(1)</script>"
    )


def png() -> bytes:
    return encoded(picture(), "PNG")


def pdf(text: str = "Undangan") -> bytes:
    body = f"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Title ({text}) >>\nendobj\n"
    start = len(body)
    xref = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>"
    return f"{body}{xref}\nstartxref\n{start}\n%%EOF\n".encode()


def docx(main_type: str = WORD_MAIN, extra: dict[str, bytes] | None = None) -> bytes:
    content_types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )
    parts = {"[Content_Types].xml": content_types.encode(), "word/document.xml": b"<w:document/>"}
    return zipped(parts | (extra or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx() -> bytes:
    workbook = Workbook()
    workbook.active["A1"] = "Jadwal"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4(brand: bytes = b"isom") -> bytes:
    film = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak"))
    return box(b"ftyp", brand + bytes(4) + brand) + film + box(b"mdat", b"\x00" * 32)


def webm(document_type: bytes = b"webm") -> bytes:
    inner = b"\x42\x82" + bytes([0x80 | len(document_type)]) + document_type
    return b"\x1aE\xdf\xa3" + bytes([0x80 | len(inner)]) + inner + b"\x18S\x80g\x84\x00\x00\x00\x00"
