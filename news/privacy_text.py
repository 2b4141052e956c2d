"""The words of a page that the public will read, each with its place as an editor knows it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from workflow_steps.content import content_fields

from . import tables
from .privacy.cells import Rows
from .privacy.groups import Piece, Unit

# The office's own contacts are what it wants to be called on.
OFFICE_FIELDS = frozenset(
    {"office_name", "address", "phone", "whatsapp", "email", "hours", "socials", "map_url"}
)
BLOCKS_OF_TEXT = ["p", "li", "h2", "h3", "h4", "blockquote"]
LINKS = ("mailto:", "tel:")


def pieces_of(page: Any) -> Iterator[Piece]:
    """Field by field; ``unit`` is (place in words, field, id of the block in the editor)."""
    for field in content_fields(type(page)):
        if field.name in OFFICE_FIELDS:
            continue
        label = capfirst(str(field.verbose_name))
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            yield from _stream(label, field.name, value)
        elif isinstance(field, models.CharField | models.TextField) and value:
            yield Piece((label, field.name, ""), str(value))


def file_words(files: list[Any]) -> Iterator[Piece]:
    """What readers see of the page's files beside their bytes: title, credit, name."""
    for item in files:
        place = (_("File “%(title)s”") % {"title": item.title}, "", "")
        for name in getattr(item, "shown_to_readers", ()):
            yield Piece(place, str(getattr(item, name)))
        yield Piece(place, item.filename.rpartition(".")[0].replace("_", " "))


def _stream(label: str, name: str, value: StreamValue) -> Iterator[Piece]:
    seen: Counter[str] = Counter()
    for child in value or ():
        seen[child.block_type] += 1
        words = _("%(field)s, %(block)s %(number)d") % {
            "field": label,
            "block": str(child.block.label).lower(),
            "number": seen[child.block_type],
        }
        yield from _block(child.block, child.value, (words, name, child.id or ""))


def _block(block: Any, value: Any, unit: Unit) -> Iterator[Piece]:
    if isinstance(value, RichText):
        yield from _rich_text(value.source, unit)
    elif isinstance(value, StructValue):
        for name, child in block.child_blocks.items():
            label = f"{unit[0]}, {str(child.label or name).lower()}"
            yield from _block(child, value.get(name), (label, *unit[1:]))
    elif isinstance(value, StreamValue):
        yield from _stream(unit[0], unit[1], value)
    elif isinstance(value, ListValue):
        for number, child in enumerate(value, 1):
            words = _("%(place)s, no. %(number)d") % {"place": unit[0], "number": number}
            yield from _block(block.child_block, child, (words, *unit[1:]))
    elif isinstance(value, dict):
        yield from _table(value, unit)
    elif isinstance(value, str) and value:
        yield Piece(unit, value)


def _table(value: dict[str, Any], unit: Unit) -> Iterator[Piece]:
    table = tables.tidied(value) or {}
    if caption := table.get("table_caption"):
        yield Piece(unit, str(caption))
    rows = Rows(unit)
    for number, row in enumerate(table.get("data") or (), 1):
        yield from rows.read(number, row)


def _rich_text(source: str, unit: Unit) -> Iterator[Piece]:
    """Each paragraph by itself, and addresses that only a link holds."""
    soup = BeautifulSoup(source, "html.parser")
    parts = [part for part in soup.find_all(BLOCKS_OF_TEXT) if not part.find(BLOCKS_OF_TEXT)]
    for number, part in enumerate(parts or [soup], 1):
        place = unit
        if len(parts) > 1:
            words = _("%(place)s, passage %(number)d") % {"place": unit[0], "number": number}
            place = (words, *unit[1:])
        text = part.get_text()
        yield Piece(place, text)
        for link in part.find_all("a", href=True):
            href = str(link["href"])
            address = href.partition(":")[2].partition("?")[0]
            if href.lower().startswith(LINKS) and address not in text:
                yield Piece(place, address)
