"""The front page's stories, in the sections that an editor arranged.

However many sections there are: one query finds which pages stand in them, one reads what lists
show of those pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from . import cards, frame, kept, listing, strips, surroundings
from .cards import Card
from .strips import Strip

if TYPE_CHECKING:
    from .models import HomePage, NewsCategory

LATEST: Final = 8  # two with their pictures under the lead, the others as a list
MOST: Final = 6
# What a front page shows that nobody has arranged yet.
UNARRANGED: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("announcements", {"count": "4"}),
    ("services", {}),
)
PINNED, NEWEST = "pinned", "newest"


@dataclass(slots=True)
class Section:
    """One strip: cards, announcements, or the services of the frame."""

    kind: str
    heading: str
    count: int = 0
    cards: list[Card] = field(default_factory=list)
    category: "NewsCategory | None" = None
    more: str = ""  # what the link to all of them says
    more_url: str = ""
    number: int = 0


def compose(home: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """The part of the front page's context that comes from the database."""
    sections = _arranged(home, _categories(request))
    found = _found(home, sections)
    lead, latest = _lead(found.pop(PINNED, []), found.pop(NEWEST, []))
    shown = {card.pk for card in (lead, *latest) if card}
    index_url = surroundings.index_address(request)
    for section in sections:
        section.cards = _fresh(found.get(_key(section), []), shown, section.count)
        shown.update(card.pk for card in section.cards)
        if index_url and (all_of := _all_of(section)):
            section.more, narrowed = all_of
            section.more_url = f"{index_url}?{narrowed}"
    services = frame.of(request).services
    return {
        "lead": lead,
        "latest": latest,
        "sections": [s for s in sections if s.cards or (s.kind == "services" and services)],
        "news_index_url": index_url,
    }


def _categories(request: HttpRequest) -> dict[str, "NewsCategory"]:
    from .models import NewsCategory

    found: dict[str, NewsCategory] | None = kept.read(request, "categories")
    if found is None:
        found = {category.slug: category for category in NewsCategory.objects.all()}
        kept.write(request, "categories", found)
    return found


# --- what the editor arranged -----------------------------------------------------------------


def _arranged(home: "HomePage", categories: Mapping[str, "NewsCategory"]) -> list[Section]:
    """Without sections of a category that is gone."""
    stored = [(part["type"], part["value"]) for part in home.sections.raw_data] or UNARRANGED
    sections = []
    for number, (kind, stored_value) in enumerate(stored):
        value = stored_value or {}
        category = categories.get(value.get("category") or "")
        if kind == "category" and category is None:
            continue
        heading = value.get("heading") or (category.name if category else _usual_heading(kind))
        count = _count(value.get("count"))
        sections.append(Section(kind, heading, count, category=category, number=number))
    return sections


def _usual_heading(kind: str) -> str:
    return {
        "announcements": _("Announcements"),
        "services": _("Services"),
        "galleries": _("Galleries"),
        "videos": _("Videos"),
    }.get(kind, "")


def _count(stored: Any) -> int:
    try:
        return max(1, min(int(stored), MOST))
    except (TypeError, ValueError):
        return 4


def _all_of(section: Section) -> tuple[str, str] | None:
    """How the list of all its pages is called, and what it is narrowed to."""
    from .models.search import Kind

    if section.category:
        name = section.category.name
        return _("All news in %(category)s") % {
            "category": name
        }, f"kategori={section.category.slug}"
    return {
        "announcements": (_("All announcements"), f"jenis={Kind.ANNOUNCEMENT.value}"),
        "galleries": (_("All galleries"), f"jenis={Kind.GALLERY.value}"),
        "videos": (_("All videos"), f"jenis={Kind.VIDEO.value}"),
    }.get(section.kind)


# --- which pages ------------------------------------------------------------------------------


def _key(section: Section) -> str:
    """The same for two sections that show the same pages."""
    return f"{section.kind} {section.category.pk}" if section.category else section.kind


def _found(home: "HomePage", sections: Iterable[Section]) -> dict[str, list[Card]]:
    """Key → its pages, newest first."""
    stories = listing.story_types()
    wanted = {NEWEST: Strip(stories, LATEST + 1)}
    if home.lead_page_id:
        wanted[PINNED] = Strip(stories, 1, only=home.lead_page_id)
    for section in sections:
        if strip := _strip_of(section):
            wanted[_key(section)] = strip
    members = strips.members(home, wanted.values())
    read = cards.with_pictures(cards.read({pk for _number, pk in members}))
    return {
        key: [card for card in read if (number, card.pk) in members]
        for number, key in enumerate(wanted)
    }


def _strip_of(section: Section) -> Strip | None:
    """The stories above are not repeated, so there have to be some to take instead."""
    from .models import AnnouncementPage, GalleryPage, VideoPage

    most = MOST + LATEST + 1
    if section.kind == "announcements":
        return Strip((AnnouncementPage,), most, current=True)
    if section.kind == "galleries":
        return Strip((GalleryPage,), most)
    if section.kind == "videos":
        return Strip((VideoPage,), most)
    if section.category:
        return Strip(listing.story_types(), most, category_id=section.category.pk)
    return None


# --- which of them where ----------------------------------------------------------------------


def _lead(pinned: list[Card], newest: list[Card]) -> tuple[Card | None, list[Card]]:
    """The pinned story while it is public, else the newest; and the newest others."""
    lead = next(iter((*pinned, *newest)), None)
    others = (card for card in newest if lead is None or card.pk != lead.pk)
    return lead, list(islice(others, LATEST))


def _fresh(found: list[Card], shown: set[int], count: int) -> list[Card]:
    """Those that do not stand above, before those that do; newest first."""
    chosen = {card.pk for card in sorted(found, key=lambda card: card.pk in shown)[:count]}
    return [card for card in found if card.pk in chosen]
