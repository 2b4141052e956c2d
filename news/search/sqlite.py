"""SQLite: an FTS5 table beside the entries, with the same row numbers."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .words import Term, stem, words_in

if TYPE_CHECKING:
    from .store import Slice, Texts

INSTALL = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS news_searchentry_fts
    USING fts5(title, summary, text, prefix='3 4')""",
    """CREATE TRIGGER IF NOT EXISTS news_searchentry_gone AFTER DELETE ON news_searchentry BEGIN
    DELETE FROM news_searchentry_fts WHERE rowid = OLD.page_id; END""",
)
FORGET = "DELETE FROM news_searchentry_fts WHERE rowid = %s"
WRITE = "INSERT INTO news_searchentry_fts(rowid, title, summary, text) VALUES (%s, %s, %s, %s)"
SPREAD = """SELECT word, (SELECT count(*) FROM news_searchentry_fts
    WHERE news_searchentry_fts MATCH '"' || word || '"')
FROM news_searchword WHERE word IN (SELECT value FROM json_each(%s))"""
CLOSED = """(SELECT json_group_array(p.path) FROM wagtailcore_pageviewrestriction r
    CROSS JOIN wagtailcore_page p WHERE p.id = r.page_id)"""  # in this order: see news.page_sql
NEWEST = "published_at DESC, page_id DESC"
# Weights of title, summary and text: what a word in each of them tells about a page.
RANK = "bm25(news_searchentry_fts, 10.0, 4.0, 1.0)"


def find(terms: list[Term], wanted: "Slice", depth: int) -> tuple[str, list[Any]]:
    condition, values = wanted.narrowing.condition()
    rank, order = ("0", NEWEST) if wanted.narrowing.newest_first else (RANK, f"relevance, {NEWEST}")
    sql = f"""WITH hits AS MATERIALIZED (
            SELECT e.page_id, e.published_at, {rank} AS relevance
            FROM news_searchentry_fts JOIN news_searchentry e
                ON e.page_id = news_searchentry_fts.rowid
            WHERE news_searchentry_fts MATCH %s{condition})
        SELECT (SELECT count(*) FROM hits), (SELECT json_group_array(page_id) FROM (
            SELECT page_id FROM hits ORDER BY {order} LIMIT %s OFFSET %s)), {CLOSED}"""  # noqa: S608
    return sql, [_match(terms), *values, wanted.size, wanted.start]


def find_titles(terms: list[Term], size: int) -> tuple[str, list[Any]]:
    sql = f"""SELECT (SELECT json_group_array(page_id) FROM (
            SELECT e.page_id FROM news_searchentry_fts JOIN news_searchentry e
                ON e.page_id = news_searchentry_fts.rowid
            WHERE news_searchentry_fts MATCH %s ORDER BY {NEWEST} LIMIT %s)), {CLOSED}"""  # noqa: S608
    return sql, [f"title : ({_match(terms)})", size]


def spread(words: list[str]) -> tuple[str, list[Any]]:
    return SPREAD, [json.dumps(words)]


def read_list(values: Any) -> list[Any]:
    return list(json.loads(values))


def write(cursor: Any, texts: "list[Texts]") -> None:
    cursor.executemany(FORGET, [(t.page_id,) for t in texts])
    cursor.executemany(
        WRITE, [(t.page_id, *map(_terms, (t.title, t.summary, t.text))) for t in texts]
    )


def _terms(text: str) -> str:
    return " ".join(_each(text))


def _each(text: str) -> Iterator[str]:
    for word in words_in(text):
        yield word
        if stem(word) != word:
            yield stem(word)


def _match(terms: list[Term]) -> str:
    return " AND ".join(f"({_alternatives(term)})" for term in terms)


def _alternatives(term: Term) -> str:
    """In quotes, so that no word is taken for an operator of FTS5."""
    known = [f'"{word}"' for word in dict.fromkeys((term.word, term.stem))]
    return " OR ".join([*known, f'"{term.word}"*'] if term.unfinished else known)
