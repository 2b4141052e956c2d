"""What else happens when a page comes into being (step 3) or goes live (step 6)."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.signals import page_published

from .collections import private_collection, public_collection
from .material_flow import record_page
from .models import NewsroomPage


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


@receiver(page_published)
def open_documents_of_live_page(instance: Page, **kwargs: Any) -> None:
    """Let the public fetch what the page offers: handed-in files are private until then.

    Wagtail also sends the signal when a page is only scheduled, hence the look at ``live``.
    """
    if not instance.live or instance.get_view_restrictions().exists():
        return
    private = private_collection()
    for document in get_document_model().objects.filter(
        pk__in=set(_document_ids(instance)), collection__path__startswith=private.path
    ):
        document.collection = public_collection()
        document.save(update_fields=["collection"])


def _document_ids(page: Page) -> Iterable[int]:
    """Straight from the content, since the reference index may be brought up to date later."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for model, object_id, *_ in field.extract_references(getattr(page, field.name)):
                if issubclass(model, get_document_model()):
                    yield int(object_id)
