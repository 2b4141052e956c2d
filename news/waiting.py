"""Classified material that nobody has begun to write from: step 3 before there is a page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.urls import reverse

from workflow_steps.due import WRITE
from workflow_steps.models import Notice
from workflow_steps.notices import matters
from workflow_steps.notices.matters import BATCH, Matter
from workflow_steps.notices.writing import MATERIAL
from workflow_steps.standards import StandardTimes

from .material_permissions import WRITERS_GROUP, writers
from .models import InformationClass, SourceMaterial


def key_of(material_id: int) -> str:
    """Also of the page's own step 3, which goes back to the same classification."""
    return f"material:{material_id}:{WRITE}"


class UnwrittenMaterial:
    """With whoever was asked to write, else with all writers."""

    def matters(self, times: StandardTimes) -> Iterator[list[Matter]]:
        last = 0
        while materials := list(_unwritten().filter(pk__gt=last)[:BATCH]):
            yield [_matter(material, times) for material in materials]
            last = materials[-1].pk

    def people(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        ids = [matter.item_id for matter in batch]
        writer_of = dict(SourceMaterial.objects.filter(pk__in=ids).values_list("pk", "writer"))
        active = set(
            get_user_model()
            ._default_manager.filter(pk__in=set(writer_of.values()) - {None}, is_active=True)
            .values_list("pk", flat=True)
        )
        everybody = (
            set(writers().values_list("pk", flat=True)) if None in writer_of.values() else set()
        )
        found: dict[str, set[int]] = {}
        for matter in batch:
            writer = writer_of.get(matter.item_id)
            found[matter.key] = everybody if writer is None else {writer} & active
        return found

    def offices(self, batch: Sequence[Matter]) -> Mapping[str, set[int]]:
        groups = set(Group.objects.filter(name=WRITERS_GROUP).values_list("pk", flat=True))
        return defaultdict(set, {matter.key: groups for matter in batch})

    def still(self, batch: Sequence[Matter]) -> set[str]:
        free = _unwritten().filter(pk__in=[matter.item_id for matter in batch])
        free = free.select_for_update(of=("self",), skip_locked=True)
        return {key_of(pk) for pk in free.values_list("pk", flat=True)}


def _unwritten() -> "QuerySet[Any]":
    return (
        SourceMaterial.objects.filter(
            state=SourceMaterial.State.CLASSIFIED,
            self_recorded=False,
            page_links__isnull=True,
        )
        .exclude(information_class__code=InformationClass.Code.DIKECUALIKAN)
        .only("title", "decided_at")
        .order_by("pk")
    )


def _matter(material: SourceMaterial, times: StandardTimes) -> Matter:
    since = material.decided_at
    return Matter(
        key=key_of(material.pk),
        kind=Notice.Kind.ASSIGNED,
        step=WRITE,
        item_type=MATERIAL,
        item_id=material.pk,
        title=material.title,
        url=reverse("material:inspect", args=[material.pk]),
        since=since,
        due_at=times.due(WRITE, since) if since else None,
    )


def register() -> None:
    matters.register_source("unwritten material", UnwrittenMaterial())
