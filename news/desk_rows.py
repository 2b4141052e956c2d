"""What the desk shows of source material: its way, and what became of it, in a few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from news.models import InformationClass, PageMaterial, SourceMaterial
from news.views.common import material_url
from workflow_steps.due import CLASSIFY, WRITE
from workflow_steps.inbox_rows import NOT_DUE, Deadline
from workflow_steps.page_states import PageState, states_of
from workflow_steps.standards import StandardTimes

State = SourceMaterial.State


@dataclass(frozen=True)
class MadePage:
    """A page made of the material; ``url``: what everybody may read."""

    title: str
    state: PageState
    url: str


@dataclass(frozen=True)
class MaterialRow:
    """``step`` and ``deadline`` of what is to be done with it next."""

    material: SourceMaterial
    pages: Sequence[MadePage] = ()
    step: int = 0
    deadline: Deadline = NOT_DUE
    action_url: str = ""

    @property
    def title(self) -> str:
        return self.material.title

    @property
    def url(self) -> str:
        return self.action_url or material_url("inspect", self.material.pk)

    @property
    def since(self) -> datetime:
        material = self.material
        return material.decided_at or material.handed_over_at or material.created_at


# --- a contributor's own ---------------------------------------------------------------------


def handed_in_by(user: Any) -> QuerySet[SourceMaterial]:
    """What waits for its sender first, then by what happened last."""
    given = Q(handed_over_by=user, state=State.RECEIVED)
    own = SourceMaterial.objects.filter(Q(submitted_by=user) | given, self_recorded=False)
    theirs = Case(
        When(state=State.RECEIVED, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    latest = Coalesce(F("decided_at"), F("handed_over_at"), F("created_at"))
    return own.order_by(theirs, latest.desc(), "-pk")


def with_outcome(materials: Sequence[SourceMaterial], request: HttpRequest) -> list[MaterialRow]:
    """With the pages that they became."""
    links = list(
        PageMaterial.objects.filter(material__in=[material.pk for material in materials])
        .select_related("page")
        .order_by("pk")
    )
    states = states_of([link.page_id for link in links]) if links else {}
    pages: dict[int, list[MadePage]] = defaultdict(list)
    for link in links:
        state = states[link.page_id]
        pages[link.material_id].append(
            MadePage(_title(link.page), state, _public_url(link.page, state, request))
        )
    return [MaterialRow(material, pages[material.pk]) for material in materials]


def _title(page: Page) -> str:
    return page.title if page.live else page.draft_title or page.title


def _public_url(page: Page, state: PageState, request: HttpRequest) -> str:
    return (page.get_url(request) or "") if state.is_live else ""


# --- an editor's -----------------------------------------------------------------------------


def incoming() -> QuerySet[SourceMaterial]:
    """What was handed over first is due first."""
    waiting = SourceMaterial.objects.filter(state=State.HANDED_OVER)
    return waiting.order_by("handed_over_at", "pk")


def assigned_to(user: Any) -> QuerySet[SourceMaterial]:
    """Classified for this writer, and no page made of it yet."""
    written = Exists(PageMaterial.objects.filter(material=OuterRef("pk")))
    mine = SourceMaterial.objects.filter(~written, state=State.CLASSIFIED, writer=user)
    publishable = mine.exclude(information_class__code=InformationClass.Code.DIKECUALIKAN)
    return publishable.order_by("decided_at", "pk")


def to_classify(materials: Sequence[SourceMaterial], times: StandardTimes) -> list[MaterialRow]:
    now = timezone.now()
    return [
        MaterialRow(
            material,
            step=CLASSIFY,
            deadline=_deadline(times, CLASSIFY, material.handed_over_at, now),
            action_url=material_url("classify", material.pk),
        )
        for material in materials
    ]


def to_write(materials: Sequence[SourceMaterial], times: StandardTimes) -> list[MaterialRow]:
    now = timezone.now()
    return [
        MaterialRow(
            material,
            step=WRITE,
            deadline=_deadline(times, WRITE, material.decided_at, now),
            action_url=f"{material_url('make_page')}?material={material.pk}",
        )
        for material in materials
    ]


def _deadline(times: StandardTimes, step: int, since: datetime | None, now: datetime) -> Deadline:
    return Deadline.of(times, step, times.due(step, since) if since else None, now)
