"""The blocks of a page, and where each stands in the editing form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField


@dataclass(frozen=True)
class Part:
    """``path`` is Wagtail's content path: "body.<id of a block>.alt_text"."""

    path: str
    block: Block
    value: Any


def stream_fields(page: Any) -> list[StreamField]:
    return [field for field in page._meta.get_fields() if isinstance(field, StreamField)]


def parts_of(page: Any) -> list[Part]:
    """Every block of every stream, outer before inner, in the order of the editing form."""
    return [
        part
        for field in stream_fields(page)
        for part in _inside(field.name, field.stream_block, getattr(page, field.name))
    ]


def _inside(path: str, block: Any, value: Any) -> Iterator[Part]:
    yield Part(path, block, value)
    if isinstance(value, StreamValue):
        for child in value:
            yield from _inside(_at(path, child.id), child.block, child.value)
    elif isinstance(value, StructValue):
        for name, child_block in block.child_blocks.items():
            yield from _inside(_at(path, name), child_block, value.get(name))
    elif isinstance(value, ListValue):
        for bound in value.bound_blocks:
            yield from _inside(_at(path, bound.id), bound.block, bound.value)


def _at(path: str, name: str | None) -> str:
    """What was written by code may have no id; then the way ends at what holds it."""
    return f"{path}.{name}" if name else path
