"""What a reader with a wrong address probably wanted: pages whose address has the same words.

One cheap query, since most wrong addresses are asked for by machines.
"""

import re
from typing import Any
from urllib.parse import unquote

from django.db.models import Q
from wagtail.models import Page

from . import listing

MOST_WORDS = 6
MOST_LOOKED_AT = 200
MOST_SHOWN = 5
SHORTEST = 4  # shorter words are in every second address
_FILE = re.compile(r"\.(?!html?$)\w+$", re.IGNORECASE)  # a script, a picture: no page of ours


def words_of(path: str) -> list[str]:
    """The words of an address, its last part first in line: ``/berita/jadwal-kapal/``."""
    parts = [part for part in unquote(path, errors="replace").split("/") if part]
    if not parts or _FILE.search(parts[-1]):
        return []
    last = re.sub(r"\.html?$", "", parts[-1][:200], flags=re.IGNORECASE)
    words = re.findall(r"[^\W_]+", last.replace("\ufffd", " "))
    return [word[:40] for word in words[:MOST_WORDS] if word.isprintable()]


def likely_pages(words: list[str], under: Page | None) -> list[Any]:
    """Best first: how many of the words are in a page's address."""
    telling = [word.lower() for word in words if len(word) >= SHORTEST]
    if not telling:
        return []
    condition = Q()
    for word in telling:
        condition |= Q(slug__contains=word)
    pages = listing.published(*listing.newsroom_types(), under=under).filter(condition)
    # The newest by number: the database need not sort all that have one of the words.
    found = pages.order_by("-pk").only("title", "slug", "url_path", "path", "depth")
    scored = [(_score(page.slug, telling), page) for page in found[:MOST_LOOKED_AT]]
    enough = max(1, (len(telling) + 1) // 2)
    good = sorted((row for row in scored if row[0] >= enough), key=lambda row: -row[0])
    return [page for _, page in good[:MOST_SHOWN]]


def _score(slug: str, words: list[str]) -> int:
    return sum(word in slug for word in words)
