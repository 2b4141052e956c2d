"""Words of gambling pages and links to unknown hosts in a text, without Django.

Pages injected into government sites disguise their words: "SL0T-G4C0R", "s l o t", letters from
other alphabets, invisible characters between letters. ``Watchlist.scan`` sees through these, and
still finds whole words only: "bandara" is not "bandar". Whoever writes a text writes it for the
scanner too, so that each part of it takes time in proportion to the text's length.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .disguise import Term, normalised, says_enough, squashed
from .markup import read

TERM = "term"
HOST = "host"
EXCERPT = 40  # characters of context either side

LONGEST_HOST = 260
HARMLESS_SCHEMES = frozenset({"mailto", "tel"})
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True)
class Hit:
    """``what`` was found (a term of the list, or a host), and the words around it."""

    kind: str
    what: str
    excerpt: str


class Watchlist:
    """Built once for a run from the office's two lists."""

    def __init__(self, terms: Iterable[str], known_hosts: Iterable[str]) -> None:
        self.terms = [Term(term) for term in terms if says_enough(term)]
        self.known_hosts = frozenset(filter(None, map(ascii_host, known_hosts)))

    def scan(self, text: str) -> list[Hit]:
        """Every listed word and every unknown host in ``text``, which may be HTML; each once."""
        if not text:
            return []
        words, addresses = read(text)
        hits = [*self._terms_in(words), *self._hosts_in(addresses)]
        return list({(hit.kind, hit.what): hit for hit in reversed(hits)}.values())[::-1]

    def _terms_in(self, words: str) -> Iterator[Hit]:
        text = normalised(words)
        coarse = squashed(text)
        for term in self.terms:
            if term.squashed in coarse and (place := term.find(text)):
                yield Hit(TERM, term.words, excerpt(text, *place))

    def _hosts_in(self, addresses: Iterable[str]) -> Iterator[Hit]:
        for address in addresses:
            host = host_of(address)
            if host and not self.knows(host):
                yield Hit(HOST, host, address.strip()[:200])

    def knows(self, host: str) -> bool:
        """Whether the host, or one that it is below, is on the list."""
        labels = host.split(".")
        return any(".".join(labels[start:]) in self.known_hosts for start in range(len(labels)))


def excerpt(text: str, start: int, end: int) -> str:
    before, after = max(0, start - EXCERPT), min(len(text), end + EXCERPT)
    middle = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{middle}{'…' if after < len(text) else ''}"


# --- addresses ------------------------------------------------------------------------------


def host_of(address: str) -> str:
    """The host a browser would ask, "" for an address of this site, ``scheme:`` for odd ones."""
    # Browsers drop control characters and read a backslash as a slash.
    address = _CONTROL.sub("", address).replace("\\", "/").rstrip(".,;:!?)]}")
    if address.lower().startswith("www."):
        address = f"http://{address}"
    scheme, colon, rest = address.partition(":")
    if colon and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme):
        if scheme.lower() not in ("http", "https"):
            return "" if scheme.lower() in HARMLESS_SCHEMES else f"{scheme.lower()}:"
        address = f"//{rest.lstrip('/')}"
    if not address.startswith("//"):
        return ""
    host = re.split(r"[/?#]", address.lstrip("/"), maxsplit=1)[0].rpartition("@")[2]
    try:
        return ascii_host(urlsplit(f"//{host}").hostname or "?") if _is_short(host) else host[:100]
    except ValueError:
        return address[:100]


def _is_short(host: str) -> bool:
    """No real host is longer with its port, and to encode or to parse a long one takes long."""
    return len(host) <= LONGEST_HOST


def ascii_host(host: str) -> str:
    """Lower case and in the form that the name system uses (punycode)."""
    host = host.strip().lower().rstrip(".")
    if not _is_short(host):
        return host[:100]
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a value of plain JSON, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from strings_in(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from strings_in(member)
