"""Which item takes which way through the SOP: the demo's cast, chosen once and the same always."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, cycle, repeat

from .art.canvas import seeded
from .texts import Text


class End(StrEnum):
    """Where an item stands when the demo opens."""

    RECEIVED = "received"
    HANDED_OVER = "handed over"
    CLASSIFIED = "classified"
    DECLINED = "declined"
    DRAFT = "draft"
    IN_REVIEW = "in editor review"
    UNOPENED = "waiting for approval"
    OPENED = "opened by the approver"
    RETURNED = "returned"
    WITHDRAWN = "submission withdrawn"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    EXPIRED = "expired"
    TAKEN_DOWN = "taken down"
    EMERGENCY = "published in an emergency"


@dataclass(frozen=True)
class Return:
    by_approver: bool
    reason: str


@dataclass(frozen=True)
class Way:
    """One way through the SOP. ``late``: steps whose first pass takes longer than the standard."""

    end: End
    late: frozenset[int] = frozenset()
    returns: tuple[Return, ...] = ()
    goes_live_later: bool = False
    corrected: bool = False
    without_material: bool = False


@dataclass(frozen=True)
class Story:
    text: Text
    way: Way


REASONS_OF_REVIEW = (
    "Judul terlalu panjang dan belum menyebut lokasi kegiatan. Mohon dipersingkat.",
    "Teks alternatif gambar belum menjelaskan apa yang terlihat.",
    "Paragraf terakhir belum lengkap, tampaknya terpotong saat disalin.",
    "Nama unit sumber belum sesuai nomenklatur. Mohon diperiksa kembali.",
)
REASONS_OF_APPROVER = (
    "Kutipan perlu dikonfirmasi kepada dinas terkait sebelum ditayangkan.",
    "Jadwal pada berita berbeda dengan surat dinas. Mohon disamakan.",
    "Tambahkan keterangan bahwa layanan ini tidak dipungut biaya.",
    "Nada kalimat pembuka terlalu seremonial, dahulukan manfaat bagi warga.",
    "Data yang disebut belum ada sumbernya. Mohon dilengkapi atau dihapus.",
)


def _late(*steps: int) -> Way:
    return Way(End.PUBLISHED, frozenset(steps))


def _returned(*by_approver: bool, end: End = End.PUBLISHED, late: int = 0) -> Way:
    returns = tuple(
        Return(approver, (REASONS_OF_APPROVER if approver else REASONS_OF_REVIEW)[i])
        for i, approver in enumerate(by_approver)
    )
    return Way(end, frozenset({late} if late else ()), returns)


DESK = (End.RECEIVED, End.HANDED_OVER, End.CLASSIFIED)

# Items whose text asks for one way and no other.
FIXED = {
    "layanan-08": Way(End.PUBLISHED, corrected=True),
    "layanan-09": Way(End.PUBLISHED, without_material=True),
    "infrastruktur-02": Way(End.EMERGENCY),
    "infrastruktur-10": Way(End.EXPIRED),
    "pangan-06": Way(End.TAKEN_DOWN),
    "budaya-08": Way(End.PUBLISHED, goes_live_later=True),
    "pendidikan-03": Way(End.SCHEDULED, goes_live_later=True),
    "cuaca-01": Way(End.PUBLISHED),
}

# One of each, so that the smallest demo shows every state.
ONE_OF_EACH = (
    Way(End.DRAFT),
    Way(End.IN_REVIEW),
    Way(End.UNOPENED),
    Way(End.OPENED),
    _returned(True, end=End.RETURNED),
    _late(1),
    _late(2),
    _late(3),
    _late(4),
    _late(5),
    _returned(False, True),
    _returned(True, late=4),
    Way(End.PUBLISHED, frozenset({6}), goes_live_later=True),
    Way(End.WITHDRAWN),
)
THEN = (
    Way(End.DRAFT),
    Way(End.IN_REVIEW),
    Way(End.UNOPENED),
    _returned(False, end=End.RETURNED),
    Way(End.SCHEDULED, goes_live_later=True),
    Way(End.PUBLISHED, goes_live_later=True),
    _returned(True, True),
    _returned(True, True, late=5),
    _returned(False, True, late=3),
    *(_returned(i % 2 == 0, late=(0, 3, 4, 5)[i % 4]) for i in range(7)),
    *(_late(step) for step in (1, 2, 3, 4, 5, 4, 5, 1)),
    _late(2, 4),
    _late(3, 5),
)

LEAST = len(FIXED) + len(DESK) + 2 + len(ONE_OF_EACH)


def cast(texts: Sequence[Text], count: int | None = None) -> list[Story]:
    """All stories, or ``count`` of them that still show every state (``LEAST`` at least)."""
    desk = [Story(text, way) for text, way in _desk(texts)]
    fixed = [Story(text, FIXED[text.key]) for text in texts if text.key in FIXED]
    pages = [text for text in texts if text.becomes_page and text.key not in FIXED]
    seeded("cast").shuffle(pages)
    ways = chain(ONE_OF_EACH, THEN, repeat(Way(End.PUBLISHED)))
    made = [Story(text, way) for text, way in zip(pages, ways, strict=False)]
    each, rest = len(ONE_OF_EACH), len(DESK) + 2
    stories = [*fixed, *desk[:rest], *made[:each], *desk[rest:], *made[each:]]
    return stories[:count]


def _desk(texts: Sequence[Text]) -> list[tuple[Text, Way]]:
    """Material that never becomes a page, or has not yet; one of each kind comes first."""
    waiting = cycle(DESK)
    kinds: tuple[list[tuple[Text, Way]], ...] = ([], [], [])
    for text in texts:
        if text.becomes_page:
            continue
        if text.declined:
            kinds[0].append((text, Way(End.DECLINED)))
        elif text.note:
            kinds[1].append((text, Way(End.CLASSIFIED)))
        else:
            kinds[2].append((text, Way(next(waiting))))
    declined, exempt, open_ = kinds
    first = [*declined[:1], *exempt[:1], *open_[: len(DESK)]]
    return [*first, *declined[1:], *exempt[1:], *open_[len(DESK) :]]
