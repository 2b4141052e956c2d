"""What a search costs with 10,000 pages (``BENCH_PAGES=100000`` for more), and Wagtail's own.

Pages are rows of the page table and of the two indexes, in a database that is thrown away; their
texts have few common words and many rare ones, as a language has.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from workflow_steps.gate import in_force

from .newsroom import throw_away_newsroom
from .timing import best_of

PAGES = int(os.environ.get("BENCH_PAGES", "10000"))
BATCH = 1_000
RUNS = 15
# Comparing takes most of the time: this many pages are enough to see what Wagtail's ranking costs.
COMPARED = int(os.environ.get("BENCH_COMPARED", "2000"))
RARE, COMMON, FREQUENT = "ketinting", "kabupaten", "jembatan"
QUESTIONS = (
    ("word on every page", {"q": COMMON}),
    ("word on one page of five", {"q": FREQUENT}),
    ("rare word", {"q": RARE}),
    ("two words", {"q": f"{FREQUENT} {COMMON}"}),
    ("half a word", {"q": "kab"}),
    ("one wrong letter", {"q": "jembaatn"}),
    ("newest first", {"q": COMMON, "urut": "terbaru"}),
    ("kind and dates", {"q": COMMON, "jenis": "berita", "dari": "2026-01-01"}),
    ("category", {"q": COMMON, "kategori": "infrastruktur"}),
    ("last page", {"q": COMMON, "page": "999"}),
    ("word that is nowhere", {"q": "zzxyqwv"}),
)


def report() -> Iterator[str]:
    with throw_away_newsroom():
        started = time.perf_counter()
        _fill(PAGES)
        yield f"{PAGES:,} pages kept in {time.perf_counter() - started:.0f} s ({connection.vendor})"
        client = Client()
        yield f"{'question':<26}{'found':>8}{'queries':>9}{'ms':>9}{'CPU ms':>10}"
        for name, asked in QUESTIONS:
            yield _row(client, name, f"/cari/?{urlencode(asked)}")
        titles = best_of(RUNS, partial(client.get, "/cari/saran/?q=kab"))
        yield f"{'titles for three letters':<43}{titles * 1e3:>9.1f}"
        yield from _wagtail()


def _row(client: Client, name: str, address: str) -> str:
    client.get(address)  # fills what is kept between requests
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address} answers {response.status_code}")
    count, found = len(queries), response.context["found"].total
    seconds = best_of(RUNS, partial(client.get, address))
    in_process = _processor(partial(client.get, address))
    return f"{name:<26}{found:>8}{count:>9}{seconds * 1e3:>9.1f}{in_process * 1e3:>10.1f}"


def _processor(action: Callable[[], object]) -> float:
    """Seconds of this process alone, which on a busy machine tell more (SQLite is part of it)."""
    started = time.process_time()
    for _ in range(RUNS):
        action()
    return (time.process_time() - started) / RUNS


def _wagtail() -> Iterator[str]:
    """The same words by Wagtail's backend, ordered by its relevance: once, with its count."""
    from news import listing

    pages = Page.objects.live().public().type(*listing.newsroom_types())
    for name, word in (("every page", COMMON), ("rare", RARE)):
        found = pages.search(word, operator="and", order_by_relevance=True)
        started = time.perf_counter()
        count = found.count()
        list(found[:12])
        seconds = time.perf_counter() - started
        yield (
            f"Wagtail, {name}, {COMPARED:,} pages in its index: "
            f"{count} found in {seconds * 1e3:,.0f} ms"
        )


def _fill(count: int, first: int = 0) -> None:
    from news.models import NewsCategory, NewsIndexPage, NewsPage
    from news.search import entries

    index = NewsIndexPage.objects.get()
    kind = ContentType.objects.get_for_model(NewsPage)
    categories = list(NewsCategory.objects.all())
    write = _Writer()
    wagtail = get_search_backend().get_index_for_model(NewsPage)
    for start in range(first, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        rows = [_page(index, kind, number, write) for number in numbers]
        with transaction.atomic(), in_force(None):  # the database lets nothing go live without
            pages = Page.objects.bulk_create(rows)
        stories = [
            _story(page, n, categories, write) for page, n in zip(pages, numbers, strict=True)
        ]
        entries._add(stories)
        if start < COMPARED:
            wagtail.add_items(NewsPage, stories)
    entries._add_words(write.seen)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Writer:
    """Words as often as in a language: the n-th word comes once where the first comes n times."""

    def __init__(self) -> None:
        self.random = random.Random(2026)  # noqa: S311
        syllables = [c + v + e for c in "bdgjklmnprst" for v in "aiueo" for e in ("", "n", "r")]
        self.words = ["".join(self.random.choices(syllables, k=3)) for _ in range(30_000)]
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.seen = {COMMON, FREQUENT, RARE, *self.words}

    def text(self, length: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=length)


def _page(index: Page, kind: ContentType, number: int, write: _Writer) -> Page:
    title = " ".join(write.text(6)).capitalize()
    title += f" {FREQUENT}" if number % 20 == 0 else ""
    title += f" {COMMON}" if number % 10 == 0 else ""
    return Page(
        title=title,
        draft_title=title,
        slug=f"berita-{number}",
        path=Page._get_path(index.path, index.depth + 1, number + 1),
        depth=index.depth + 1,
        url_path=f"{index.url_path}berita-{number}/",
        locale=index.locale,
        content_type=kind,
        live=True,
        first_published_at=timezone.now() - timedelta(hours=number),
    )


def _story(page: Page, number: int, categories: list[Any], write: _Writer) -> Any:
    from news.models import NewsPage

    body = write.text(220)
    body[40] = COMMON
    body[90] = FREQUENT if number % 5 == 0 else body[90]
    body[150] = RARE if number % 2_000 == 7 else body[150]
    return NewsPage(
        pk=page.pk,
        page_ptr=page,
        title=page.title,
        first_published_at=page.first_published_at,
        live=True,
        summary=" ".join(write.text(20)).capitalize() + ".",
        category=categories[number % len(categories)],
        body=[("paragraph", f"<p>{' '.join(body)}.</p>")],
    )
