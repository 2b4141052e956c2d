"""What was probably meant when the words as typed find nothing."""

from itertools import chain

from django.db.models import Q
from django.db.models.functions import Length

from news.models.search import SearchWord

from . import store
from .words import Term

SHORTEST = 5  # a shorter word has too many neighbours to guess from
MOST_WORDS = 4
MOST_GUESSES = 20


def corrected(terms: list[Term]) -> list[str]:
    """The same words with those that stand nowhere replaced, each by its likeliest neighbour.

    Empty if there is nothing to replace.
    """
    asked = [term.word for term in terms]
    doubtful = [word for word in asked if len(word) >= SHORTEST and word.isalpha()]
    if not doubtful or len(doubtful) > MOST_WORDS:
        return []
    listed = _like(doubtful)
    guesses = {
        word: [other for other in listed if one_slip(word, other)][:MOST_GUESSES]
        for word in doubtful
    }
    spread = store.spread(sorted({*doubtful, *chain.from_iterable(guesses.values())}))
    best = {
        word: max(some, key=lambda guess: spread.get(guess, 0))
        for word, some in guesses.items()
        if some and not spread.get(word)
    }
    return [best.get(word, word) for word in asked] if best else []


def one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, added or mistaken, or two neighbours were swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return len(one) != len(other)
    one, other = one[same:], other[same:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )


def _like(words: list[str]) -> list[str]:
    """Listed words as long as these, give or take a letter, that begin or end as they do.

    One slip leaves the beginning or the end as it was.
    """
    near = Q()
    for word in words:
        kept = (len(word) - 1) // 2
        near |= Q(length__range=(len(word) - 1, len(word) + 1)) & (
            Q(word__startswith=word[:kept]) | Q(word__endswith=word[-kept:])
        )
    listed = SearchWord.objects.annotate(length=Length("word")).filter(near)
    return list(listed.values_list("word", flat=True))
