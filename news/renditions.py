"""The sizes in which pictures are served, and how to fetch those of many pictures at once."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage

from . import picture_sizes

# Each format at the quality at which the other looks the same (ADR 11). No JPEG: what cannot show
# WebP (before 2020) cannot do the site's TLS either.
FORMATS = {"webp": "format-webp|webpquality-75", "avif": "format-avif|avifquality-52"}

# Each name is one place on a page; widths follow phones of 360 px with two and three device pixels
# to each, and desks with one and two.
SHAPES: dict[str, tuple[str, ...]] = {
    "card": ("fill-400x225", "fill-800x450"),
    "tile": ("fill-320x240", "fill-640x480"),
    "hero": ("fill-720x480", "fill-1080x720", "fill-1620x1080"),
    "lead": ("fill-720x480", "fill-1080x720", "fill-1620x1080"),
    "figure": ("width-720", "width-1080", "width-1440"),
}

# For the head and foot of every page: twice the height that it is shown in.
LOGO = f"max-480x112|{FORMATS['webp']}"


def specs_of(place: str, formats: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{shape}|{FORMATS[name]}" for name in formats for shape in SHAPES[place])


RENDITIONS: dict[str, tuple[str, ...]] = {
    place: specs_of(place, settings.NEWSROOM_IMAGE_FORMATS) for place in SHAPES
} | {
    # For link previews and feeds elsewhere: the size they ask for, in a format all of them read.
    "share": ("fill-1200x630|format-jpeg|jpegquality-80",),
}


def pictures_in(page: Any) -> Iterator[tuple[AbstractImage, str]]:
    """Every picture that a page shows, with the place it has there (or on a list of pages)."""
    if page.hero_image:
        yield page.hero_image, "card"
        yield page.hero_image, "hero"
        yield page.hero_image, "share"
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _pictures_in_value(getattr(page, field.name), "figure")


def _pictures_in_value(value: Any, place: str) -> Iterator[tuple[AbstractImage, str]]:
    if isinstance(value, AbstractImage):
        yield value, place
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _pictures_in_value(child, place)
    elif isinstance(value, StreamValue):
        for block in value:
            yield from _pictures_in_value(block.value, place)
    elif isinstance(value, ListValue):  # a gallery in running text
        for child in value:
            yield from _pictures_in_value(child, "tile")


def images_in(page: Any) -> list[AbstractImage]:
    """Every picture that a page shows: its main image and those in its StreamFields."""
    return list({id(image): image for image, _place in pictures_in(page)}.values())


def specs_for(names: Iterable[str]) -> list[str]:
    return sorted({spec for name in names for spec in RENDITIONS[name]})


def prefetch_renditions(
    images: Iterable[AbstractImage], also: Collection[int] = ()
) -> dict[int, picture_sizes.StoredPicture]:
    """One query for the sizes of all pictures, instead of one each while rendering."""
    return picture_sizes.know(images, specs_for(RENDITIONS), also)
