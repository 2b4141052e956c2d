"""What would make a page better; nothing here keeps it from being submitted."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks import RichTextBlock

from news import readability
from news.library_pictures import too_narrow
from news.parts import Part, parts_of

from .checks import Check, label_of
from .links import on_links
from .required import is_picture

TITLE_WORDS = 4  # at least
TITLE_SIGNS = 90  # at most: what search engines and shared links show
SUMMARY_SIGNS = (50, 200)
NAMED = 3  # of many, so that the list stays one to read


def advice_on(page: Any) -> list[Check]:
    """Only what is to be improved, in the order of the editing form."""
    parts = parts_of(page)
    rules: list[Callable[[], Iterator[Check]]] = [
        lambda: _title(page),
        lambda: _summary(page),
        lambda: _main_image(page),
        lambda: _captions(parts),
        lambda: _videos(parts),
        lambda: _readable(parts),
        lambda: on_links(parts),
    ]
    return [check for rule in rules for check in rule()]


def _title(page: Any) -> Iterator[Check]:
    title = page.title.strip()
    if not title:
        return  # that it is missing has been said
    if len(title) > TITLE_SIGNS:
        told = _(
            "%(count)d characters: search results and shared links show about %(most)d. "
            "Put what matters first, or shorten it."
        )
        yield _advice(page, "title", told % {"count": len(title), "most": TITLE_SIGNS})
    elif len(title.split()) < TITLE_WORDS:
        told = _("Very short: say who does what, in %(least)d words or more.")
        yield _advice(page, "title", told % {"least": TITLE_WORDS})


def _summary(page: Any) -> Iterator[Check]:
    length, (least, most) = len(page.summary.strip()), SUMMARY_SIGNS
    if length > most:
        told = _("%(count)d characters: lists cut off what goes beyond about %(most)d.")
        yield _advice(page, "summary", told % {"count": length, "most": most})
    elif 0 < length < least:
        told = _("%(count)d characters: say in %(least)d or more what a reader will find here.")
        yield _advice(page, "summary", told % {"count": length, "least": least})


def _main_image(page: Any) -> Iterator[Check]:
    image = page.hero_image
    if image is None:
        return
    if told := too_narrow(image):
        yield _advice(page, "hero_image", told)
    if not page.hero_caption.strip():
        yield _advice(page, "hero_caption", _("Say who, what, where and when the picture shows."))


def _captions(parts: list[Part]) -> Iterator[Check]:
    pictures = [part for part in parts if is_picture(part)]
    without = [p for p in pictures if not (p.value.get("caption") or "").strip()]
    if without:
        told = _("%(without)d of %(all)d have none: say who, what, where and when each shows.")
        detail = told % {"without": len(without), "all": len(pictures)}
        label = _("Captions of the other pictures")
        yield Check(label, False, detail, f"{without[0].path}.caption")


def _videos(parts: list[Part]) -> Iterator[Check]:
    for part in parts:
        if part.block.name != "video" or not hasattr(part.value, "provider"):
            continue
        video = part.value
        label = _("Video “%(title)s”") % {"title": video.get("title") or ""}
        if video.get("file") and not video.get("captions"):
            told = _("Has no captions: who cannot hear it does not know what is said.")
            yield Check(label, False, told, f"{part.path}.captions")
        if not (video.get("transcript") or "").strip():
            told = _("Has no transcript: who cannot play it does not know what it says.")
            yield Check(label, False, told, f"{part.path}.transcript")


def _readable(parts: list[Part]) -> Iterator[Check]:
    texts = [part for part in parts if isinstance(part.block, RichTextBlock) and part.value]
    sentences = [(p, s) for p in texts for s in readability.long_sentences([p.value.source])]
    told = _("%(words)d words: “%(begins)s” One thought for each sentence reads more easily.")
    yield from _named(sentences, _("Long sentence"), told)
    if more := len(sentences) - NAMED:
        yield from _more(more, sentences[NAMED:], _more_sentences)
    paragraphs = [(p, s) for p in texts for s in readability.long_paragraphs([p.value.source])]
    told = _("%(words)d words: “%(begins)s” Divide it; on a phone it fills more than one screen.")
    yield from _named(paragraphs, _("Long paragraph"), told)


def _named(found: list[Any], label: str, told: str) -> Iterator[Check]:
    for part, long in found[:NAMED]:
        yield Check(label, False, told % {"words": long.words, "begins": long.begins}, part.path)


def _more(number: int, rest: list[Any], words: Callable[[int], str]) -> Iterator[Check]:
    if number > 0:
        yield Check(words(number), False, path=rest[0][0].path)


def _more_sentences(number: int) -> str:
    told = ngettext("%(count)d more long sentence", "%(count)d more long sentences", number)
    return told % {"count": number}


def _advice(page: Any, name: str, told: str) -> Check:
    return Check(label_of(page, name), False, told, name)
