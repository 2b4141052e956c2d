"""Looking for watched words: honest text, and text written to keep the scanner busy."""

from collections.abc import Iterator

from reports.provisioning import GAMBLING_TERMS, KNOWN_HOSTS
from reports.watchlist import Watchlist

from .timing import best_of

SIZE = 40_000
TEXTS = {
    "honest": "Warga desa mengurus dokumen di kantor kecamatan. ",
    "tags never closed": "<a ",
    "comments never closed": "<!--",
    "one letter": "q",
    "a term never finished": "slot gaco-",
    "marks upon a letter": "\u0300\u0316",
    "a host of many parts": "a.",
}
BEFORE = {"one letter": "domino ", "marks upon a letter": "é", "a host of many parts": "https://é."}


def report() -> Iterator[str]:
    watchlist = Watchlist((*GAMBLING_TERMS, "a" * 8, "1|" * 20), KNOWN_HOSTS)
    for name, unit in TEXTS.items():
        times = []
        for size in (SIZE, 4 * SIZE):
            text = BEFORE.get(name, "") + unit * (size // len(unit)) + "x"
            times.append(best_of(3, lambda text=text: watchlist.scan(text)))  # type: ignore[misc]
        short, long = times
        yield f"{name:<22}{short * 1e3:8.1f} ms for {SIZE // 1000} kB, {long / short:.1f} × for 4 ×"
