"""What a handful of live pages is compared with, fetched in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from news.models import InformationClass
from workflow_steps.content import FILES
from workflow_steps.models.acts import ActFile, PublicationAct

from .act_ledger import PUTTING_LIVE, ActFault, faults_of
from .models import WorkEvent

WENT_LIVE = (
    WorkEvent.Kind.PAGE_PUBLISHED,
    WorkEvent.Kind.EMERGENCY_PUBLISHED,
    WorkEvent.Kind.AUTHORITY_RECORDED,
)
FileKey = tuple[str, int]  # kind, pk


@dataclass(frozen=True)
class ActLine:
    """One act of a page without its content: enough to choose the one in force."""

    pk: int
    page_id: int
    kind: str
    revision_id: int | None
    digest: str
    go_live_at: datetime | None


@dataclass
class PageEvidence:
    """What is on record about one page."""

    lines: list[ActLine] = field(default_factory=list)  # newest first
    pending: frozenset[int] = frozenset()  # revisions that wait for their time
    line: ActLine | None = None  # the act in force
    act: Any = None  # the same in full, as its own type
    act_files: dict[FileKey, ActFile] = field(default_factory=dict)
    made: bool = False  # the ledger knows of it since it was a draft
    first_live: WorkEvent | None = None
    last_live: WorkEvent | None = None  # the ledger's last word on what went live
    faults: list[ActFault] = field(default_factory=list)  # acts that are not as recorded

    def since_withdrawal(self) -> list[ActLine]:
        lines = []
        for line in self.lines:
            if line.kind == PublicationAct.Kind.WITHDRAWAL:
                break
            lines.append(line)
        return lines

    def in_force(self, live_revision_id: int | None, now: datetime) -> ActLine | None:
        """The act whose revision is live, otherwise the newest whose time has come."""
        due = [
            line
            for line in self.since_withdrawal()
            if line.go_live_at is None or line.go_live_at <= now
        ]
        for line in due:
            if line.revision_id == live_revision_id:
                return line
        return next((line for line in due if line.revision_id not in self.pending), None)


def on_record(pages: Collection[Any]) -> dict[int, PageEvidence]:
    """For each page its acts (one in full), their files, and what the ledger says."""
    found = {page.pk: PageEvidence() for page in pages}
    _add_acts(found)
    now = timezone.now()
    for page in pages:
        found[page.pk].line = found[page.pk].in_force(page.live_revision_id, now)
    _add_acts_in_force(found)
    _add_ledger(found)
    for fault in faults_of(found):
        found[fault.page].faults.append(fault)
    return found


def _add_acts(found: dict[int, PageEvidence]) -> None:
    rows = (
        PublicationAct.objects.filter(page_id__in=found)
        .order_by("-pk")
        .values_list("pk", "page_id", "kind", "revision_id", "digest", "approval__go_live_at")
    )
    for row in rows:
        line = ActLine(*row)
        found[line.page_id].lines.append(line)
    revisions = {line.revision_id for page in found.values() for line in page.lines}
    pending = frozenset(
        Revision.objects.filter(pk__in=revisions - {None}, approved_go_live_at__isnull=False)
        .order_by()
        .values_list("pk", flat=True)
    )
    for page in found.values():
        page.pending = pending


def _add_acts_in_force(found: dict[int, PageEvidence]) -> None:
    chosen = {page.line.pk: page.line for page in found.values() if page.line}
    for kind, model in PUTTING_LIVE.items():
        pks = [line.pk for line in chosen.values() if line.kind == kind]
        for act in model.objects.filter(pk__in=pks) if pks else ():
            found[chosen[act.pk].page_id].act = act
    for file in ActFile.objects.filter(act_id__in=chosen):
        found[chosen[file.act_id].page_id].act_files[file.kind, file.object_id] = file


def _add_ledger(found: dict[int, PageEvidence]) -> None:
    lines = WorkEvent.objects.filter(
        kind__in=(*WENT_LIVE, WorkEvent.Kind.PAGE_MADE),
        item_type=WorkEvent.ItemType.PAGE,
        item_id__in=found,
    )
    for event in lines.believable():
        page = found[event.item_id]
        if event.kind == WorkEvent.Kind.PAGE_MADE:
            page.made = page.first_live is None
        elif event.digest:
            page.first_live = page.first_live or event
            page.last_live = event


@dataclass
class Library:
    """The pictures and documents that a handful of pages uses, and the sizes served of them."""

    items: dict[FileKey, Any] = field(default_factory=dict)
    renditions: dict[int, list[Any]] = field(default_factory=dict)  # by image


def used_files(contents: Iterable[dict[str, Any]], seen: Collection[FileKey]) -> Library:
    """What the contents use, except what this run has already looked at."""
    keys = {
        (file["kind"], file["id"]) for content in contents for file in content.get(FILES, [])
    }.difference(seen)
    library = Library()
    for kind, model in (("image", get_image_model()), ("document", get_document_model())):
        pks = [pk for of_kind, pk in keys if of_kind == kind]
        for item in model.objects.filter(pk__in=pks) if pks else ():
            library.items[kind, item.pk] = item
    images = [pk for kind, pk in keys if kind == "image"]
    rendition_model = get_image_model().get_rendition_model()
    for rendition in rendition_model.objects.filter(image_id__in=images) if images else ():
        library.renditions.setdefault(rendition.image_id, []).append(rendition)
    return library


def attach_information_classes(pages: Sequence[Any]) -> None:
    """One query for the classes of all pages, which invariant 9 asks each page for."""
    classes = InformationClass.objects.in_bulk(
        {pk for page in pages if (pk := getattr(page, "information_class_id", None))}
    )
    for page in pages:
        if getattr(page, "information_class_id", None) in classes:
            page.information_class = classes[page.information_class_id]
