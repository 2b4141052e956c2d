"""The picture that goes with a link to a page when somebody shares it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from . import share_image
from .picture_sizes import sizes_of
from .renditions import RENDITIONS


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int
    alt: str
    media_type: str
    drawn: bool = False


def picture_of(page: Any, request: HttpRequest) -> Picture | None:
    """The page's main picture, else one with its title; nothing for what is not public."""
    return _main_picture(page, request) or _drawn(page, request)


def _main_picture(page: Any, request: HttpRequest) -> Picture | None:
    image = getattr(page, "hero_image", None)
    if image is None:
        return None
    [rendition] = sizes_of(image, RENDITIONS["share"]).values()
    if not rendition.width:
        return None  # its file is gone
    url = request.build_absolute_uri(rendition.url)
    return Picture(url, rendition.width, rendition.height, page.hero_alt, "image/jpeg")


def _drawn(page: Any, request: HttpRequest) -> Picture | None:
    if not page.pk or not page.live:
        return None
    url = request.build_absolute_uri(share_image.address(page, request))
    return Picture(url, *share_image.SIZE, page.title, "image/png", drawn=True)
