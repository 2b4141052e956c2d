"""From text to terms: the same for what is kept and for what is asked, on every database.

A term is a word as written and, where it differs, its stem by Snowball's Indonesian rules; so no
text search configuration of a database has a say in it.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
MAX_LENGTH = 60  # of a term; PostgreSQL refuses very long ones
SHORTEST_PREFIX = 3
_own = threading.local()  # a stemmer keeps its place in the word, so each thread has one


@dataclass(frozen=True)
class Term:
    """One word of a question; the last one may still be half typed."""

    word: str
    stem: str
    unfinished: bool = False

    def fits(self, word: str, base: str) -> bool:
        """Whether this word, with that stem, is one of those looked for: as the stores decide."""
        started = self.unfinished and word.startswith(self.word)
        return started or not {word, base}.isdisjoint({self.word, self.stem})


def fold(word: str) -> str:
    """Small letters without accents."""
    word = word.lower()
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word)
        word = "".join(WORD.findall("".join(p for p in parts if not unicodedata.combining(p))))
    return word[:MAX_LENGTH]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    if not word.isalpha():
        return word
    stemmer: Any = getattr(_own, "stemmer", None)
    if stemmer is None:
        stemmer = _own.stemmer = snowballstemmer.stemmer("indonesian")
    return str(stemmer.stemWord(word)) or word


def words_in(text: str) -> Iterator[str]:
    return filter(None, map(fold, WORD.findall(text)))


def spans_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word stands, as written, and what it is called in the index."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), fold(found.group())


def question(text: str) -> list[Term]:
    """The words to look for, each once."""
    asked = list(words_in(text))
    terms = {word: Term(word, stem(word)) for word in asked}
    if asked and len(asked[-1]) >= SHORTEST_PREFIX:
        terms[asked[-1]] = Term(asked[-1], stem(asked[-1]), unfinished=True)
    return list(terms.values())
