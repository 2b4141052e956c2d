"""What a page cannot be submitted without (step 4)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from news.parts import Part, parts_of, stream_fields

from .checks import Check, label_of

FROM_LIBRARY = "hero_alt"
ALT_TEXT = "alt_text"


def required_of(page: Any, *, fills: bool = False) -> list[Check]:
    """``fills``: whether the form is still to fill in texts from the image library.

    What was submitted already is judged as it stands.
    """
    return [*_fields(page, fills), *_elsewhere(page), *_blocks(page), *_alt_texts(page, fills)]


def _fields(page: Any, fills: bool) -> Iterator[Check]:
    taken = _from_library(page.hero_image, page.hero_alt) if fills else ""

    def value_of(name: str) -> Any:
        return taken or getattr(page, name) if name == FROM_LIBRARY else getattr(page, name)

    missing = page.missing_by_field(value_of)
    for name in {**page.required_at_submission, **missing}:
        label = label_of(page, name)
        if name in missing:
            yield Check(label, False, str(missing[name]), name)
        elif name == FROM_LIBRARY and taken:
            yield Check(label, True, _told(taken), name)
        else:
            yield Check(label, True, _worth_saying(page, name), name)


def _from_library(image: Any, given: str) -> str:
    return "" if image is None or (given or "").strip() else image.description[:250].strip()


def _told(taken: str) -> str:
    return _("Taken from the image library when you submit: “%(text)s”") % {"text": taken}


def _worth_saying(page: Any, name: str) -> str:
    """The class decides what may be public at all, and a text alternative is not to be seen on
    the page: these are named and not only ticked."""
    return str(getattr(page, name)) if name in {"information_class", FROM_LIBRARY} else ""


def _elsewhere(page: Any) -> Iterator[Check]:
    for name, sentence in page.missing_elsewhere():
        yield Check(sentence, False, path=name)


# --- blocks -------------------------------------------------------------------------------------


def _blocks(page: Any) -> Iterator[Check]:
    """What the form would refuse in the streams; the same blocks say so."""
    for field in stream_fields(page):
        value = getattr(page, field.name)
        try:
            field.stream_block.clean(value)
        except ValidationError as error:
            for path, labels, message in _errors(error, field.name, (), value):
                label = " › ".join(labels) or label_of(page, field.name)
                yield Check(label, False, message, path)


def _errors(
    error: ValidationError, path: str, labels: tuple[str, ...], value: Any
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The innermost errors with the way to them; texts of pictures have a line of their own."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        yield path, labels, " ".join(error.messages)
        return
    if own := getattr(error, "non_block_errors", None):
        yield path, labels, " ".join(map(str, own))
    for key, child_error in inner.items():
        if key == ALT_TEXT:
            continue
        child = _child(value, key)
        if child is not None:
            name, label, child_value = child
            child_path = f"{path}.{name}" if name else path
            yield from _errors(child_error, child_path, (*labels, label), child_value)


def _child(value: Any, key: Any) -> tuple[str, str, Any] | None:
    if isinstance(value, StreamValue):
        child = value[key]
        return child.id or "", _numbered(child.block.label, key), child.value
    if isinstance(value, StructValue):
        return key, str(value.block.child_blocks[key].label), value.get(key)
    if isinstance(value, ListValue):
        bound = value.bound_blocks[key]
        return bound.id or "", str(key + 1), bound.value
    return None


def _numbered(label: Any, index: int) -> str:
    return _("%(number)d. %(block)s") % {"number": index + 1, "block": label}


def _alt_texts(page: Any, fills: bool) -> Iterator[Check]:
    """Of the pictures in the body; the main image has a line of its own."""
    pictures = [part for part in parts_of(page) if is_picture(part)]
    if not pictures:
        return
    texts = [_alt_text(part.value, fills) for part in pictures]
    given = list(filter(None, texts))
    detail = _("%(given)d of %(all)d") % {"given": len(given), "all": len(texts)}
    if given:
        detail += f": {'; '.join(given)}"
    without = next((p for p, text in zip(pictures, texts, strict=True) if not text), pictures[0])
    label = _("Text alternatives of the other pictures")
    yield Check(label, len(given) == len(texts), detail, f"{without.path}.{ALT_TEXT}")


def is_picture(part: Part) -> bool:
    value = part.value
    return isinstance(value, StructValue) and ALT_TEXT in value and bool(value.get("image"))


def _alt_text(value: StructValue, fills: bool) -> str:
    given = str(value.get(ALT_TEXT) or "").strip()
    return given or (_from_library(value["image"], "") if fills else "")
