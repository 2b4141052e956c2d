"""What has ever been live cannot be deleted (invariant 7), nor what is being decided."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import (
    Page,
    PageQuerySet,
    Revision,
    TaskState,
    get_default_page_content_type,
)

from .gate import GatedPageMixin, was_ever_public
from .models import DivisionHeadApprovalTask
from .refusals import PublicationRefused


def refuse_deletion(instance: Any, **kwargs: Any) -> None:
    """By signal, not in ``delete``: deleting a parent, or in bulk, asks no child's method."""
    if isinstance(instance, GatedPageMixin) and (objection := objection_to_deleting(instance)):
        raise PublicationRefused(objection)


def objection_to_deleting(page: Any) -> str:
    """Why a page may not be deleted; empty when it may."""
    title = {"title": page.title}
    if was_ever_public(page.pk):
        return _("“%(title)s” has been public and stays on record; withdraw it instead.") % title
    return decision_under_way(Page.objects.filter(pk=page.pk))


def decision_under_way(pages: PageQuerySet) -> str:
    """What is before the approver, or waits for its time, is read-only for everybody (invariant
    3): the first of these pages that is, in words; empty when none is."""
    titles = {str(pk): title for pk, title in pages.values_list("pk", "title")}
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=DivisionHeadApprovalTask.objects.values("pk"),
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=titles,
    )
    if found := states.values_list("workflow_state__object_id", flat=True).first():
        title = {"title": titles[found]}
        return _("“%(title)s” is with the Kepala Bidang; it has to be returned first.") % title
    planned = Revision.objects.page_revisions().filter(
        approved_go_live_at__isnull=False, object_id__in=titles
    )
    if found := planned.values_list("object_id", flat=True).first():
        title = {"title": titles[found]}
        return _("“%(title)s” is approved and waits for its time; cancel that first.") % title
    return ""


def keep_live_revision(instance: Revision, **kwargs: Any) -> None:
    """``purge_revisions`` passes over what is protected, and only knows the latest of a page."""
    if Page.objects.filter(live_revision=instance).exists():
        raise ProtectedError(_("This version is public."), {instance})


def register() -> None:
    pre_delete.connect(
        keep_live_revision, sender=Revision, dispatch_uid="newsroom_keeps_live_revision"
    )
    pre_delete.connect(refuse_deletion, dispatch_uid="newsroom_keeps_what_was_live")
