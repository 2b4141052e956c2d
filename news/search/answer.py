"""One page of results, in as few queries as the database allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from wagtail.search.utils import normalise_query_string

from news.models.search import SearchEntry
from workflow_steps.emergency import without_initial

from . import spelling, store
from .entries import readable
from .excerpts import Marker
from .words import Term, question

PER_PAGE = 12
SUGGESTIONS = 8


@dataclass(frozen=True)
class Answer:
    """What was found, and for which words if those typed found nothing."""

    total: int
    results: PaginatorPage
    cards: list[Any]
    closed: list[str]
    corrected: str = ""

    @property
    def shown(self) -> int:
        return self.results.paginator.count


def answer(terms: list[Term], narrowing: store.Narrowing, page: Any) -> Answer:
    found = _look(terms, narrowing, page)
    if found.total:
        return found
    words = " ".join(spelling.corrected(terms))
    again = _look(question(words), narrowing, page, words) if words else found
    return again if again.total else found


def promoted(query: str, terms: list[Term], closed: list[str]) -> list[Any]:
    """Pages that the office puts first for exactly these words, as long as readers may see them.

    Pages only: what stands there besides has never been initialled.
    """
    entries = SearchEntry.objects.filter(
        page__searchpromotion__query__query_string=normalise_query_string(query)
    )
    ordered = _cards(entries, closed).order_by("page__searchpromotion__sort_order")
    return _marked(ordered, terms)


def titles_like(terms: list[Term]) -> list[str]:
    """Titles with all these words, the last of them perhaps half typed."""
    _total, ids, closed = store.find_titles(terms, SUGGESTIONS)
    entries = readable(SearchEntry.objects.filter(pk__in=ids), closed)
    by_id = dict(entries.values_list("pk", "page__title"))
    return list(dict.fromkeys(by_id[pk] for pk in ids if pk in by_id))


def _look(terms: list[Term], narrowing: store.Narrowing, page: Any, corrected: str = "") -> Answer:
    asked = _number(page)
    total, ids, closed = store.find(terms, _slice(asked, narrowing))
    results = Paginator(range(min(total, store.DEPTH)), PER_PAGE).get_page(page)
    if results.number != asked:
        ids = store.find(terms, _slice(results.number, narrowing)).ids
    order = {pk: place for place, pk in enumerate(ids)}
    entries = _marked(_cards(SearchEntry.objects.filter(pk__in=ids), closed), terms)
    cards = sorted(entries, key=lambda entry: order[entry.pk])
    return Answer(total, results, cards, closed, corrected)


def _slice(number: int, narrowing: store.Narrowing) -> store.Slice:
    return store.Slice(PER_PAGE, (number - 1) * PER_PAGE, narrowing)


def _number(page: Any) -> int:
    """The page asked for, as far as there can be one."""
    text = str(page or "")
    last = -(-store.DEPTH // PER_PAGE)
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 6 else 1


def _cards(entries: Any, closed: list[str]) -> Any:
    labelled = readable(entries, closed).annotate(awaits_initial=without_initial())
    return labelled.select_related("page", "category")


def _marked(entries: Iterable[Any], terms: list[Term]) -> list[Any]:
    marker = Marker(terms)
    cards = list(entries)
    for card in cards:
        card.marked_title = marker.mark(card.page.title)  # the page's own, not its copy
        # What was written past the newsroom is shown to nobody.
        card.excerpt = (
            marker.excerpt(card.page.title, card.summary, card.text) if card.is_sealed else ""
        )
    return cards
