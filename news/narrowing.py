"""What a reader narrows the list of news to: kind, topic, information class, month, source unit.

All of it stands in the address, so that a list can be linked, kept and gone back to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import PageQuerySet

from . import anchored, listing
from .models.classification import InformationClass, NewsCategory
from .models.search import Kind

FIRST_YEAR, LAST_YEAR = 1990, 2999
MAX_SOURCE = 200


@dataclass(frozen=True)
class Narrowing:
    kind: Kind | None = None
    category: NewsCategory | None = None
    information_class: InformationClass | None = None
    year: int | None = None
    month: int | None = None
    source: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.category, self.information_class, self.year, self.source))

    @property
    def labels(self) -> list[str]:
        """In words, for the heading and the title of the list."""
        return [label for label, _names in self._parts()]

    @property
    def parameters(self) -> dict[str, Any]:
        """As they stand in an address; what is not chosen has no value."""
        return {
            "jenis": self.kind and self.kind.value,
            "kategori": self.category and self.category.slug,
            "kelas": self.information_class and self.information_class.code,
            "tahun": self.year,
            "bulan": self.month,
            "sumber": self.source,
        }

    def ways_back(self, query: QueryDict) -> Iterator[tuple[str, str]]:
        """Each label with the address of the same list without it, from its first page."""
        for label, names in self._parts():
            wider = query.copy()
            for name in (*names, "page", anchored.PARAMETER):
                wider.pop(name, None)
            yield label, f"?{wider.urlencode()}"

    def applied_to(self, pages: PageQuerySet) -> PageQuerySet:
        own: dict[str, Any] = {}
        if self.kind:
            pages = listing.of_kind(pages, self.kind)
        if self.category:
            own["category"] = self.category
        if self.information_class:
            own["information_class"] = self.information_class
        if self.source:
            own["source"] = self.source
        if own:
            pages = listing.having(pages, **own)
        if self.year:
            start, end = span(self.year, self.month)
            pages = pages.filter(first_published_at__gte=start, first_published_at__lt=end)
        return pages

    def _parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        if self.kind:
            yield str(self.kind.label), ("jenis",)
        if self.category:
            yield self.category.name, ("kategori",)
        if self.information_class:
            yield self.information_class.name, ("kelas",)
        if self.year and self.month:
            yield (
                date_format(datetime(self.year, self.month, 1, tzinfo=UTC), "F Y"),
                (
                    "tahun",
                    "bulan",
                ),
            )
        elif self.year:
            yield str(self.year), ("tahun",)
        if self.source:
            yield self.source, ("sumber",)


def asked_for(query: QueryDict, categories: Sequence[NewsCategory]) -> Narrowing:
    """``Http404`` for what never was: a list of nothing would be a page for every typing error."""
    if any("\x00" in value for value in query.values()):  # PostgreSQL cannot even be asked
        raise Http404
    slug, code = query.get("kategori", "").strip(), query.get("kelas", "").strip()
    year = _number(query.get("tahun", ""), FIRST_YEAR, LAST_YEAR)
    kind = query.get("jenis", "").strip()
    return Narrowing(
        kind=_kind(kind) if kind else None,
        category=_one(categories, "slug", slug) if slug else None,
        information_class=_class(code) if code else None,
        year=year,
        month=_number(query.get("bulan", ""), 1, 12) if year else None,
        source=query.get("sumber", "").strip()[:MAX_SOURCE],
    )


def span(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """From the first moment of a month or year, in the office's zone, to that of the next."""
    zone = timezone.get_current_timezone()
    start = datetime(year, month or 1, 1, tzinfo=zone)
    # The 1st of the month after next-to-last: 32 days after a first lie in the next month.
    later = start + timedelta(days=32) if month else datetime(year + 1, 1, 1, tzinfo=zone)
    return start, later.replace(day=1)


def _kind(value: str) -> Kind:
    try:
        kind = Kind(value)
    except ValueError as never_was:
        raise Http404 from never_was
    if kind == Kind.INFORMATION:  # such pages stand in no list of news
        raise Http404
    return kind


def _class(code: str) -> InformationClass:
    known = InformationClass.objects.exclude(code=InformationClass.Code.DIKECUALIKAN)
    return _one(known, "code", code)


def _one(things: Any, name: str, value: str) -> Any:
    for thing in things:
        if getattr(thing, name) == value:
            return thing
    raise Http404


def _number(text: str, least: int, most: int) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):
        raise Http404
    return int(text)
