"""One search over everything under way and everything that went live, by title or by number.

Each finds only what they may see anyway: contributors their own material, writers the pages of
their part of the tree, whoever reads the reports every item and the register.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from news.material_permissions import permission_policy as material_policy
from workflow_steps.inbox import Inbox
from workflow_steps.page_states import states_of
from workflow_steps.templatetags.office_formats import wita_datetime
from workflow_steps.views.desk import explorer_url
from workflow_steps.words_in_any_order import every_word

from .items import task_states
from .models import PublicationRecord, WorkEvent
from .views.items import PERMISSION as SEES_ITEMS

SEES_REGISTER = "reports.view_publicationrecord"
SHOWN = 10
# Also as our own lists print it: "Bahan 74".
NUMBER = re.compile(r"(?:bahan\s*)?(?:#|no\.?\s*|nomor\s*)?0*([0-9]{1,9})", re.IGNORECASE)
REGISTER_NUMBER = re.compile(r"(?:#|no\.?\s*)?0*([0-9]{1,9})\s*/\s*([0-9]{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """``about``: what tells it from others of the same name."""

    title: str
    url: str
    number: str
    state: str
    about: str = ""


@dataclass(frozen=True)
class Section:
    """The first of what was found, and how many there are; ``url``: where all of them are."""

    name: str
    heading: str
    count: int
    hits: list[Hit] = field(default_factory=list)
    url: str = ""

    @property
    def more_url(self) -> str:
        return self.url if self.count > len(self.hits) else ""


def search(request: HttpRequest, words: str) -> list[Section]:
    """Only the sections in which something was found, in a fixed number of queries."""
    found = (find(request, words) for find in FINDERS)
    return [section for section in found if section is not None and section.count]


def _number(words: str) -> int | None:
    matched = NUMBER.fullmatch(words)
    return int(matched[1]) if matched else None


def _all_words(words: str, name: str) -> Q:
    return every_word(words, lambda word: Q(**{f"{name}__icontains": word}))


def _first(found: QuerySet[Any]) -> tuple[int, list[Any]]:
    rows = list(found[: SHOWN + 1])
    return (found.order_by().count() if len(rows) > SHOWN else len(rows)), rows[:SHOWN]


# --- material --------------------------------------------------------------------------------


def find_material(request: HttpRequest, words: str) -> Section | None:
    visible = material_policy.instances_user_has_any_permission_for(request.user, ["add", "view"])
    asked = _all_words(words, "title")
    if number := _number(words):
        asked |= Q(pk=number)
    count, rows = _first(visible.filter(asked).order_by("-created_at", "-pk"))
    hits = [
        Hit(
            title=material.title,
            url=reverse("material:inspect", args=[material.pk]),
            number=_("Material %(number)d") % {"number": material.pk},
            state=material.get_state_display(),
            about=material.source_unit,
        )
        for material in rows
    ]
    index = f"{reverse('material:index')}?{urlencode({'q': words})}"
    return Section("material", _("Source material"), count, hits, index)


# --- pages -----------------------------------------------------------------------------------


def visible_pages(user: Any) -> QuerySet[Page]:
    """Of one's part of the tree; all of them for whoever may read every item's timeline."""
    pages = Page.objects.filter(depth__gt=1)
    if user.has_perm(SEES_ITEMS):
        return pages
    explorable = page_permission_policy.explorable_instances(user).order_by()
    return pages.filter(pk__in=explorable.values("pk"))


def find_pages(request: HttpRequest, words: str) -> Section | None:
    asked = _all_words(words, "title") | _all_words(words, "draft_title")
    count, pages = _first(
        visible_pages(request.user)
        .filter(asked)
        .select_related("content_type")
        .order_by("-latest_revision_created_at", "-pk")
    )
    if not pages:
        return None
    states = states_of([page.pk for page in pages])
    addresses = _addresses(request, [page.pk for page in pages])
    hits = [
        Hit(
            title=page.draft_title or page.title,
            url=addresses.get(page.pk, ""),
            number="",
            state=str(states[page.pk].state.label),
            about=str(page.page_type_display_name),
        )
        for page in pages
    ]
    may_explore = page_permission_policy.user_has_any_permission(request.user, ["add", "change"])
    index = explorer_url(q=words) if may_explore else ""
    return Section("pages", _("Pages"), count, hits, index)


def _addresses(request: HttpRequest, keys: list[int]) -> dict[int, str]:
    """The decision for whoever decides, else the editor, else the item's timeline."""
    user = request.user
    theirs = {task.pk for task in Inbox.of(request).tasks}
    waiting = {pk: s for pk, s in task_states(keys).items() if s.task_id in theirs}
    editable = set(
        page_permission_policy.instances_user_has_permission_for(user, "change")
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    found = {}
    for pk in keys:
        if pk in waiting:
            found[pk] = reverse("newsroom_decision", args=[waiting[pk].pk])
        elif pk in editable:
            found[pk] = reverse("wagtailadmin_pages:edit", args=[pk])
        elif user.has_perm(SEES_ITEMS):
            found[pk] = _timeline(pk)
    return found


def _timeline(page_id: int) -> str:
    return reverse("item_timeline", args=[WorkEvent.ItemType.PAGE, page_id])


# --- the register ----------------------------------------------------------------------------


def find_in_register(request: HttpRequest, words: str) -> Section | None:
    if not request.user.has_perm(SEES_REGISTER):
        return None
    count, rows = _first(PublicationRecord.objects.filter(_in_register(words)))
    hits = [
        Hit(
            title=record.title,
            url=_timeline(record.page_id) if request.user.has_perm(SEES_ITEMS) else "",
            number=record.register_number,
            state=_("Withdrawn") if record.withdrawn_at else _("Live since"),
            about=wita_datetime(record.withdrawn_at or record.published_at),
        )
        for record in rows
    ]
    return Section("register", _("Publication register"), count, hits)


def _in_register(words: str) -> Q:
    if matched := REGISTER_NUMBER.fullmatch(words):
        return Q(number=int(matched[1]), year=int(matched[2]))
    asked = _all_words(words, "title")
    number = _number(words)
    return asked | Q(number=number) if number else asked


FINDERS: tuple[Callable[[HttpRequest, str], Section | None], ...] = (
    find_material,
    find_pages,
    find_in_register,
)
