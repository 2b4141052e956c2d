"""What readers see of a page's files beside their bytes: a document's title, a picture's credit.

The library may change these words at any time, and the digest leaves them out (invariant 8). So
that nothing reaches the public that way either, a page shows them as they were when it was put
before the approver: the task state seals them, the act keeps them.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .content import describe_kind, files_of

Labels = dict[str, dict[str, str]]  # "document-5" → {"title": …}


def key_of(file: Any) -> str:
    return f"{describe_kind(file)}-{file.pk}"


def keys_of(page: Any) -> set[str]:
    return {key_of(file) for file in files_of(page)}


def by_model(keys: Iterable[str]) -> dict[Any, set[int]]:
    """Image and document model → the numbers of the files that these keys name."""
    models = {"image": get_image_model(), "document": get_document_model()}
    found: dict[Any, set[int]] = {}
    for kind, pk in (key.rsplit("-", 1) for key in keys):
        found.setdefault(models[kind], set()).add(int(pk))
    return found


def labels_of(page: Any) -> Labels:
    """As the library has them now; which ones is each file model's ``shown_to_readers``."""
    return {
        key_of(file): {name: getattr(file, name) for name in file.shown_to_readers}
        for file in files_of(page)
        if getattr(file, "shown_to_readers", ())
    }


def _line_in_force(page: Any) -> Any:
    from . import live_check  # whose models build upon this module

    return live_check.line_in_force(page)


def labels_in_force_of(pages: Iterable[Any]) -> dict[int, Labels]:
    """``labels_in_force`` of many live pages, by the page's number, in one query."""
    from .models.acts import PublicationAct  # which builds upon this module

    live = {page.pk: page.live_revision_id for page in pages if page.live}
    acts = PublicationAct.objects.filter(page_id__in=live, revision_id__in=set(live.values()))
    rows = acts.exclude(kind=PublicationAct.Kind.WITHDRAWAL).order_by("pk")
    return {
        page_id: labels
        for page_id, revision_id, labels in rows.values_list(
            "page_id", "revision_id", "file_labels"
        )
        if live[page_id] == revision_id
    }


def label(labels: Labels, file: Any, name: str) -> str:
    """A word about a file as it was sealed; as the library has it where nothing was."""
    return str(labels.get(key_of(file), {}).get(name, getattr(file, name)))


class LabelledFilesMixin(models.Model):
    """Gives templates the act behind what is live, and the words that were initialled with it.

    ``act`` and ``file_labels`` are looked up when asked for, both by one query.
    """

    live: bool  # from Page

    # What the sign-off sheet shows; without it a preview shows the library as it is.
    sealed_labels: Labels | None = None

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        if self.sealed_labels is not None:
            context["file_labels"] = self.sealed_labels
        elif self.live and not getattr(request, "is_preview", False):
            act = SimpleLazyObject(partial(_line_in_force, self))
            context["act"] = act
            context["file_labels"] = SimpleLazyObject(lambda: act.file_labels if act else {})
        return context
