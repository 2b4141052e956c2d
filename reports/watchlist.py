"""Words of gambling pages and links to unknown hosts in a text, without Django.

Pages injected into government sites disguise their words: "SL0T-G4C0R", "s l o t", letters from
other alphabets, invisible characters between letters. ``Watchlist.scan`` sees through these, and
still finds whole words only: "bandara" is not "bandar".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

TERM = "term"
HOST = "host"
EXCERPT = 40  # characters of context either side

# What is written instead of a letter.
STAND_INS = {
    "a": "a4@",
    "b": "b8",
    "e": "e3",
    "g": "g69",
    "i": "i1!|",
    "l": "l1|",
    "o": "o0",
    "s": "s5$",
    "t": "t7",
    "z": "z2",
}
# Letters of other alphabets that look like Latin ones (Cyrillic, then Greek).
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕқһԛԝтмнкв" + "αορνικτχγεηωυ",
    "aeopcyxijsqhqwtmhkb" + "aopviktxyenwu",
)
# One letter for all that could stand for it, for a first, generous look.
COARSE = str.maketrans(
    {"l": "i"} | {s: "i" if c == "l" else c for c, all_ in STAND_INS.items() for s in all_}
)
UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks upon a letter, and what has no width
BLANKS = frozenset("\u115f\u1160\u2800")  # letters by their category, but nothing to see
INLINE = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "span", "font", "mark", "sub", "sup", "wbr"}
)
HARMLESS_SCHEMES = frozenset({"mailto", "tel"})
_LINK_ATTRIBUTES = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite"})
_ADDRESS = re.compile(r"""(?:https?:|\bwww\.)[^\s<>"'“”‘’]+""", re.IGNORECASE)
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
        self.terms = [_Term(term) for term in terms if squashed(normalised(term))]
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


class _Term:
    def __init__(self, words: str) -> None:
        self.words = words
        plain = normalised(words)
        self.squashed = squashed(plain)
        parts = [part for part in re.split(r"[\W_]+", plain) if part]
        # Inside a word: nothing, or signs that are no space; or every letter set apart.
        whole = r"[\W_]{0,3}".join(_letters(part, r"[^\w\s]{0,2}_?") for part in parts)
        spaced = r"[\W_]{0,3}".join(_letters(part, r"[\W_]{1,3}") for part in parts)
        # No letter before; after it only a number (slot88, togel4d) or "-nya".
        self.pattern = re.compile(
            rf"(?<![^\W\d_])(?:{whole}|{spaced})(?:nya)?(?:[-_]?\d+d?)?(?![^\W_])"
        )

    def find(self, text: str) -> tuple[int, int] | None:
        """Where it stands; figures alone ("7070") spell no word."""
        for match in self.pattern.finditer(text):
            letters = sum(character.isalpha() for character in match[0])
            if letters * 4 >= len(re.sub(r"[\W_]", "", self.words)):
                return match.span()
        return None


def _letters(word: str, between: str) -> str:
    """A pattern for the word: stand-ins for each letter, which may be repeated ("gacoooor")."""
    classes = [
        f"[{re.escape(STAND_INS[c])}]+" if c in STAND_INS else f"{re.escape(c)}+" for c in word
    ]
    return between.join(classes)


def normalised(text: str) -> str:
    """Lower case, plain letters, nothing invisible; spaces and signs stay."""
    if text.isascii():
        return text.lower()
    kept = (
        character
        for character in unicodedata.normalize("NFKD", text)
        if character not in BLANKS and unicodedata.category(character) not in UNSEEN
    )
    return "".join(kept).casefold().translate(LOOK_ALIKES)


def squashed(text: str) -> str:
    """Only letters and their stand-ins, each class once, repetitions as one."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[\W_]+", "", text.translate(COARSE)))


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
    try:
        return ascii_host(urlsplit(f"//{address.lstrip('/')}").hostname or "?")
    except ValueError:
        return address[:100]


def ascii_host(host: str) -> str:
    """Lower case and in the form that the name system uses (punycode)."""
    host = host.strip().lower().rstrip(".")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


# --- content --------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Words as they are read, attributes after them, and every address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.attributes: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        for name, value in attrs:
            if value and name in _LINK_ATTRIBUTES:
                self.addresses.append(value)
            if value:
                self.attributes.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.attributes.append(data)

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.words.append(" ")


def read(text: str) -> tuple[str, list[str]]:
    """The words of a plain or HTML text, and the addresses in it."""
    words, addresses = text, []
    if "<" in text or "&" in text:
        reader = _Reader()
        reader.feed(text)
        reader.close()
        words = " \n ".join(["".join(reader.words), *reader.attributes])
        addresses = reader.addresses
    return words, [*addresses, *_ADDRESS.findall(words)]


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
