"""The difference between two versions of a page, short enough for a phone.

Wagtail's own comparison classes do the comparing (as in ``RevisionsCompareView``); of a
StreamField only the parts that changed are shown, because a long body with one changed word
would otherwise fill the screen ten times.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.compare import (
    BaseSequenceBlockComparison,
    BlockComparison,
    ListBlockComparison,
    StreamBlockComparison,
    StreamFieldComparison,
    diff_text,
    get_comparison_class_for_block,
)
from wagtail.admin.panels import get_edit_handler
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .. import digest as digests
from ..content import FILES, NOT_CONTENT, field_names
from ..content import without_block_ids as without_ids
from ..file_labels import Labels

SCHEDULE = frozenset({"go_live_at", "expire_at"})  # no content, but worth knowing
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
THUMBNAIL = "max-165x165"  # the size in Wagtail's own comparison of pictures


@dataclass(frozen=True)
class Change:
    label: str
    html: SafeString


@dataclass(frozen=True)
class Changes:
    """What changed from ``before`` to ``after``; ``others`` have no field in the editor."""

    fields: list[Change]
    others: list[str]

    def __len__(self) -> int:
        return len(self.fields) + len(self.others)


def changes_between(
    before: Page,
    after: Page,
    request: HttpRequest,
    content_before: dict[str, Any],
    content_after: dict[str, Any],
) -> Changes:
    """Both as page objects, for Wagtail's comparison, and as content, so that nothing that
    belongs to the digest changes without being named (a file exchanged in the library)."""
    fetch_thumbnails(before, after)
    panel = get_edit_handler(type(after)).get_bound_panel(
        instance=after, request=request, form=None
    )
    names = names_changed(content_before, content_after)
    fields, shown = [], set()
    for compare in panel.get_comparison():
        difference = compare(before, after)
        name = difference.field.name
        if name in (SCHEDULE if name in NOT_CONTENT else names) and difference.has_changed():
            fields.append(Change(str(difference.field_label()), html_of(difference)))
            shown.add(name)
    others = [name for name in names if name not in shown]
    if fields and others == [FILES]:
        others = []  # another picture: the field that holds it says so already
    return Changes(fields, field_names(type(after), others))


def names_changed(before: Any, after: Any) -> list[str]:
    """Names of the fields that differ to a reader: the editor numbers paragraphs when it saves
    (``data-block-key``), which belongs to the digest and is nothing to look at."""
    return digests.differences(without_keys(before), without_keys(after))


def without_keys(value: Any) -> Any:
    if isinstance(value, str):
        return BLOCK_KEY.sub("", value)
    if isinstance(value, dict):
        return {name: without_keys(member) for name, member in value.items()}
    return [without_keys(member) for member in value] if isinstance(value, list) else value


def label_changes(before: Labels, after: Labels) -> list[Change]:
    """Words about files that stay on the page, as the library was edited in between."""
    changed = [
        (before[key][name], after[key][name])
        for key in sorted(before.keys() & after.keys())
        for name in sorted(before[key].keys() & after[key].keys())
        if before[key][name] != after[key][name]
    ]
    return [
        Change(_("Name or credit of a file"), diff_text(old, new).to_html()) for old, new in changed
    ]


def html_of(difference: Any) -> SafeString:
    if not (
        isinstance(difference, StreamFieldComparison)
        and difference.has_block_ids(difference.val_a)
        and difference.has_block_ids(difference.val_b)
    ):
        return conditional_escape(difference.htmldiff())
    return _parts(
        StreamBlockComparison(
            difference.field.stream_block, True, True, difference.val_a, difference.val_b
        )
    )


def _parts(sequence: BaseSequenceBlockComparison) -> SafeString:
    return format_html_join("\n", "{}", ((html,) for html in _each_part(sequence)))


def _each_part(sequence: BaseSequenceBlockComparison) -> Iterator[SafeString]:
    unchanged, shown = 0, 0
    for part in sequence.get_block_comparisons():
        if not _differs(part):
            unchanged += 1
            continue
        if unchanged:
            yield _left_out(unchanged)
        unchanged, shown = 0, shown + 1
        yield _part(part)
    if not shown:
        yield format_html(
            '<p class="sign-off__same">{}</p>', _("The parts stand in another order.")
        )
    elif unchanged:
        yield _left_out(unchanged)


def _differs(part: BlockComparison) -> bool:
    """By what is stored: a list of Wagtail's never equals another one."""
    if part.is_new() or part.is_deleted():
        return True
    before, after = (
        without_keys(without_ids(part.block, part.block.get_prep_value(value)))
        for value in (part.val_a, part.val_b)
    )
    return bool(before != after)


def _part(part: BlockComparison) -> SafeString:
    if part.is_new():
        kind, html = "addition", _whole(part, part.val_b)
    elif part.is_deleted():
        kind, html = "deletion", _whole(part, part.val_a)
    elif isinstance(part, BaseSequenceBlockComparison):
        kind, html = "", _parts(part)
    else:
        kind, html = "", part.htmldiff()
    return format_html(
        '<div class="comparison__child-object {}">{}</div>', kind, conditional_escape(html)
    )


def _whole(part: BlockComparison, value: Any) -> str:
    """Wagtail renders a whole list by its public template, with pictures of every size."""
    if not isinstance(part, ListBlockComparison):
        return str(part.htmlvalue(value))
    child = part.block.child_block
    compare = get_comparison_class_for_block(child)
    return format_html_join(
        "\n", "{}", ((compare(child, True, True, item, item).htmlvalue(item),) for item in value)
    )


def _left_out(count: int) -> SafeString:
    text = ngettext("… %(count)d part unchanged …", "… %(count)d parts unchanged …", count)
    return format_html('<p class="sign-off__same">{}</p>', text % {"count": count})


def fetch_thumbnails(*pages: Page) -> None:
    """One query for the thumbnails of all pictures in bodies and galleries."""
    pictures = [picture for page in pages for picture in _pictures(_stream_values(page))]
    if not pictures:
        return
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec=THUMBNAIL)
    prefetch_related_objects(
        pictures, Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
    )


def _stream_values(page: Page) -> Iterator[StreamValue]:
    for field in page._meta.concrete_fields:
        value = field.value_from_object(page)
        if isinstance(value, StreamValue):
            yield value


def _pictures(values: Iterable[Any]) -> Iterator[AbstractImage]:
    for value in values:
        if isinstance(value, AbstractImage):
            yield value
        elif isinstance(value, StructValue):
            yield from _pictures(value.values())
        elif isinstance(value, StreamValue):
            yield from _pictures(child.value for child in value)
        elif isinstance(value, ListValue):
            yield from _pictures(value)
