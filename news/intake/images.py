"""Photos: decoded completely, turned upright, and stored without what the phone wrote into them."""

from tempfile import SpooledTemporaryFile
from typing import IO

import pillow_heif
from PIL import Image, ImageOps

from .kinds import Kind, Reason, Refused

PILLOW_FORMATS = {"jpg": ["JPEG"], "png": ["PNG"], "webp": ["WEBP"], "heic": ["HEIF"]}
SPOOL_BYTES = 2 * 1024 * 1024
JPEG_QUALITY = 90

pillow_heif.register_heif_opener()


def clean_image(stream: IO[bytes], claimed: str, max_pixels: int) -> tuple[str, IO[bytes]]:
    """The extension and the bytes to store.

    Writing the picture anew leaves behind place, camera, comments and anything hidden after its
    end; the colour profile stays. HEIC becomes JPEG, since browsers cannot show it.
    """
    try:
        picture = Image.open(stream, formats=PILLOW_FORMATS[claimed])
        if picture.width * picture.height > max_pixels:
            raise Refused(Reason.TOO_MANY_PIXELS, Kind.IMAGE)
        picture.load()
        return _rewritten(picture, "jpg" if claimed == "heic" else claimed)
    except Image.DecompressionBombError as error:
        raise Refused(Reason.TOO_MANY_PIXELS, Kind.IMAGE) from error
    except Refused:
        raise
    except Exception as error:  # decoders raise anything, from SyntaxError to struct.error
        raise Refused(Reason.DAMAGED, Kind.IMAGE) from error


def _rewritten(picture: Image.Image, extension: str) -> tuple[str, IO[bytes]]:
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    turned = upright.size != picture.size or picture.getexif().get(0x0112, 1) != 1
    source = upright if turned else picture
    transparency = source.info.get("transparency")
    source.info = {}
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if extension == "jpg":
        lossless_tables = source is picture and picture.format == "JPEG"
        options |= {"quality": "keep"} if lossless_tables else {"quality": JPEG_QUALITY}
        source = source if source.mode in ("L", "RGB", "CMYK") else source.convert("RGB")
        format_name = "JPEG"
    elif extension == "png":
        options |= {"compress_level": 4}
        options |= {} if transparency is None else {"transparency": transparency}
        format_name = "PNG"
    else:
        options |= {"quality": JPEG_QUALITY}
        format_name = "WEBP"
    stored = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 the caller stores it
    source.save(stored, format=format_name, exif=b"", **options)
    stored.seek(0)
    return extension, stored
