"""Corrections (ralat): what a later version of a live page changed, told to its readers.

The note is part of the content and so of the paraf. What readers see is taken from the acts: one
line for each note that went live, since the page was last withdrawn (what was withdrawn is gone,
and its corrections with it).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from workflow_steps import digest, gate
from workflow_steps.content import content_of
from workflow_steps.models import PublicationAct

FIELD = "correction"
WENT_LIVE = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True)
class Correction:
    """``at`` is empty for one that waits for its paraf (in a preview)."""

    text: str
    at: datetime | None = None


# --- before the approval ----------------------------------------------------------------------


def missing_note(page: Any) -> str:
    """What is missing before a change of a live page can be submitted; empty when nothing is."""
    act = gate.act_of_live(page) if page.pk else None
    if act is None or not _changes_anything_else(page, act):
        return ""
    note = page.correction.strip()
    if not note:
        return _("Say in the correction note (ralat) what was wrong or is new: readers see it.")
    if note == _note(act):
        return _("The correction note (ralat) is still the last one: say what changed this time.")
    return ""


def _changes_anything_else(page: Any, act: PublicationAct) -> bool:
    return any(name != FIELD for name in digest.differences(act.content, content_of(page)))


def _note(act: PublicationAct | None) -> str:
    return str(act.content.get(FIELD, "")).strip() if act else ""


# --- what readers see -------------------------------------------------------------------------


def corrections_of(page: Any) -> list[Correction]:
    """Newest first; one query, and a second one only where times were set."""
    acts: list[Any] = list(
        PublicationAct.objects.filter(page_id=page.pk)
        .order_by("pk")
        .annotate(note=KT(f"content__{FIELD}"))
        .values("kind", "at", "revision_id", "note", go_live_at=F("approval__go_live_at"))
    )
    told: list[Correction] = []
    before: str | None = None  # the note of the version before; the first version has none
    for act in _that_went_live(page, acts):
        note = (act["note"] or "").strip()
        if act["kind"] == PublicationAct.Kind.WITHDRAWAL:
            told = []
        elif before is not None and note and note != before:
            told.append(Correction(note, max(act["at"], act["go_live_at"] or act["at"])))
        before = note
    return told[::-1]


def with_waiting(page: Any, told: list[Correction]) -> list[Correction]:
    """As readers would see it once this draft is live: for previews."""
    if not page.pk or not gate.was_ever_public(page.pk):
        return told
    note = page.correction.strip()
    if note and note != _note(gate.act_of_live(page) or gate.last_act(page.pk)):
        return [Correction(note), *told]
    return told


def _that_went_live(page: Any, acts: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Without approvals that wait for their time, or lost it before it came."""
    set_for_later = [act for act in acts if act["go_live_at"] and act["go_live_at"] > act["at"]]
    if not set_for_later:
        return acts
    live = revisions_that_went_live(page, {act["revision_id"] for act in set_for_later})
    return [act for act in acts if act not in set_for_later or act["revision_id"] in live]


def revisions_that_went_live(page: Any, revisions: Collection[int | None]) -> set[int | None]:
    """Of versions that were initialled for a later time, those whose time came."""
    log = PageLogEntry.objects.filter(
        page_id=page.pk, action__in=WENT_LIVE, revision_id__in=revisions
    )
    return {page.live_revision_id, *log.values_list("revision_id", flat=True)}
