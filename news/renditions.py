"""The sizes in which pictures are served, and how to fetch those of many pictures at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

_WEBP = "format-webp|webpquality-75"

# Each name is one place on a page; widths follow phones of 360 px up to a 2x laptop.
RENDITIONS: dict[str, tuple[str, ...]] = {
    name: tuple("|".join([size, _WEBP]) for size in sizes)
    for name, sizes in {
        "card": ("fill-400x225", "fill-800x450"),
        "tile": ("fill-320x240", "fill-640x480"),
        "hero": ("fill-480x320", "fill-960x640", "fill-1440x960"),
        "figure": ("width-480", "width-960", "width-1440"),
    }.items()
} | {
    # For link previews and feeds elsewhere: the size they ask for, in a format all of them read.
    "share": ("fill-1200x630|format-jpeg|jpegquality-80",),
}


def images_in(page: Any) -> list[AbstractImage]:
    """Every picture that a page shows: its main image and those in its StreamFields."""
    found = [page.hero_image] if page.hero_image else []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found.extend(_images_in_value(getattr(page, field.name)))
    return found


def _images_in_value(value: Any) -> Iterator[AbstractImage]:
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _images_in_value(child)
    elif isinstance(value, StreamValue):
        for block in value:
            yield from _images_in_value(block.value)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _images_in_value(child)


def prefetch_renditions(images: Iterable[AbstractImage], *names: str) -> None:
    """One query for the renditions of all pictures, instead of one each while rendering."""
    pictures = list(images)
    if not pictures:
        return
    specs = [spec for name in names or RENDITIONS for spec in RENDITIONS[name]]
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=specs)
    prefetch_related_objects(
        pictures, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    )
