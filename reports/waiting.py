"""Steps 1 to 3 as matters that wait (``workflow_steps.notices.matters``), on the report's clocks.

So a reminder, the digest and the queue never disagree: the same rows, the same people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse

from news.material_permissions import TO_HAND_OVER
from news.models import PageMaterial, SourceMaterial
from news.notices import classifiers
from news.waiting import key_of as unwritten_key
from workflow_steps.due import CLASSIFY, RECEIVE, WRITE
from workflow_steps.models import Notice
from workflow_steps.notices import matters
from workflow_steps.notices.decisions import lock_pages
from workflow_steps.notices.matters import BATCH, Matter
from workflow_steps.standards import StandardTimes

from .models import StepTiming, WorkEvent
from .queue import writers_of

Item = WorkEvent.ItemType
KINDS = {RECEIVE: Notice.Kind.ASSIGNED, CLASSIFY: Notice.Kind.HANDED_OVER}


class EarlySteps:
    """Material received, material handed over, and pages being written or returned."""

    def matters(self, times: StandardTimes) -> Iterator[list[Matter]]:
        last = 0
        while timings := list(_running().filter(pk__gt=last)[:BATCH]):
            made_from = _materials(timings)
            yield [_matter(timing, made_from[timing.item_id]) for timing in timings]
            last = timings[-1].pk

    def people(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        by_step = _by_step(batch)
        found: dict[str, set[int]] = {}
        if by_step[CLASSIFY]:
            everybody = set(classifiers().values_list("pk", flat=True))
            found |= {matter.key: everybody for matter in by_step[CLASSIFY]}
        ids = [matter.item_id for matter in by_step[RECEIVE]]
        materials = SourceMaterial.objects.filter(pk__in=ids)
        senders = dict(materials.values_list("pk", TO_HAND_OVER)) if ids else {}
        pages = [matter.item_id for matter in by_step[WRITE]]
        writers = writers_of(pages) if pages else {}
        named = {
            matter.key: named.get(matter.item_id)
            for step, named in ((RECEIVE, senders), (WRITE, writers))
            for matter in by_step[step]
        }
        active = _active({pk for pk in named.values() if pk})
        return found | {key: {pk} for key, pk in named.items() if pk in active}

    def offices(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        """The groups of those whose turn it is."""
        people = self.people(batch)
        members: dict[int, set[int]] = defaultdict(set)
        users = get_user_model()._default_manager.filter(pk__in=set().union(*people.values()))
        for person, group in users.values_list("pk", "groups"):
            if group:
                members[person].add(group)
        return {key: set().union(*(members[pk] for pk in pks)) for key, pks in people.items()}

    def still(self, batch: Sequence[Matter]) -> set[str]:
        pages = lock_pages({one.item_id for one in batch if one.item_type == Item.PAGE})
        ids = {one.item_id for one in batch if one.item_type == Item.MATERIAL}
        locked = SourceMaterial.objects.filter(pk__in=ids).order_by("pk")
        materials = set(
            locked.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
        )
        free = {Item.PAGE.value: pages, Item.MATERIAL.value: materials}
        running = {
            _key(timing)
            for timing in _running().filter(item_id__in={one.item_id for one in batch})
            if timing.item_id in free[timing.item_type]
        }
        return {one.key for one in batch if one.key in running}


def _running() -> "QuerySet[StepTiming]":
    return StepTiming.objects.filter(
        outcome=StepTiming.Outcome.RUNNING, step__in=(RECEIVE, CLASSIFY, WRITE)
    ).order_by("pk")


def _key(timing: StepTiming) -> str:
    return f"{timing.item_type}:{timing.item_id}:{timing.step}:{timing.round}"


def _materials(timings: Sequence[StepTiming]) -> dict[int, list[int]]:
    """What pages in their first round were made from."""
    first = [one.item_id for one in timings if one.step == WRITE and one.round == 1]
    links = PageMaterial.objects.filter(page__in=first, material__self_recorded=False)
    found: dict[int, list[int]] = defaultdict(list)
    for page, material in links.values_list("page", "material"):
        found[page].append(material)
    return found


def _matter(timing: StepTiming, materials: Sequence[int]) -> Matter:
    return Matter(
        key=_key(timing),
        kind=_kind(timing),
        step=timing.step,
        item_type=timing.item_type,
        item_id=timing.item_id,
        title=timing.item_title,
        url=_url(timing),
        since=timing.opened_at,
        due_at=timing.due_at,
        formerly=tuple(unwritten_key(pk) for pk in materials) if timing.step == WRITE else (),
    )


def _kind(timing: StepTiming) -> str:
    if timing.step == WRITE:
        return Notice.Kind.RETURNED if timing.round > 1 else Notice.Kind.ASSIGNED
    return KINDS[timing.step]


def _url(timing: StepTiming) -> str:
    if timing.item_type == Item.PAGE:
        return reverse("wagtailadmin_pages:edit", args=[timing.item_id])
    action = "classify" if timing.step == CLASSIFY else "inspect"
    return reverse(f"material:{action}", args=[timing.item_id])


def _by_step(batch: Sequence[Matter]) -> dict[int, list[Matter]]:
    found: dict[int, list[Matter]] = {RECEIVE: [], CLASSIFY: [], WRITE: []}
    for matter in batch:
        found[matter.step].append(matter)
    return found


def _active(people: Collection[int]) -> set[int]:
    users = get_user_model()._default_manager.filter(pk__in=people, is_active=True)
    return set(users.values_list("pk", flat=True))


def _timeline(item_type: str, item_id: int) -> str:
    return reverse("item_timeline", args=[item_type, item_id])


def register() -> None:
    matters.register_source("early steps", EarlySteps())
    matters.register_overview(_timeline)
