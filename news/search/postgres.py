"""PostgreSQL: two ``tsvector`` columns beside those Django knows, and functions that ask them.

Vectors and questions are written out here and cast, so that no text search configuration is
involved: both sides have the terms of ``news.search.words``.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from . import postgres_schema
from .words import Term, stem, words_in

if TYPE_CHECKING:
    from .store import Slice, Texts

INSTALL = postgres_schema.INSTALL
WRITE = """UPDATE news_searchentry SET title_terms = %s::tsvector, terms = %s::tsvector
WHERE page_id = %s"""
SPREAD = """SELECT word, news_search_count(quote_literal(word)::tsquery)
FROM news_searchword WHERE word = ANY(%s)"""
CLOSED = """ARRAY(SELECT p.path FROM wagtailcore_pageviewrestriction r
    JOIN wagtailcore_page p ON p.id = r.page_id)"""
ASKED = "%s::tsquery, %s, %s, %s, %s, %s, %s"
NEWEST = f"SELECT total, ids, {CLOSED} FROM news_search_newest({ASKED})"  # noqa: S608
BEST = f"SELECT total, ids, {CLOSED} FROM news_search_best({ASKED}, %s::tsquery, %s)"  # noqa: S608
TITLES = f"SELECT news_search_titles(%s::tsquery, %s), {CLOSED}"
MAX_PLACES = 60  # of one term in one text; more would not change its rank


def find(terms: list[Term], wanted: "Slice", depth: int) -> tuple[str, list[Any]]:
    """Ranking reads whole vectors: for a word on most pages that would be the whole table."""
    narrowing = wanted.narrowing
    values: list[Any] = [
        _match(terms),
        narrowing.kind or None,
        narrowing.category_id,
        narrowing.since,
        narrowing.before,
        wanted.size,
        wanted.start,
    ]
    if narrowing.newest_first:
        return NEWEST, values
    return BEST, [*values, _any(terms), depth]


def find_titles(terms: list[Term], size: int) -> tuple[str, list[Any]]:
    return TITLES, [_match(terms), size]


def spread(words: list[str]) -> tuple[str, list[Any]]:
    return SPREAD, [words]


def read_list(values: Any) -> list[Any]:
    return list(values)


def write(cursor: Any, texts: "list[Texts]") -> None:
    rows = [
        (
            vector((t.title, "A")),
            vector((t.title, "A"), (t.summary, "B"), (t.text, "D")),
            t.page_id,
        )
        for t in texts
    ]
    cursor.executemany(WRITE, rows)


def vector(*parts: tuple[str, str]) -> str:
    """Each term with its places and their weight; a word and its stem share a place."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    number = 0
    for text, weight in parts:
        for word in words_in(text):
            number += 1
            for term in {word, stem(word)}:
                if len(places[term]) < MAX_PLACES:
                    places[term].append(f"{min(number, 16_383)}{weight}")
    return " ".join(f"'{term}':{','.join(where)}" for term, where in places.items())


def _match(terms: list[Term]) -> str:
    return " & ".join(f"({_alternatives(term)})" for term in terms)


def _any(terms: list[Term]) -> str:
    """For the rank: all terms are there anyway, and ``&`` would measure distances between them."""
    return " | ".join(map(_alternatives, terms))


def _alternatives(term: Term) -> str:
    known = [f"'{word}'" for word in dict.fromkeys((term.word, term.stem))]
    return " | ".join([*known, f"'{term.word}':*"] if term.unfinished else known)
