"""The publication gate: the one place through which anything reaches the public (invariant 1).

Every route of Wagtail's, and every line of code that uses the models, ends in ``save_base``: a
page may go live, or change while it is live, only if the last act about it (``models/acts.py``)
is a paraf, an emergency publication or a recorded authority for exactly that content. The
permission tester (``permissions.py``) makes the buttons agree; the database's own guard
(``live_guard.py``) stands behind both.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from .content import content_fields, dangling_references, digest_of
from .file_labels import LabelledFilesMixin
from .gone import GonePageMixin
from .models.acts import PublicationAct, TransactionAuthority, Withdrawal
from .models.approval import Approval, EmergencyPublication
from .permissions import GatedPagePermissionTester
from .refusals import PublicationRefused

FLAGS = frozenset({"live", "live_revision", "live_revision_id", "alias_of", "content_type"})
_being_withdrawn: ContextVar[frozenset[int]] = ContextVar("being_withdrawn", default=frozenset())


# --- what the acts say --------------------------------------------------------------------


def last_act(page_id: int) -> PublicationAct | None:
    """What was last decided about the page's place before the public."""
    return PublicationAct.objects.filter(page_id=page_id).order_by("-pk").first()


def act_of_live(page: Any) -> PublicationAct | None:
    """What put before the public what is live now; an approval may be waiting behind it."""
    if not page.live:
        return None
    acts = PublicationAct.objects.filter(page_id=page.pk, revision_id=page.live_revision_id)
    return acts.exclude(kind=PublicationAct.Kind.WITHDRAWAL).order_by("-pk").first()


def withdrawal_of(page: Any) -> Withdrawal | None:
    """What the public is told about a page that it could read once.

    There is no other way offline, so the last withdrawal is the one, even if a later approval
    waits for its time.
    """
    if page.live:
        return None
    return Withdrawal.objects.filter(page_id=page.pk).order_by("-pk").first()


def open_emergency(page_id: int) -> EmergencyPublication | None:
    """The emergency publication that nobody has initialled, replaced or withdrawn yet."""
    act = last_act(page_id)
    if act is None or act.kind != PublicationAct.Kind.EMERGENCY:
        return None
    return EmergencyPublication.objects.get(pk=act.pk)


def was_ever_public(page_id: int) -> bool:
    """Whether the page has ever been live, as the database has it."""
    rows = Page.objects.filter(Q(live=True) | Q(first_published_at__isnull=False), pk=page_id)
    settled = PublicationAct.objects.filter(page_id=page_id).exclude(
        kind=PublicationAct.Kind.APPROVAL  # which may have waited for its time
    )
    return rows.exists() or settled.exists()


def is_settled(revision: Any) -> bool:
    """Whether a decision was made on this version: it was initialled, shown, or sent back."""
    acts = PublicationAct.objects.filter(revision_id=revision.pk)
    ended = TaskState.objects.filter(revision=revision).exclude(status=TaskState.STATUS_IN_PROGRESS)
    live = Page.objects.filter(live_revision=revision)
    return bool(acts.exists() or ended.exists() or live.exists())


# --- authority --------------------------------------------------------------------------------


@contextmanager
def in_force(page_id: int | None) -> Iterator[None]:
    """Carry authority in this transaction for one page, or for any (``None``).

    For the database's guard only, which cannot know digests. No other connection sees the row.
    """
    with transaction.atomic():
        authority = TransactionAuthority.objects.create(page_id=page_id)
        yield
        authority.delete()


@contextmanager
def withdrawing(page_id: int) -> Iterator[None]:
    """Let this page go offline; only ``publication.withdraw`` does, after recording why."""
    token = _being_withdrawn.set(_being_withdrawn.get() | {page_id})
    try:
        yield
    finally:
        _being_withdrawn.reset(token)


def needs_authority(page: Any, update_fields: Iterable[str] | None) -> bool:
    """Whether saving touches what the public reads; refuses what may not be (rules above)."""
    if page._state.adding and page.alias_of_id:
        raise PublicationRefused(_("A page shown under a second address cannot go live."))
    touched = None if update_fields is None else set(update_fields)
    if touched is not None and not touched & _guarded(type(page)):
        return False
    stored = _stored(page)
    after = page if touched is None or stored is None else _with_fields(stored, page, touched)
    was_live = stored is not None and stored.live
    if not after.live:
        if was_live and page.pk not in _being_withdrawn.get():
            raise PublicationRefused(
                _("A page is taken offline with a reason, by “Withdraw”, and in no other way.")
            )
        _refuse_new_address(after)
        return was_live
    digest = digest_of(after)
    unchanged = (
        stored is not None
        and was_live
        and stored.live_revision_id == after.live_revision_id
        and digest_of(stored) == digest
    )
    if not unchanged:
        _refuse_unless_authorised(after, digest, after.live_revision_id)
    return True


def _refuse_unless_authorised(
    page: Any, digest: str, revision_id: int | None, *, now: bool = True
) -> None:
    """``revision_id``: of the version that is to be live.

    What is live finds its act, its files' words and its bound files by that number, so a later
    version that says the same is refused as well.
    """
    if objection := page.publication_objection():
        raise PublicationRefused(objection)
    act = last_act(page.pk) if page.pk else None
    if act is None:
        raise PublicationRefused(_("This has not been initialled; nothing goes live without that."))
    if act.kind == PublicationAct.Kind.WITHDRAWAL:
        raise PublicationRefused(
            _("This page was withdrawn; it goes live again after a new approval.")
        )
    if act.digest != digest or act.revision_id != revision_id:
        raise PublicationRefused(
            _("This is not the content that was initialled; it has to be approved first.")
        )
    if now and act.kind == PublicationAct.Kind.APPROVAL:
        time = Approval.objects.values_list("go_live_at", flat=True).get(pk=act.pk)
        if time and time > timezone.now():
            raise PublicationRefused(_("This was initialled for a later time."))


def _refuse_new_address(draft: Any) -> None:
    from .addresses import objection_to_slug  # which builds upon this module

    if objection := objection_to_slug(draft):
        raise PublicationRefused(objection)


def _guarded(page_class: type[models.Model]) -> frozenset[str]:
    fields = content_fields(page_class)
    return FLAGS | {field.name for field in fields} | {field.attname for field in fields}


def _stored(page: Any) -> Any:
    """The page as the database has it, its row locked until the transaction ends."""
    if not page.pk or not Page.objects.select_for_update().filter(pk=page.pk).exists():
        return None
    return type(page)._base_manager.filter(pk=page.pk).first()


def _with_fields(stored: Any, page: Any, names: set[str]) -> Any:
    """What the row will be after ``save(update_fields=names)``."""
    after = copy(stored)
    for field in type(page)._meta.concrete_fields:
        if field.name in names or field.attname in names:
            setattr(after, field.attname, getattr(page, field.attname))
    return after


class GatedPageMixin(GonePageMixin, LabelledFilesMixin):
    """Put before ``Page`` in every page type whose content an editor can write."""

    live: bool  # from Page
    alias_of_id: int | None  # from Page

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
        """Save only what may be before the public, and take nothing away unseen.

        Here and not in ``save``: Wagtail's ``Page.save`` cleans the page first, which can change
        its content, and hands on to this (``wagtail/models/pages.py``, ``Model.save``).
        """
        with transaction.atomic():
            authority: AbstractContextManager[None] = nullcontext()
            if needs_authority(self, update_fields):
                authority = in_force(self.pk)
            with authority:
                super().save_base(raw, force_insert, force_update, using, update_fields)

    def clean(self) -> None:
        """In the form the objection stands beside its field; ``save_base`` has it as well."""
        from .addresses import objection_to_slug  # which builds upon this module

        super().clean()
        if objection := objection_to_slug(self):
            raise ValidationError({"slug": objection})

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Autosave writes over its own last revision, but not over one that was decided on.

        An act, and what readers see, go by the revision's number (``PermissionDenied`` is what
        Wagtail's autosave understands: it tells the tab that it is stale).
        """
        overwritten = kwargs.get("overwrite_revision")
        if overwritten is not None and is_settled(overwritten):
            raise PermissionDenied(_("This version has been decided on; a new one is begun."))
        return super().save_revision(*args, **kwargs)  # type: ignore[misc]

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule together with everything recorded about it, or not at all.

        Wagtail publishes outside a transaction (``wagtail/actions/publish_revision.py``);
        the ledger's line belongs to the same one. A live page it schedules without saving, so
        the time of what nobody initialled is refused here.
        """
        with transaction.atomic():
            self._lock_row()
            super().publish(revision, *args, **kwargs)  # type: ignore[misc]
            if revision.approved_go_live_at:
                planned = revision.as_object()
                _refuse_unless_authorised(planned, digest_of(planned), revision.pk, now=False)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            self._lock_row()
            return super().unpublish(*args, **kwargs)  # type: ignore[misc]

    def _lock_row(self) -> None:
        """The page before anything that belongs to it: everybody locks in this order."""
        Page.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """A copy is a draft, whatever was asked: its content has no paraf of its own.

        It takes its history along, so that its writers stay known (``four_eyes.py``).
        """
        forced = {"keep_live": False, "copy_revisions": True}
        return super().copy(*args, **(kwargs | forced))  # type: ignore[misc]

    def permissions_for_user(self, user: Any) -> GatedPagePermissionTester:
        return GatedPagePermissionTester(user, self)

    def missing_for_submission(self) -> list[str]:
        """What still has to be filled in before step 4, as sentences for the editor."""
        return [
            _("The content points to something that does not exist (%(kind)s %(number)s).")
            % {"kind": model._meta.verbose_name, "number": pk}
            for model, pk in dangling_references(self)
        ]

    def refuse_unsettled(self) -> None:
        """Raise a ``WorkflowRefusal`` where a person has to answer for this content first."""

    def notes_before_public(self) -> list[str]:
        """What whoever puts this before the public has to know, as sentences."""
        return []

    @classmethod
    def content_writers(cls, page_ids: Collection[int]) -> Iterable[tuple[int, int]]:
        """Pages of this type, each with a person whose words it was made from (invariant 2)."""
        return ()

    def publication_objection(self) -> str:
        """Why this content may never be public, whoever initialled it (invariant 9)."""
        return ""

    def emergency_objection(self, user: Any) -> str:
        """Why this may not go live before its approval; empty when it may (invariant 6)."""
        return _("Only information that has to be public at once may go live before its approval.")
