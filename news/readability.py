"""Whether sentences can be read at one go; plain functions, no Django.

Indonesian has no formula of its own that is any better than counting words: guidelines of the
language agency and of newsrooms ask for short sentences and short paragraphs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

MOST_WORDS = 25  # in a sentence
MOST_WORDS_IN_PARAGRAPH = 120
SHOWN_WORDS = 6  # of a sentence, so that it is found again
TAG = re.compile(r"<[^<>]*>")
# Where a text breaks off, whether or not a full stop stands there.
PART = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|blockquote|table|tr|td|th|div)\b[^<>]*>", re.I)
WORD = re.compile(r"\w[\w’'./-]*")
END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s|$)")
# A full stop behind these ends no sentence; nor does one behind a single letter ("A. Yani").
SHORTENED = frozenset({
    "bpk", "dr", "drg", "drs", "dra", "hj", "ir", "jl", "jln", "kab", "kec", "kel", "kep",
    "kh", "km", "ny", "no", "prof", "rt", "rw", "sdr", "sdri", "st", "tgl", "tn", "dll", "dsb",
    "dst", "hlm", "yth", "s.h", "s.t", "s.e", "s.pd", "s.sos", "s.kom", "s.ip", "m.si", "m.pd",
    "m.m", "m.t", "m.kom", "ph.d", "a.n",
})  # fmt: skip


@dataclass(frozen=True)
class TooLong:
    """A sentence or paragraph, by its first words."""

    words: int
    begins: str


def paragraphs_of(html: str) -> list[str]:
    """The text of each paragraph, list item or line."""
    parts = (unescape(TAG.sub("", part)) for part in PART.split(html))
    return [" ".join(part.split()) for part in parts if part.strip()]


def sentences_of(paragraph: str) -> Iterator[str]:
    """Nothing is lost or said twice: together they are the paragraph, less the space between."""
    begin = 0
    for end in END.finditer(paragraph):
        if _is_shortened(paragraph[begin : end.start()]) and end.group() == ".":
            continue
        yield paragraph[begin : end.end()].strip()
        begin = end.end()
    if rest := paragraph[begin:].strip():
        yield rest


def count_words(text: str) -> int:
    return len(WORD.findall(text))


def long_sentences(htmls: Iterable[str], most: int = MOST_WORDS) -> list[TooLong]:
    """In the order of the text."""
    return [
        TooLong(words, _beginning(sentence))
        for html in htmls
        for paragraph in paragraphs_of(html)
        for sentence in sentences_of(paragraph)
        if (words := count_words(sentence)) > most
    ]


def long_paragraphs(htmls: Iterable[str], most: int = MOST_WORDS_IN_PARAGRAPH) -> list[TooLong]:
    return [
        TooLong(words, _beginning(paragraph))
        for html in htmls
        for paragraph in paragraphs_of(html)
        if (words := count_words(paragraph)) > most
    ]


def _is_shortened(before: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1].strip("(\"'“‘[").casefold() if before.split() else ""
    return (len(last) == 1 and last.isalpha()) or last in SHORTENED


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:SHOWN_WORDS]) + ("…" if len(words) > SHOWN_WORDS else "")
