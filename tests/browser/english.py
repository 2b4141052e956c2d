"""Which text on an Indonesian screen is English: judged by the words of the catalogues themselves.

A word is English if some English message of Wagtail, its companions or ourselves has it and no
Indonesian one does. So the list grows with the product, and a text that nobody made translatable
is noticed by the words that it shares with those that are.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib

from scripts import wagtail_catalogue

OURS = Path(__file__).parent.parent.parent / "locale" / "id" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>|&\w+;|https?://\S+")
WORD = re.compile(r"(?<![\w./@#-])[A-Za-z]{2,}(?:'[a-z]+)?(?![\w/@…]|[.-]\w)")

# Names, file types, keys of a keyboard, and Indonesian words that are spelled like English ones.
NAMES = frozenset(
    """
    admin alt ascii avif csv docx excel english example gif go google gravatar heic html id iptc it
    jpeg jpg json mb modal mp4 pdf png root svg url utf vimeo vtt wagtail webm webp
    wikipedia xlsx youtube
    """.split()  # noqa: SIM905 a list of words
)


@cache
def english_words() -> frozenset[str]:
    english: set[str] = set()
    indonesian: set[str] = set(NAMES)
    for message, text in _messages():
        english |= words_of(message)
        if text and text != message:
            indonesian |= words_of(text)
    return frozenset(english - indonesian)


def _messages() -> Iterator[tuple[str, str]]:
    """(English, Indonesian) of every message, plural forms on their own."""
    for entry in polib.pofile(str(OURS)):
        text = wagtail_catalogue.text_of(entry)
        yield entry.msgid, text
        yield entry.msgid_plural, text
    for domain in wagtail_catalogue.DOMAINS:
        ours = wagtail_catalogue.read_ours(domain)
        for key, source in wagtail_catalogue.read_sources(domain).items():
            text = wagtail_catalogue.text_of(ours[key]) if key in ours else source.upstream
            yield source.entry.msgid, text
            yield source.plural, text


def words_of(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(PLACEHOLDER.sub(" ", text or ""))}


def english_in(text: str) -> set[str]:
    """The English words of a text, in small letters."""
    return words_of(text) & english_words()
