"""Writes the acts that the gate reads (``models/acts.py``), each with the files of its content."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from . import acting, signals
from .content import FILES, MISSING_FILE, content_of, describe_kind, files_of
from .digest import digest
from .file_labels import Labels, labels_of
from .models.acts import ActFile, PublicationAct, RecordedAuthority, Withdrawal
from .models.approval import Approval, EmergencyPublication
from .refusals import DecisionRefused
from .rounds import number_of_round

Act = TypeVar("Act", bound=PublicationAct)


def record_approval(
    task_state: Any,
    user: Any,
    standing: "acting.Standing",
    *,
    shown: dict[str, Any],
    note: str = "",
) -> Approval:
    """The paraf of step 5, on exactly the content of the task state's revision."""
    page = task_state.revision.as_object()
    opened_at = task_state.opened_at
    return _write(
        Approval,
        page,
        user,
        decided_on=task_state.digest,
        file_labels=task_state.file_labels,
        revision_id=task_state.revision_id,
        actor_office=standing.office,
        **signature(standing),
        task_id=task_state.task_id,
        task_name=task_state.task.name,
        task_state_id=task_state.pk,
        round=number_of_round(page.pk),
        shown={"first_opened_at": opened_at.isoformat() if opened_at else "", **shown},
        note=note,
        go_live_at=page.go_live_at,
        was_live=Page.objects.filter(pk=page.pk, live=True).exists(),
    )


def record_approval_afterwards(
    emergency: EmergencyPublication,
    page: Any,
    user: Any,
    standing: "acting.Standing",
    *,
    note: str = "",
) -> Approval:
    """The paraf on what an emergency has already put before the public."""
    return _write(
        Approval,
        page,
        user,
        decided_on=emergency.digest,
        file_labels=emergency.file_labels,
        revision_id=emergency.revision_id,
        actor_office=standing.office,
        **signature(standing),
        round=number_of_round(page.pk),
        shown={"route": "emergency", "digest": emergency.digest},
        note=note,
        emergency_id=emergency.pk,
        was_live=emergency.was_live,
    )


def record_emergency(
    revision: Revision, user: Any, reason: str, due_at: datetime | None, decided_on: str
) -> EmergencyPublication:
    page = revision.as_object()
    return _write(
        EmergencyPublication,
        page,
        user,
        decided_on=decided_on,
        revision_id=revision.pk,
        reason=reason,
        due_at=due_at,
        was_live=Page.objects.filter(pk=page.pk, live=True).exists(),
    )


def record_withdrawal(page: Any, user: Any, reason: str, *, automatic: bool = False) -> Withdrawal:
    """``page`` as it is live: the public is told the title it knew, not a draft's."""
    return _write(
        Withdrawal,
        page,
        user,
        revision_id=page.live_revision_id,
        reason=reason,
        automatic=automatic,
    )


def record_authority(page: Any, reason: str) -> RecordedAuthority:
    """What provisioning or a migration puts live, and why; in the ledger like any paraf."""
    authority = _write(
        RecordedAuthority, page, None, revision_id=page.live_revision_id, reason=reason
    )
    signals.authority_recorded.send(sender=type(page), page=page, authority=authority)
    return authority


@transaction.atomic
def put_live(page: Any, reason: str) -> None:
    """Show a saved draft to the public on recorded authority: provisioning and migrations only.

    Without a revision's publication: ``page_published`` stands for step 6 of an item.
    """
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.first_published_at or timezone.now()
    page.last_published_at = page.last_published_at or page.first_published_at
    page.live_revision = page.latest_revision
    record_authority(page, reason)
    page.save()


def signature(standing: "acting.Standing") -> dict[str, Any]:
    return {
        "capacity": standing.capacity,
        "acting_for_id": standing.holder_id,
        "acting_for_name": standing.holder_name,
        "appointment_id": standing.appointment_id,
        "letter_number": standing.letter_number,
    }


def missing_files(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of a content that are not on the server any more."""
    return [file for file in content.get(FILES, []) if file["sha256"] == MISSING_FILE]


def _write(
    act_class: type[Act],
    page: Any,
    user: Any,
    *,
    decided_on: str = "",
    file_labels: Labels | None = None,
    **fields: Any,
) -> Act:
    """``decided_on``: the digest of what was compared and shown.

    The files are read again here, and another may have taken the place of one since then.
    ``file_labels``: the words about them that were shown; otherwise those of the library.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An act is written in the transaction of what it is about.")
    content = content_of(page)
    if missing_files(content) and act_class is not Withdrawal:
        raise DecisionRefused(_("A file that this page uses is missing on the server."))
    if decided_on and digest(content) != decided_on:
        raise DecisionRefused(_("The page has changed since you opened it. Look at it again."))
    if user is not None:
        fields = {
            "actor_id": user.pk,
            "actor_name": str(user),
            "actor_office": user.office_title,
        } | fields
    act = act_class(
        page_id=page.pk,
        page_title=page.title,
        page_type=page._meta.label_lower,
        content=content,
        file_labels=labels_of(page) if file_labels is None else file_labels,
        **fields,
    )
    act.save()
    titles = {(describe_kind(item), item.pk): item.title for item in files_of(page)}
    ActFile.objects.bulk_create(
        ActFile(
            act=act,
            kind=file["kind"],
            object_id=file["id"],
            title=titles.get((file["kind"], file["id"]), ""),
            sha256=file["sha256"],
        )
        for file in content.get(FILES, [])
    )
    return act
