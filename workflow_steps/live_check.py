"""Whether a live page says, at this moment, what was initialled: what the public can look up.

Content is read from the database for every question, a file's bytes again whenever its size or
time differ from those it had when they were last read (``content.py``), so that a visitor cannot
make the server read large files over and over. ``verify_published`` reads every byte, each hour.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import F
from django.utils import timezone

from .content import content_of
from .digest import differences, digest
from .file_labels import Labels
from .models.acts import PublicationAct
from .models.approval import Approval
from .sql_values import as_moment

logger = logging.getLogger(__name__)
Kind = PublicationAct.Kind
# Where each kind of act keeps what it says beside the common part.
PARTS = {
    Kind.APPROVAL: "approval",
    Kind.EMERGENCY: "emergencypublication",
    Kind.RECORDED: "recordedauthority",
}
OF_ACT = ("pk", "kind", "at", "revision_id", "digest", "actor_name", "actor_office")
OF_APPROVAL = ("go_live_at", "capacity", "acting_for_name", "letter_number", "emergency_id")
LINE_IN_FORCE = (*OF_ACT, "file_labels", *OF_APPROVAL)


class Verdict(StrEnum):
    MATCHES = "matches"
    DIFFERS = "differs"
    NO_ACT = "no act"  # nobody's decision put this version live
    NOT_IN_FORCE = "not in force"  # withdrawn since, replaced since, or for a later time
    ALTERED_RECORD = "altered record"  # the act is not what was sealed
    UNREADABLE = "unreadable"  # the content cannot be read at all


@dataclass(frozen=True)
class LiveCheck:
    verdict: Verdict
    at: datetime
    digest: str = ""  # of what is live now
    fields: tuple[str, ...] = ()  # in which it differs

    @property
    def passed(self) -> bool:
        return self.verdict == Verdict.MATCHES


@dataclass(frozen=True)
class ActLine:
    """One act of a page without its content."""

    pk: int
    kind: str
    at: datetime
    revision_id: int | None
    digest: str
    actor_name: str
    actor_office: str
    go_live_at: datetime | None
    capacity: str | None
    acting_for_name: str | None
    letter_number: str | None
    emergency_id: int | None

    @property
    def since(self) -> datetime:
        """From when on it could be read."""
        return max(self.at, self.go_live_at or self.at)

    @property
    def is_immediate(self) -> bool:
        """Put something else before the public in the moment it was made."""
        return self.kind in PARTS and self.since == self.at


def lines_of(page_id: int) -> list[ActLine]:
    """Every act of the page, newest first, in one query."""
    rows = PublicationAct.objects.filter(page_id=page_id).order_by("-pk")
    named = {name: F(f"approval__{name}") for name in OF_APPROVAL}
    return [ActLine(**row) for row in rows.values(*OF_ACT, **named)]


@dataclass(frozen=True)
class LineInForce(ActLine):
    """The act behind what is live, with the words about its files that were initialled."""

    file_labels: Labels


def line_in_force(page: Any) -> LineInForce | None:
    """``act_in_force`` for every reader's page: without the content, and as text.

    To compose it by the ORM took seven times as long as all the database does for it.
    """
    if not page.live:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_in_force_sql(), [page.pk, page.live_revision_id])
        row = cursor.fetchone()
    if row is None:
        return None
    found = dict(zip(LINE_IN_FORCE, row, strict=True))
    labels = found["file_labels"]
    return LineInForce(
        **found
        | {
            "at": as_moment(found["at"]),
            "go_live_at": as_moment(found["go_live_at"]),
            "file_labels": json.loads(labels) if isinstance(labels, str) else labels,
        }
    )


@cache
def _in_force_sql() -> str:
    act, approval = PublicationAct._meta.db_table, Approval._meta.db_table
    own = {name: f"b.{name}" for name in OF_APPROVAL} | {"pk": "a.id"}
    columns = ", ".join(own.get(name, f"a.{name}") for name in LINE_IN_FORCE)
    return f"""
        SELECT {columns}
        FROM {act} a LEFT JOIN {approval} b ON b.publicationact_ptr_id = a.id
        WHERE a.page_id = %s AND a.revision_id = %s AND a.kind <> '{Kind.WITHDRAWAL.value}'
        ORDER BY a.id DESC LIMIT 1
    """  # noqa: S608 names of our own tables


def act_in_force(page: Any) -> PublicationAct | None:
    """``gate.act_of_live`` with what its kind adds, in one query."""
    if not page.live:
        return None
    acts = PublicationAct.objects.filter(page_id=page.pk, revision_id=page.live_revision_id)
    found = acts.exclude(kind=Kind.WITHDRAWAL).select_related(*PARTS.values())
    return found.order_by("-pk").first()


def in_full(act: PublicationAct) -> Any:
    """The act as its own type; ``None`` where the record of its kind is gone."""
    try:
        return getattr(act, PARTS[Kind(act.kind)])
    except (KeyError, ValueError, ObjectDoesNotExist):
        return None


def check(page: Any, act: PublicationAct | None, lines: Iterable[ActLine]) -> LiveCheck:
    """The live row and its files against the act in force, as they are now."""
    now = timezone.now()
    if act is None:
        return LiveCheck(Verdict.NO_ACT, now)
    if not _is_intact(act):
        return LiveCheck(Verdict.ALTERED_RECORD, now)
    try:
        content = content_of(page)
    except Exception:  # a row that somebody tampered with can hold anything
        logger.exception("The content of page %s cannot be read.", page.pk)
        return LiveCheck(Verdict.UNREADABLE, now)
    found = digest(content)
    if found != act.digest:
        fields = tuple(differences(act.content, content))
        return LiveCheck(Verdict.DIFFERS, now, found, fields)
    verdict = Verdict.MATCHES if _is_in_force(act, lines, now) else Verdict.NOT_IN_FORCE
    return LiveCheck(verdict, now, found)


def _is_intact(act: PublicationAct) -> bool:
    full = in_full(act)
    return (
        full is not None
        and full.kind == full.KIND
        and full.computed_seal() == act.seal
        and digest(act.content) == act.digest
    )


def _is_in_force(act: PublicationAct, lines: Iterable[ActLine], now: datetime) -> bool:
    for line in lines:
        if line.pk == act.pk and line.since > now:
            return False
        replaced = line.kind == Kind.WITHDRAWAL or (line.is_immediate and line.digest != act.digest)
        if line.pk > act.pk and replaced:
            return False
    return True
