"""Each page that is live and open to everybody has an entry; no other page has one.

Entries are made again when a page is saved, moved or closed off. They follow the page inside the
same transaction, so what is decided about a page is never half true of the search.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.index import SearchField

from news import listing
from news.models.search import SearchEntry, SearchWord, kind_of

from . import store
from .words import words_in

BATCH = 500
SHORTEST_WORD = 4  # what may be meant by a mistyped one


def keep(page: Any) -> None:
    """Bring the entry of one page in line with the page as it is in the database."""
    SearchEntry.objects.filter(pk=page.pk).delete()
    if page.live:
        _add(type(page).objects.live().public().filter(pk=page.pk))


def renew(pages: QuerySet) -> int:
    """Bring the entries of these pages in line with them; how many are open to readers."""
    SearchEntry.objects.filter(page__in=pages.order_by().values("pk")).delete()
    return sum(_add(batch) for batch in _batches(_open(pages)))


def rebuild() -> int:
    """All entries and the list of words, from the pages as they are."""
    with transaction.atomic():
        SearchWord.objects.all().delete()
        return renew(Page.objects.all())


def rebuild_if_empty() -> None:
    """For an installation that is older than this index, or was filled behind its back."""
    if not SearchEntry.objects.exists():
        rebuild()


def readable(entries: QuerySet, closed: Iterable[str]) -> QuerySet:
    """Of these entries, those of live pages that are not below a closed path (``closed_paths``).

    Asked again of the pages themselves whenever something is shown: an entry that somehow stayed
    behind shows nothing.
    """
    below = Q()
    for path in closed:
        below |= Q(page__path__startswith=path)
    return entries.filter(page__live=True).exclude(below)


def _open(pages: QuerySet) -> Iterator[Any]:
    for model in listing.newsroom_types():
        chosen = model.objects.live().public().filter(pk__in=pages.order_by().values("pk"))
        yield from chosen.iterator(BATCH)


def _add(pages: Iterable[Any]) -> int:
    entries = [_entry(page) for page in pages]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["kind", "category", "published_at", "seal", "title", "summary", "text"],
    )
    store.write(store.Texts(e.page_id, e.title, e.summary, e.text) for e in entries)
    words = {word for e in entries for word in words_in(f"{e.title} {e.summary} {e.text}")}
    # Only hints, and other publications add them too: nothing here may wait for or undo those.
    transaction.on_commit(partial(_add_words, words), robust=True)
    return len(entries)


def _add_words(words: set[str]) -> None:
    worth = sorted(word for word in words if word.isalpha() and len(word) >= SHORTEST_WORD)
    for batch in _batches(worth):
        SearchWord.objects.bulk_create(map(SearchWord, batch), ignore_conflicts=True)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _entry(page: Any) -> SearchEntry:
    entry = SearchEntry(
        page_id=page.pk,
        kind=kind_of(type(page)),
        category_id=page.category_id,
        published_at=page.first_published_at or page.last_published_at or timezone.now(),
        title=page.title,
        summary=page.summary,
        text=" ".join(_body(page)),
    )
    entry.seal = entry.computed_seal()
    return entry


def _body(page: Any) -> Iterator[str]:
    """What the page gives Wagtail's own index, apart from title and summary."""
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in {"title", "summary"}:
            value = field.get_value(page)
            yield from value if isinstance(value, list) else [str(value or "")]
