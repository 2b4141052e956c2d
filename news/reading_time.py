"""How long a text takes to read; plain functions, since every visit asks."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

WORDS_PER_MINUTE = 200
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w[\w’'./-]*")  # "Rp1.500.000", "Jum'at" and "24/7" are read as one
# Parts of stored blocks that are no running text: addresses, choices, what is heard instead.
NOT_READ = frozenset(
    {"id", "type", "level", "kind", "link", "alt_text", "table_header_choice", "transcript"}
)


def minutes(texts: Iterable[str]) -> int:
    """Whole minutes, rounded up; 0 where there is nothing to read."""
    words = sum(len(WORD.findall(unescape(TAG.sub(" ", text)))) for text in texts)
    return -(-words // WORDS_PER_MINUTE)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a stream's value as it is stored: plain lists, dicts and strings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_READ:
                yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def of_stream(stream: Any) -> int:
    """From what the database holds: nothing has to be looked up or rendered for it."""
    return minutes(text for block in stream.raw_data for text in texts_in(block.get("value")))
