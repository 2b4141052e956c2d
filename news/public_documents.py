"""Which documents the public may fetch: those that a live page offers to everybody.

Handed-in files are private (``collections.py``). A document becomes public with the first such
page and private again with the last, be it that the page is withdrawn, restricted, or no longer
offers it. Documents that the library keeps in any other collection are the library's business.
"""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.models import Page

from workflow_steps.models import ActFile

from . import library_guard
from .collections import private_collection, public_collection


def settle_documents_of(pages: Iterable[int]) -> None:
    """Open or close every document that these pages have ever offered."""
    offered = ActFile.objects.filter(kind=ActFile.Kind.DOCUMENT, act__page_id__in=pages)
    ids = set(offered.values_list("object_id", flat=True))
    if ids:
        settle(ids)


def settle(ids: Iterable[int]) -> None:
    private, public = private_collection(), public_collection()
    documents = get_document_model().objects.filter(
        Q(collection__path__startswith=private.path) | Q(collection__path__startswith=public.path),
        pk__in=ids,
    )
    open_ids = _offered_to_everybody(ids)
    for document in documents.select_related("collection"):
        is_open = document.collection.path.startswith(public.path)
        if is_open != (document.pk in open_ids):
            document.collection = private if is_open else public
            document.save(update_fields=["collection"])


def settle_documents_below(page: Page) -> None:
    """After a view restriction came or went, or a page moved below one."""
    settle_documents_of(
        Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    )


def _offered_to_everybody(ids: Iterable[int]) -> set[int]:
    pages = Page.objects.live().public()
    files = library_guard.live_files().filter(
        kind=ActFile.Kind.DOCUMENT, object_id__in=ids, act__page_id__in=pages.values("pk")
    )
    return set(files.values_list("object_id", flat=True))
