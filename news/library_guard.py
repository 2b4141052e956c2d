"""A file that a live page uses, or an appointment rests on, stays as it is (invariant 8).

Which pages use it is read from the acts that put them before the public (``ActFile``), not from
Wagtail's reference index: the index knows the page as it is now, and lags behind. What the
library says *about* a file (title, description, credit, tags, collection, focal point) is free.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from workflow_steps.content import describe_file, files_of
from workflow_steps.gate import last_act
from workflow_steps.models import ActFile, ActingAppointment
from workflow_steps.refusals import PublicationRefused

MOST_NAMES = 5


# --- who uses what ----------------------------------------------------------------------------


def kind_of(item: Any) -> str:
    return ActFile.Kind.IMAGE if isinstance(item, get_image_model()) else ActFile.Kind.DOCUMENT


def live_files() -> models.QuerySet[ActFile]:
    """Files of what is live; of a live page without a live revision, those of every act."""
    page = Page.objects.filter(pk=OuterRef("act__page_id"), live=True)
    in_force = page.filter(live_revision_id=OuterRef("act__revision_id"))
    return ActFile.objects.filter(Exists(in_force) | Exists(page.filter(live_revision=None)))


def _bound_files() -> models.QuerySet[ActFile]:
    """Those, and files of what was approved and waits for its time."""
    waiting = Revision.objects.filter(
        pk=OuterRef("act__revision_id"), approved_go_live_at__isnull=False
    )
    return live_files() | ActFile.objects.filter(Exists(waiting))


def page_ids_using(kind: str, ids: Iterable[int]) -> dict[int, set[int]]:
    """Image or document → the pages that bind its file, in one query."""
    used: dict[int, set[int]] = {}
    rows = _bound_files().filter(kind=kind, object_id__in=list(ids))
    for object_id, page_id in rows.values_list("object_id", "act__page_id").distinct():
        used.setdefault(object_id, set()).add(page_id)
    return used


def pages_using(items: Iterable[Any]) -> list[Page]:
    """The pages that bind the files of these images, or of these documents."""
    by_kind: dict[str, list[int]] = {}
    for item in items:
        by_kind.setdefault(kind_of(item), []).append(item.pk)
    ids: set[int] = set()
    for kind, pks in by_kind.items():
        ids = ids.union(*page_ids_using(kind, pks).values())
    return list(Page.objects.filter(pk__in=ids).order_by("-first_published_at", "pk"))


def appointments_by(items: Iterable[Any]) -> list[ActingAppointment]:
    """The appointments (Plt./Plh.) whose letter is among these documents."""
    letters = [item.pk for item in items if kind_of(item) == ActFile.Kind.DOCUMENT]
    if not letters:
        return []
    found = ActingAppointment.objects.filter(letter__in=letters)
    return list(found.select_related("person"))


# --- what is said ------------------------------------------------------------------------------


def objection_to_replacing(item: Any) -> str:
    """Why this item's file has to stay; empty when it may be replaced."""
    objections = []
    if pages := pages_using([item]):
        objections.append(
            _(
                "This file is in use on %(pages)s and cannot be replaced here: readers would see "
                "what nobody approved. Upload the new file as a new item and choose it in the "
                "page, which then goes through approval."
            )
            % {"pages": _names(page.title for page in pages)}
        )
    if appointments := appointments_by([item]):
        objections.append(
            _(
                "This file is the letter of an appointment and stays what it was when it was "
                "entered: %(appointments)s. Upload another letter as a new document."
            )
            % {"appointments": _names(map(_described, appointments))}
        )
    return " ".join(objections)


def objection_to_deleting(items: Iterable[Any]) -> str:
    chosen, objections = list(items), []
    if pages := pages_using(chosen):
        objections.append(
            _(
                "A file in use on a public page cannot be deleted: %(pages)s. Take it out of the "
                "page first, through approval, or withdraw the page."
            )
            % {"pages": _names(page.title for page in pages)}
        )
    if appointments := appointments_by(chosen):
        objections.append(
            _("The letter of an appointment cannot be deleted: %(appointments)s.")
            % {"appointments": _names(map(_described, appointments))}
        )
    return " ".join(objections)


def _described(appointment: ActingAppointment) -> str:
    return _("%(who)s, letter %(number)s, %(from)s to %(until)s") % {
        "who": appointment,
        "number": appointment.letter_number,
        "from": date_format(appointment.valid_from),
        "until": date_format(appointment.valid_until),
    }


def _names(things: Iterable[str]) -> str:
    listed = list(things)
    names = ", ".join(f"“{name}”" for name in listed[:MOST_NAMES])
    more = len(listed) - MOST_NAMES
    if more > 0:
        names += " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    return names


# --- the choke point --------------------------------------------------------------------------


def refuse_replacing(item: Any) -> None:
    """Locks the row, so that an approval at the same instant waits and then sees the new file."""
    _lock([item])
    if objection := objection_to_replacing(item):
        raise PublicationRefused(objection)


def refuse_deleting(item: Any) -> None:
    _lock([item])
    if objection := objection_to_deleting([item]):
        raise PublicationRefused(objection)


def hold_files_of(page: Any) -> None:
    """At publication: no file of the page is exchanged until it is committed, nor was just now.

    The gate has compared the content already, but somebody may have exchanged a file since.
    """
    act = last_act(page.pk)
    if act is None:
        return
    _lock(files_of(page))
    now = {
        (file["kind"], file["id"]): file["sha256"] for file in map(describe_file, files_of(page))
    }
    approved = act.files.values_list("kind", "object_id", "sha256")
    if any(now.get((kind, pk)) != sha256 for kind, pk, sha256 in approved):
        raise PublicationRefused(
            _("A file of this page was exchanged meanwhile; the page has to be approved again.")
        )


def _lock(items: Iterable[Any]) -> None:
    """Images before documents, each by number: in one order, so that nobody waits in a circle."""
    if not transaction.get_connection().in_atomic_block:
        return
    rows = list(items)
    for model in (get_image_model(), get_document_model()):
        pks = [item.pk for item in rows if isinstance(item, model)]
        if pks:
            found = model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks)
            list(found.order_by("pk").values_list("pk", flat=True))


class BoundFileModel(models.Model):
    """Put before Wagtail's image and document models: their file cannot be exchanged in use.

    In ``save_base``, which every ``save`` ends in; what goes past it (``QuerySet.update``, SQL,
    the disk itself) is found by ``verify_published``.
    """

    class Meta:
        abstract = True

    def save_base(
        self,
        raw: bool = False,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Any = None,
    ) -> None:
        with transaction.atomic():
            exchanged = self._exchanges_file(update_fields)
            if exchanged:
                refuse_replacing(self)
            super().save_base(raw, force_insert, force_update, using, update_fields)
            if exchanged:
                self.forget_file_before()

    def forget_file_before(self) -> None:
        """Whatever was made from the file that this one has replaced."""

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """With the reason; the signal comes too late for what the database protects."""
        with transaction.atomic():
            refuse_deleting(self)
            return super().delete(*args, **kwargs)

    def _exchanges_file(self, update_fields: Iterable[str] | None) -> bool:
        if self.pk is None or (update_fields is not None and "file" not in set(update_fields)):
            return False
        rows: Any = type(self)._base_manager.filter(pk=self.pk)
        stored = rows.values_list("file", flat=True).first()
        if stored is None:
            return False
        file: Any = self.file  # type: ignore[attr-defined]
        return bool(not file or not file._committed or file.name != stored)
