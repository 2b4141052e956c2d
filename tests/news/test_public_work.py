"""That no public page makes the database walk the archive for each page of the archive.

Counted, not timed: SQLite tells how many steps its machine has taken. ``ANALYZE`` is part of it,
since planners choose differently with statistics (of an empty table they then know nothing).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.public_pages import write_pages
from news.models import NewsPage
from news.search import entries
from workflow_steps.gate import in_force

pytestmark = [
    pytest.mark.usefixtures("newsroom"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone counts its steps"),
]

ADDRESSES = (
    "/",
    "/berita/",
    "/berita/?page=2",
    "/berita/arsip/",
    "/berita/?kategori=kesehatan",
    "/berita/?tahun=2026",
    "/berita/berita-3/",
    "/berita/feed/",
    "/sitemap.xml",
    "/cari/?q=jembatan",
    "/cari/?q=zzxyqwv",
)
FEW, MANY = 20, 10_020
# The archive counts all pages by four questions; to look at all for each, five thousand.
STEPS_FOR_A_PAGE = 300


class Steps:
    taken = 0

    def __call__(self) -> int:
        self.taken += 1
        return 0


@contextmanager
def counted() -> Iterator[Steps]:
    steps = Steps()
    connection.ensure_connection()
    connection.connection.set_progress_handler(steps, 1)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, 1)


def grow(size: int) -> None:
    first = NewsPage.objects.count()
    with transaction.atomic(), in_force(None):
        write_pages(size)
    entries._add(NewsPage.objects.order_by("pk")[first:])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def work(client, address: str) -> tuple[int, int]:
    """Steps of the database's machine, and queries."""
    assert client.get(address).status_code == 200, address
    cache.clear()
    with counted() as steps, CaptureQueriesContext(connection) as queries:
        client.get(address)
    return steps.taken, len(queries)


def test_public_pages__cost_a_few_steps_for_each_page_of_the_archive_and_no_query(client):
    grow(FEW)
    before = {address: work(client, address) for address in ADDRESSES}
    grow(MANY)
    after = {address: work(client, address) for address in ADDRESSES}

    each = {a: (after[a][0] - before[a][0]) / (MANY - FEW) for a in ADDRESSES}
    assert {address: n for address, n in each.items() if n > STEPS_FOR_A_PAGE} == {}
    assert {a: (before[a][1], after[a][1]) for a in ADDRESSES if after[a][1] > before[a][1]} == {}
