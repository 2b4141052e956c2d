"""StreamFields of many pages at once, in two queries for all their pictures and documents.

Wagtail reads each stream by itself and asks once for every kind of block in it, and once more for
the links of every paragraph: a feed of twenty articles would ask hundreds of times.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wagtail.blocks import (
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)
from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText, expand_db_html

Choose = Callable[[Any, Any], Any]  # (model, number) → the picture or document
_BETWEEN_TEXTS = "\x1e"


def read_streams(
    pages: Iterable[Any], also: Mapping[Any, Iterable[int]] | None = None
) -> dict[Any, dict[Any, Any]]:
    """Put every StreamField's value in place, files and links included.

    ``also``: further files by their model, to be fetched in the same queries. Returned is every
    file that was, by model and number.
    """
    holders = [(page, field) for page in pages for field in _stream_fields(page)]
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for page, field in holders:
        _read(field.stream_block, _raw(page, field), lambda model, pk: wanted[model].add(pk))
    for model, pks in (also or {}).items():
        wanted[model].update(pks)
    found = {model: model._default_manager.in_bulk(pks) for model, pks in wanted.items() if pks}
    texts: list[RichText] = []
    for page, field in holders:
        value = _read(
            field.stream_block,
            _raw(page, field),
            lambda model, pk: found.get(model, {}).get(pk),
            texts,
        )
        setattr(page, field.name, value)
    _expand_links(texts)
    return found


def _stream_fields(page: Any) -> list[StreamField]:
    return [field for field in page._meta.get_fields() if isinstance(field, StreamField)]


def _raw(page: Any, field: StreamField) -> list[dict[str, Any]]:
    return list(getattr(page, field.name).raw_data)


def _read(block: Any, raw: Any, choose: Choose, texts: list[RichText] | None = None) -> Any:
    """What ``block.to_python(raw)`` gives, its files coming from ``choose``."""
    if isinstance(block, ChooserBlock):
        return None if raw is None else choose(block.model_class, raw)
    if isinstance(block, StreamBlock):
        children = block.child_blocks
        known = [item for item in raw if item["type"] in children]
        values = [_read(children[item["type"]], item["value"], choose, texts) for item in known]
        parts = [
            (item["type"], value, item.get("id")) for item, value in zip(known, values, strict=True)
        ]
        return StreamValue(block, parts, is_lazy=False)
    if isinstance(block, StructBlock):
        given = {
            name: _read(child, raw[name], choose, texts) if name in raw else child.get_default()
            for name, child in block.child_blocks.items()
        }
        return block.meta.value_class(block, given.items())
    if isinstance(block, ListBlock):
        items = [item["value"] if block._item_is_in_block_format(item) else item for item in raw]
        values = [_read(block.child_block, item, choose, texts) for item in items]
        return ListValue(block, values=values)
    value = block.to_python(raw)
    if texts is not None and isinstance(block, RichTextBlock):
        texts.append(value)
    return value


def _expand_links(texts: list[RichText]) -> None:
    """All links to pages and documents in one go; what is expanded stays so when rendered."""
    pieces = expand_db_html(_BETWEEN_TEXTS.join(text.source for text in texts))
    expanded = pieces.split(_BETWEEN_TEXTS)
    if len(expanded) == len(texts):
        for text, source in zip(texts, expanded, strict=True):
            text.source = source
