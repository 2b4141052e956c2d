"""What a page says to the public, as plain data: the thing that is initialled.

Left out is what no reader can see or what changes by itself: ids of revisions, flags, times,
the place in the tree, and the ids that Wagtail gives to blocks. Put in is the SHA-256 of every
image and document file that the page uses, since exchanging a file changes what is read.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from . import digest as digests

NOT_CONTENT = frozenset(
    {
        "id",
        "page_ptr",
        "path",
        "depth",
        "numchild",
        "translation_key",
        "locale",
        "draft_title",
        "content_type",
        "live",
        "has_unpublished_changes",
        "url_path",
        "owner",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "first_published_at",
        "last_published_at",
        "latest_revision_created_at",
        "latest_revision",
        "live_revision",
        "alias_of",
    }
)
MISSING_FILE = "missing"
FILES = "files"  # the member of the content that lists the files


def content_fields(page_class: type[models.Model]) -> list[Any]:
    """The fields of a page type that an editor writes and the public reads."""
    return [field for field in page_class._meta.concrete_fields if field.name not in NOT_CONTENT]


def field_names(page_class: type[models.Model], names: Iterable[str]) -> list[str]:
    """The names of content fields as an editor knows them."""
    labels = {field.name: field.verbose_name for field in page_class._meta.concrete_fields}
    labels |= {FILES: _("files (pictures, documents)"), "type": _("page type")}
    return [capfirst(str(labels.get(name, name))) for name in names]


def content_of(page: Page, *, cached: bool = True) -> dict[str, Any]:
    """Field name → value, and ``files``; as JSON, empty members left out.

    ``cached=False`` reads every file from the disk again, whatever its size and time say.
    """
    content: dict[str, Any] = {"type": page._meta.label_lower}
    for field in content_fields(type(page)):
        content[field.name] = _value(page, field)
    content[FILES] = [describe_file(file, cached=cached) for file in files_of(page)]
    return digests.plain(content)


def digest_of(page: Page) -> str:
    return digests.digest(content_of(page))


def _value(page: Page, field: Any) -> Any:
    value = field.value_from_object(page)
    if isinstance(field, StreamField):
        # Bind every block first: what Wagtail has not read yet it would hand on as stored.
        for child in value:
            child.value  # noqa: B018
        return without_block_ids(field.stream_block, field.stream_block.get_prep_value(value))
    return value


def without_block_ids(block: Block, stored: Any) -> Any:
    """What a block stores, without the ids of streams' blocks and of list items.

    By the structure of the block: an "id" inside a value of its own may well be read.
    """
    if isinstance(block, BaseStreamBlock):
        return [_without_id(block.child_blocks[part["type"]], part) for part in stored]
    if isinstance(block, ListBlock):
        return [_without_id(block.child_block, part) for part in stored]
    if isinstance(block, BaseStructBlock):
        children = block.child_blocks
        return {name: without_block_ids(children[name], part) for name, part in stored.items()}
    return stored


def _without_id(block: Block, part: dict[str, Any]) -> dict[str, Any]:
    return {"type": part["type"], "value": without_block_ids(block, part["value"])}


# --- files ---------------------------------------------------------------------------------


def files_of(page: Page) -> list[Any]:
    """Images and documents the page uses, each once, in a fixed order."""
    wanted: dict[type[models.Model], set[int]] = {
        get_image_model(): set(),
        get_document_model(): set(),
    }
    for model, pk in _references(page):
        for kind, pks in wanted.items():
            if issubclass(model, kind) and str(pk).isdecimal():
                pks.add(int(pk))
    return [
        found
        for kind, pks in wanted.items()
        if pks
        for found in kind._default_manager.filter(pk__in=pks).order_by("pk")
    ]


def _references(page: Page) -> Iterator[tuple[type[models.Model], Any]]:
    """Straight from the content: Wagtail's reference index may be brought up to date later."""
    for field in content_fields(type(page)):
        if isinstance(field, models.ForeignKey):
            pk = field.value_from_object(page)
            if pk:
                yield field.related_model, pk
        elif hasattr(field, "extract_references"):
            for model, pk, *_ in field.extract_references(field.value_from_object(page)):
                yield model, pk


def dangling_references(page: Page) -> list[tuple[type[models.Model], Any]]:
    """What the content points to and is not there: a link to be filled by whatever comes."""
    wanted: dict[type[models.Model], set[str]] = {}
    for model, pk in _references(page):
        wanted.setdefault(model, set()).add(str(pk))
    missing = []
    for model, pks in wanted.items():
        found = model._base_manager.filter(pk__in=[pk for pk in pks if pk.isdecimal()])
        there = {str(pk) for pk in found.values_list("pk", flat=True)}
        missing += [(model, pk) for pk in sorted(pks - there)]
    return missing


def describe_file(item: Any, *, cached: bool = True) -> dict[str, Any]:
    """``{"kind": "image", "id": 3, "sha256": …}`` of an image or document of the library."""
    sha256 = file_sha256(item.file, cached=cached)
    return {"kind": describe_kind(item), "id": item.pk, "sha256": sha256}


def describe_kind(item: Any) -> str:
    return "image" if isinstance(item, get_image_model()) else "document"


def file_sha256(file: Any, *, cached: bool = True) -> str:
    """SHA-256 of a stored file's bytes, or ``missing``."""
    storage, name = file.storage, file.name
    try:
        if not cached:
            return _hash(storage, name)
        return _hash_once(storage, name, storage.size(name), storage.get_modified_time(name))
    except FileNotFoundError:
        return MISSING_FILE


@lru_cache(maxsize=4096)
def _hash_once(storage: Any, name: str, size: int, modified: Any) -> str:
    return _hash(storage, name)


def _hash(storage: Any, name: str) -> str:
    with storage.open(name, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
