"""The only place where source material changes state (steps 1 and 2), and where it meets pages.

Every function is one transaction that locks the row, looks at the state again and announces what
it did before it commits; a second identical action gets a sentence that says who was first.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page

from news import signals
from news.intake import Examined
from news.material_files import (
    StoredFiles,
    attachment_from,
    discard_pending,
    remove_attachment,
)
from news.material_pages import draft_from
from news.models import (
    InformationClass,
    MaterialAttachment,
    NewsCategory,
    NewsPage,
    NewsroomPage,
    PageMaterial,
    PendingUpload,
    SourceMaterial,
)
from workflow_steps.forms import MIN_REASON_LENGTH, is_too_short, visible
from workflow_steps.templatetags.office_formats import wita_datetime

State = SourceMaterial.State
Attachable = Examined | PendingUpload | str
"""A file just examined, one kept from an earlier attempt, or the address of a video."""

MIN_REASON = MIN_REASON_LENGTH  # as for a return
SAVES = ("news.material.receive", "wagtail.edit")
EDITABLE_FIELDS = ("title", "description", "source_unit", "event_date", "place", "contact")


class MaterialStateError(ValidationError):
    """The material is not (or no longer) in the state that the action needs."""


class ChangedMeanwhile(MaterialStateError):
    """The same material was saved elsewhere since this form was opened."""

    def __init__(self, stored: SourceMaterial, user: Any) -> None:
        self.stored = stored
        edits = log_registry.get_logs_for_instance(stored).filter(action__in=SAVES)
        last = edits.order_by("-timestamp", "-pk").first()
        super().__init__(
            _(
                "You saved this material in another window while this one was open. What you "
                "typed here is still below; saving again puts it in place of the other."
            )
            if last is not None and last.user_id == user.pk
            else _(
                "Somebody else saved this material while you were writing. Your text is still "
                "below; saving again puts it in place of theirs."
            )
        )


class AlreadyReceived(MaterialStateError):
    """The same form was sent twice; ``material`` is what the first one made."""

    def __init__(self, material: SourceMaterial) -> None:
        self.material = material
        super().__init__(_("“%(title)s” was already handed in.") % {"title": material.title})


class PageAlreadyMade(MaterialStateError):
    """The same form was sent twice; ``page`` is what the first one made."""

    def __init__(self, page: Page) -> None:
        self.page = page
        super().__init__(_("The page “%(title)s” was already made.") % {"title": page.title})


def receive(
    material: SourceMaterial,
    user: Any,
    attachments: Iterable[Attachable] = (),
    *,
    and_hand_over: bool = False,
) -> SourceMaterial:
    """Take in new material (step 1 opens); ``intake_token`` makes a second sending harmless."""
    with StoredFiles() as files, transaction.atomic():
        material.state = State.RECEIVED
        material.submitted_by = user
        material.created_at = timezone.now()
        _claim_token(material)
        _attach(material, attachments, user, files)
        log(instance=material, action="news.material.receive", user=user)
        signals.material_received.send(SourceMaterial, material=material, user=user)
        if and_hand_over:
            hand_over(material, user)
    return material


def _claim_token(material: SourceMaterial) -> None:
    """Save; whoever comes second with the same token learns about the first."""
    try:
        with transaction.atomic():
            material.save()
    except IntegrityError:
        first = SourceMaterial.objects.filter(intake_token=material.intake_token).first()
        if first is None or material.intake_token is None:
            raise
        raise AlreadyReceived(first) from None


def amend(
    material: SourceMaterial,
    user: Any,
    attachments: Iterable[Attachable] = (),
    *,
    captioned: Iterable[tuple[MaterialAttachment, Any]] = (),
    removed: Iterable[MaterialAttachment] = (),
    until: str = State.RECEIVED,
    and_hand_over: bool = False,
    seen: str = "",
) -> None:
    """Save corrected text, captions and files; editors still may ``until`` it is classified.

    ``seen``: the ``text_stamp`` that the form was opened with; a stale form is refused.
    """
    with StoredFiles() as files, transaction.atomic():
        current = _locked(material)
        _require(current, State.RECEIVED, until)
        if seen and seen != text_stamp(current):
            raise ChangedMeanwhile(current, user)
        material.save(update_fields=EDITABLE_FIELDS)
        for attachment, _changes in captioned:
            attachment.save(update_fields=["caption"])
        for attachment in removed:
            remove_attachment(attachment)
        _attach(material, attachments, user, files)
        log(instance=material, action="wagtail.edit", user=user, content_changed=True)
        if and_hand_over:
            hand_over(material, user)


def text_stamp(material: SourceMaterial) -> str:
    """Names the text as it is stored, so that a form can tell whether it still is."""
    text = "\n".join(str(getattr(material, name) or "") for name in EDITABLE_FIELDS)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def hand_over(material: SourceMaterial, user: Any) -> None:
    """Step 1 closes: from here on the Pengelola Website works with it."""
    with transaction.atomic():
        current = _locked(material)
        _require(current, State.RECEIVED)
        now = timezone.now()
        _change(material, state=State.HANDED_OVER, handed_over_at=now, handed_over_by=user)
        log(instance=material, action="news.material.hand_over", user=user)
        signals.material_handed_over.send(SourceMaterial, material=material, user=user)


def classify(
    material: SourceMaterial,
    user: Any,
    *,
    category: NewsCategory,
    information_class: InformationClass,
    writer: Any = None,
    priority: str = SourceMaterial.Priority.NORMAL,
    note: str = "",
) -> None:
    """Step 2 closes: topic, information class, and who writes."""
    with transaction.atomic():
        _require(_locked(material), State.HANDED_OVER)
        _change(
            material,
            state=State.CLASSIFIED,
            category=category,
            information_class=information_class,
            writer=writer,
            priority=priority,
            note=note,
            decided_at=timezone.now(),
            decided_by=user,
        )
        log(instance=material, action="news.material.classify", user=user)
        signals.material_classified.send(SourceMaterial, material=material, user=user)


def decline(material: SourceMaterial, user: Any, reason: str) -> None:
    """The material is not used; whoever handed it in can read why."""
    reason = visible(reason)
    if is_too_short(reason):
        raise ValidationError(reason_too_short())
    with transaction.atomic():
        _require(_locked(material), State.RECEIVED, State.HANDED_OVER)
        _change(
            material,
            state=State.DECLINED,
            declined_reason=reason,
            decided_at=timezone.now(),
            decided_by=user,
        )
        data = {"reason": reason}
        log(instance=material, action="news.material.decline", user=user, data=data)
        signals.material_declined.send(SourceMaterial, material=material, user=user, reason=reason)


def make_page(
    materials: Sequence[SourceMaterial],
    user: Any,
    *,
    page_class: type[NewsroomPage] = NewsPage,
    parent: Page,
    title: str | None = None,
    token: UUID | None = None,
) -> NewsroomPage:
    """Begin a draft from classified material, with its files in place (step 3 opens)."""
    if not materials:
        raise MaterialStateError(_("Choose the material that the page is made from."))
    with transaction.atomic():
        chosen = [_usable(current) for current in _locked_all(materials)]
        link = PageMaterial.objects.filter(token=token).first() if token else None
        if link is not None:
            raise PageAlreadyMade(link.page)
        page = draft_from(chosen, page_class, title)
        # Wagtail's tree breaks off when two children are added at the same instant.
        parent = Page.objects.select_for_update().get(pk=parent.pk)
        page.owner = user
        page._source_materials, page._source_token = chosen, token
        if not slugify(page.title):  # only signs or foreign letters: nothing to make an address of
            page.slug = find_available_slug(parent, slugify(str(page_class._meta.verbose_name)))
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
    return page


def link_material(page: Page, material: SourceMaterial, user: Any) -> None:
    """Add further material to a page that exists."""
    with transaction.atomic():
        current = _usable(_locked(material))
        _link, created = PageMaterial.objects.get_or_create(page_id=page.pk, material=current)
        if not created:
            values = {"material": current.title, "page": page.title}
            message = _("“%(material)s” is already linked to “%(page)s”.")
            raise MaterialStateError(message % values)
        data = {"page": page.pk, "title": page.title}
        log(instance=current, action="news.material.link", user=user, data=data)
        signals.material_linked.send(SourceMaterial, page=page, material=current, user=user)


def record_page(page: NewsroomPage) -> None:
    """Every page has material: what it was made from, or a record of its own.

    Called for each new page, whatever route it came by. A page written without material has no
    measured steps 1 and 2, hence ``self_recorded``.
    """
    with transaction.atomic():
        materials = getattr(page, "_source_materials", None) or [_self_record(page)]
        token = getattr(page, "_source_token", None)
        PageMaterial.objects.bulk_create(
            PageMaterial(page_id=page.pk, material=material, token=token) for material in materials
        )
        signals.page_made.send(SourceMaterial, page=page, user=page.owner, materials=materials)


def _self_record(page: NewsroomPage) -> SourceMaterial:
    return SourceMaterial.objects.create(
        title=page.title[:200],
        description=page.summary,
        source_unit=page.source[:150],
        event_date=page.event_date,
        place=page.event_place[:150],
        category=page.category,
        information_class=page.information_class,
        submitted_by=page.owner,
        writer=page.owner,
        state=State.CLASSIFIED,
        self_recorded=True,
        created_at=timezone.now(),
    )


def reason_too_short() -> str:
    return _("At least %(count)d characters, so that others understand the reason.") % {
        "count": MIN_REASON
    }


def who_was_first(material: SourceMaterial) -> str:
    """Say what has happened to the material, by whom and when."""
    match material.state:
        case State.RECEIVED:
            text = _("“%(title)s” has not been handed over yet.")
        case State.HANDED_OVER:
            text = _("“%(title)s” was already handed over by %(who)s on %(when)s.")
        case State.CLASSIFIED:
            text = _("“%(title)s” was already classified by %(who)s on %(when)s.")
        case _:
            text = _("“%(title)s” was already declined by %(who)s on %(when)s.")
    decided = material.state in (State.CLASSIFIED, State.DECLINED)
    who = material.decided_by if decided else material.handed_over_by
    when = material.decided_at if decided else material.handed_over_at
    return text % {
        "title": material.title,
        "who": who or _("the system"),
        "when": wita_datetime(when or material.created_at),
    }


def _locked(material: SourceMaterial) -> SourceMaterial:
    return SourceMaterial.objects.select_for_update().get(pk=material.pk)


def _locked_all(materials: Sequence[SourceMaterial]) -> list[SourceMaterial]:
    """Lock in one order for everybody (no deadlock), return in the order that was chosen."""
    keys = [material.pk for material in materials]
    locked = SourceMaterial.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    by_key = {material.pk: material for material in locked}
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


def _require(material: SourceMaterial, *states: str) -> None:
    if material.state not in states:
        raise MaterialStateError(who_was_first(material), code="state")


def _usable(material: SourceMaterial) -> SourceMaterial:
    """Only classified material that may be published becomes part of a page (invariant 9)."""
    _require(material, State.CLASSIFIED)
    if not material.publishable:
        message = _("“%(title)s” is classed as exempt (dikecualikan) and is never published.")
        raise MaterialStateError(message % {"title": material.title}, code="exempt")
    return material


def _change(material: SourceMaterial, **values: Any) -> None:
    for name, value in values.items():
        setattr(material, name, value)
    material.save(update_fields=values.keys())


def _attach(
    material: SourceMaterial, sources: Iterable[Attachable], user: Any, files: StoredFiles
) -> None:
    """Add each file once (by content) and each address once."""
    sources = list(sources)
    existing = MaterialAttachment.objects.filter(material=material)
    known = set(existing.values_list("sha256", "video_url"))
    order = (existing.aggregate(Max("sort_order"))["sort_order__max"] or 0) + 1
    for source in sources:
        key = ("", source) if isinstance(source, str) else (source.sha256, "")
        if key in known:
            continue
        known.add(key)
        attachment = (
            MaterialAttachment(kind=MaterialAttachment.Kind.VIDEO_LINK, video_url=source)
            if isinstance(source, str)
            else attachment_from(source, user, files)
        )
        attachment.material = material
        attachment.sort_order = order
        attachment.save()
        order += 1
    discard_pending([source for source in sources if isinstance(source, PendingUpload)])
