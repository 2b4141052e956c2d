"""Pictures that go straight into the image library, by whatever way: without place and camera.

A picture without any such thing stays byte for byte what it was; unlike handed-in ones these may
move (GIF, WebP) and be AVIF.
"""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from PIL import Image

from .images import JPEG_QUALITY, SPOOL_BYTES, clean_image
from .kinds import Kind, Reason, Refused

EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}
# What a decoder keeps of what was written into a picture beside it.
TOLD = frozenset({"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"})
JPEG_END = b"\xff\xd9"
JPEG_HARMLESS = {"APP0", "APP14"}  # size of a point; colours
JPEG_PROFILE = b"ICC_PROFILE"


def without_traces(stream: IO[bytes], max_pixels: int) -> tuple[str, IO[bytes]] | None:
    """The extension and the bytes to store instead; None when nothing is to be taken out.

    Raises ``Refused`` for what cannot be decoded.
    """
    stream.seek(0)
    try:
        picture = Image.open(stream)
        if picture.width * picture.height > max_pixels:
            raise Refused(Reason.TOO_MANY_PIXELS, Kind.IMAGE)
        picture.load()
        if not _has_traces(picture, stream):
            return None
        if _moves(picture) or picture.format in ("GIF", "AVIF"):
            return _rewritten(picture)
        extension = EXTENSIONS[picture.format or ""]
    except Refused:
        raise
    except Exception as error:  # decoders raise anything; a bomb is one of them
        raise Refused(Reason.DAMAGED, Kind.IMAGE) from error
    stream.seek(0)
    return clean_image(stream, extension, max_pixels)


def _has_traces(picture: Any, stream: IO[bytes]) -> bool:
    if picture.format == "HEIF":
        return True  # no browser shows it, so it becomes a JPEG anyway
    if TOLD & set(picture.info) or getattr(picture, "text", None) or len(picture.getexif()):
        return True
    return picture.format in ("JPEG", "MPO") and _jpeg_has_more(picture, stream)


def _jpeg_has_more(picture: Any, stream: IO[bytes]) -> bool:
    """Maker's notes, a second picture, a short film behind the end."""
    stream.seek(-min(64, stream.seek(0, 2)), 2)
    if not stream.read().rstrip(b"\x00").endswith(JPEG_END):
        return True
    return any(
        name not in JPEG_HARMLESS and not (name == "APP2" and data.startswith(JPEG_PROFILE))
        for name, data in picture.applist
    )


def _moves(picture: Any) -> bool:
    """MPO holds a second picture of the same moment, which nobody is shown."""
    return bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"


def _rewritten(picture: Any) -> tuple[str, IO[bytes]]:
    """Every frame, but nothing else."""
    options: dict[str, Any] = {"save_all": True} if _moves(picture) else {}
    if picture.format != "GIF":
        options |= {"quality": JPEG_QUALITY, "exif": b"", "xmp": b""}
    profile = picture.info.get("icc_profile")
    if profile and picture.format != "GIF":
        options["icc_profile"] = profile
    for name in TOLD:
        picture.info.pop(name, None)
    stored = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 the caller stores it
    picture.save(stored, format=picture.format, **options)
    stored.seek(0)
    return str(picture.format).lower(), stored
