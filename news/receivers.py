"""What else happens when a page comes into being (step 3), goes live (step 6) or offline."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from workflow_steps.gate import GatedPageMixin

from . import library_guard, privacy_examination, public_documents, rendition_work
from .material_flow import record_page
from .models import NewsroomPage, PressDocument, PressImage
from .search import entries

# What a search shows, asks or looks into; a save of other fields alone leaves its entry as it is.
SEARCHED = {"live", "title", "category", "first_published_at"} | {
    field.field_name
    for model in (NewsroomPage, *NewsroomPage.__subclasses__())
    for field in model.search_fields
}


@receiver(post_save)
def record_new_page(
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Give every new page its material, by whatever route it came into being.

    An alias is a mirror and has none until it is converted (``wagtail/actions/convert_alias.py``
    saves exactly that field).
    """
    if raw or not isinstance(instance, NewsroomPage) or instance.alias_of_id:
        return
    if created or "alias_of_id" in (update_fields or ()):
        record_page(instance)


@receiver(post_save)
def keep_search_entry(
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or not isinstance(instance, NewsroomPage) or (created and not instance.live):
        return
    if update_fields is None or not SEARCHED.isdisjoint(update_fields):
        entries.keep(instance)


@receiver(page_published)
def settle_files_of_live_page(instance: Page, **kwargs: Any) -> None:
    """Bind the page's files, let the public fetch its documents, make its pictures' sizes.

    Wagtail also sends the signal when a page is only scheduled, hence the look at ``live``.
    """
    if isinstance(instance, GatedPageMixin) and instance.live:
        library_guard.hold_files_of(instance)
        public_documents.settle_documents_of([instance.pk])
        rendition_work.make_soon(instance)


@receiver(page_unpublished)
def close_documents_of_withdrawn_page(instance: Page, **kwargs: Any) -> None:
    public_documents.settle_documents_of([instance.pk])


@receiver([post_save, post_delete], sender=PageViewRestriction)
def settle_documents_of_restricted_pages(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        public_documents.settle_documents_below(page)
        entries.renew(Page.objects.descendant_of(page, inclusive=True))


@receiver(post_page_move)
def settle_moved_pages(instance: Page, **kwargs: Any) -> None:
    """Another place can be open or closed to the public."""
    page = Page.objects.get(pk=instance.pk)
    public_documents.settle_documents_below(page)
    entries.renew(Page.objects.descendant_of(page, inclusive=True))


@receiver(pre_delete, sender=PressImage)
@receiver(pre_delete, sender=PressDocument)
def keep_file_of_live_page(instance: Any, **kwargs: Any) -> None:
    """By signal, since deleting in bulk asks no ``delete`` method."""
    library_guard.refuse_deleting(instance)


@receiver(post_save, sender=PressDocument)
def examine_new_document(instance: Any, **kwargs: Any) -> None:
    privacy_examination.examine_later(instance, **kwargs)
