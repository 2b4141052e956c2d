"""Looking for words in whatever order, for lists that a person searches in."""

from collections.abc import Callable

from django.db.models import Q

MOST_WORDS = 12


def every_word(words: str, says: Callable[[str], Q]) -> Q:
    """All of them; ``says`` tells of one where it may stand."""
    asked = Q()
    for word in words.split()[:MOST_WORDS]:
        asked &= says(word)
    return asked
