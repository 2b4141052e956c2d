"""The public fetches a document only while a page that was initialled offers it.

Wagtail gives out every document of a collection without a view restriction, to anybody who
knows its number: an upload into the library would be public at once, past the approval.
"""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page

from workflow_steps.models import ActFile

from .library_guard import live_files


def is_offered(document: Any) -> bool:
    """Whether a live page, restricted or not, has the document in what was approved."""
    pages = Page.objects.live()
    return (
        live_files()
        .filter(
            kind=ActFile.Kind.DOCUMENT,
            object_id=document.pk,
            act__page_id__in=pages.values("pk"),
        )
        .exists()
    )


def refuse_unless_offered(document: Any, request: HttpRequest) -> None:
    """``before_serve_document``; whoever may work in the admin sees the library anyway."""
    user: Any = request.user
    if user.is_active and user.has_perm("wagtailadmin.access_admin"):
        return
    if not is_offered(document):
        raise Http404
