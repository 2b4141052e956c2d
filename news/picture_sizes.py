"""The stored sizes of a page's pictures, all read at once and as little of them as a page shows.

Wagtail reads a model's instance for each size, ten for each picture: half of what a list cost.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Protocol

from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter, Picture, SourceImageIOError
from wagtail.images.shortcuts import get_renditions_or_not_found

from .page_sql import marks

KNOWN = "_newsroom_sizes"


class Shown(Protocol):
    """What a page asks of one size, kept (``Size``) or just made (Wagtail's rendition)."""

    width: int
    height: int

    @property
    def url(self) -> str: ...

    def img_tag(self, extra_attributes: dict[str, Any] | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Size:
    """``file``: its name in the storage of renditions."""

    file: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return address(self.file)

    def img_tag(self, extra_attributes: dict[str, Any] | None = None) -> SafeString:
        own = {"src": self.url, "width": self.width, "height": self.height, "alt": ""}
        given = sorted({**own, **(extra_attributes or {})}.items())
        written = "".join(f' {name}="{escape(value)}"' for name, value in given)
        return mark_safe(f"<img{written}>")


@dataclass(slots=True)
class StoredPicture:
    """A picture of a list: its number, and what decides which cuts of it count."""

    pk: int
    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None
    sizes: dict[str, Size]

    def whole(self) -> AbstractImage:
        """The library's own, where a size has to be made."""
        image: AbstractImage = get_image_model().objects.get(pk=self.pk)
        return image


class WholePicture(Picture):
    """Written in one go: Wagtail escapes each attribute by itself, a tenth of what a page cost."""

    def __html__(self) -> SafeString:
        if not self.formats:
            return super().__html__()
        given = self.attrs or {}
        chosen = f' sizes="{escape(given["sizes"])}"' if "sizes" in given else ""
        fallback = self.get_fallback_format()
        sources = "".join(
            f'<source{chosen} srcset="{escape(self.get_width_srcset(self.formats[kind.name]))}"'
            f' type="{kind.mime_type}">'
            for kind in self.source_format_order
            if kind.name != fallback and kind.name in self.formats
        )
        sizes = self.formats[fallback]
        several = {"srcset": self.get_width_srcset(sizes)} if len(sizes) > 1 else {}
        return mark_safe(f"<picture>{sources}{sizes[0].img_tag({**given, **several})}</picture>")


def address(file: str) -> str:
    storage = _storage()
    if isinstance(storage, FileSystemStorage):  # elsewhere an address may hold only for a time
        return _address_below(storage.base_url, file)
    found: str = storage.url(file)
    return found


@lru_cache(maxsize=20_000)
def _address_below(base: str, file: str) -> str:
    """Kept, since a front page has fifty of them and each is quoted and joined anew."""
    found: str = _storage().url(file)
    return found


def bytes_of(shown: Any) -> int:
    """``OSError`` where its file is gone."""
    name = shown.file if isinstance(shown, Size) else shown.file.name
    found: int = _storage().size(name)
    return found


@cache
def filter_of(spec: str) -> Filter:
    """Kept, since each one parses its text by inspecting functions: 2 ms for a page of pictures."""
    return Filter(spec=spec)


def read(numbers: Collection[int], specs: Collection[str]) -> dict[int, StoredPicture]:
    """Pictures by number with those of ``specs`` that are stored, in one query."""
    found: dict[int, StoredPicture] = {}
    if not numbers:
        return found
    for pk, x, y, width, height, spec, key, *size in _rows(numbers, specs):
        picture = found.setdefault(pk, StoredPicture(pk, x, y, width, height, {}))
        # As Wagtail has it: a cut around another point of the picture does not count.
        if spec is not None and key == filter_of(spec).get_cache_key(picture):
            picture.sizes[spec] = Size(*size)
    return found


def know(
    images: Iterable[AbstractImage], specs: Collection[str], also: Collection[int] = ()
) -> dict[int, StoredPicture]:
    """For pictures that were read already (the same one perhaps twice).

    ``also``: further ones by number, for the same query; all that it found is returned.
    """
    by_number: dict[int, list[AbstractImage]] = defaultdict(list)
    for image in images:
        by_number[image.pk].append(image)
    stored = read({*by_number, *also}, specs)
    for pk, same in by_number.items():
        sizes = stored[pk].sizes if pk in stored else {}
        for image in same:
            setattr(image, KNOWN, sizes)
            # Wagtail needs to look for none of those that are not there.
            image.prefetched_renditions = []
    return stored


def sizes_of(image: AbstractImage | StoredPicture, specs: Sequence[str]) -> dict[str, Any]:
    """By specification: ``Shown``, made where it is missing. A lost file's have no width."""
    known: Mapping[str, Any] = (
        image.sizes if isinstance(image, StoredPicture) else getattr(image, KNOWN, {})
    )
    if missing := [filter_of(spec) for spec in specs if spec not in known]:
        whole = image.whole() if isinstance(image, StoredPicture) else image
        known = {**known, **get_renditions_or_not_found(whole, missing)}
    return {spec: known[spec] for spec in specs}


def make_missing(image: AbstractImage, specs: Sequence[str]) -> None:
    """Raises what goes wrong (``SourceImageIOError``, ``OSError``, …)."""
    known: Mapping[str, Shown] = getattr(image, KNOWN, {})
    image.get_renditions(*(filter_of(spec) for spec in specs if spec not in known))


def made(image: AbstractImage, spec: str) -> Shown | None:
    """One size, found or made; None without its file."""
    try:
        rendition: Shown = image.get_rendition(spec)
    except (OSError, SourceImageIOError):
        return None
    return rendition


def _rows(numbers: Collection[int], specs: Collection[str]) -> list[tuple[Any, ...]]:
    sql = f"""
        SELECT i.id, i.focal_point_x, i.focal_point_y, i.focal_point_width, i.focal_point_height,
            r.filter_spec, r.focal_point_key, r.file, r.width, r.height
        FROM {get_image_model()._meta.db_table} i LEFT JOIN {_renditions()._meta.db_table} r
            ON r.image_id = i.id AND r.filter_spec IN ({marks(specs)})
        WHERE i.id IN ({marks(numbers)})
    """  # noqa: S608 names of tables of ours
    with connection.cursor() as cursor:
        cursor.execute(sql, [*specs, *numbers])
        return list(cursor.fetchall())


def _storage() -> Any:
    return _renditions()._meta.get_field("file").storage


def _renditions() -> Any:
    return get_image_model().get_rendition_model()
