"""Deleting from the library: what a public page uses stays, and the person reads why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction
from wagtail.documents.views.documents import DeleteView as DeleteDocumentView
from wagtail.images import get_image_model
from wagtail.images.views.images import DeleteView as DeleteImageView

from . import library_guard


class ExplainsWhatIsBound:
    """Back to the item with the reason, instead of a question whose answer would be refused."""

    edit_url_name: str
    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._explain(request) or super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._explain(request) or super().post(request, *args, **kwargs)  # type: ignore[misc]

    def _explain(self, request: HttpRequest) -> HttpResponse | None:
        objection = library_guard.objection_to_deleting([self.object])
        if not objection:
            return None
        messages.error(request, objection)
        return redirect(self.edit_url_name, self.object.pk)


class DeleteImage(ExplainsWhatIsBound, DeleteImageView):
    edit_url_name = "wagtailimages:edit"


class DeleteDocument(ExplainsWhatIsBound, DeleteDocumentView):
    edit_url_name = "wagtaildocs:edit"


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Nothing of the selection is deleted if a public page uses any of it."""
    if action_type != "delete" or action.model not in (get_image_model(), get_document_model()):
        return None
    objection = library_guard.objection_to_deleting(objects)
    if not objection:
        return None
    messages.error(request, objection)
    return redirect(action.next_url)


class DeleteDocuments(DeleteBulkAction):
    """Wagtail knows that a letter is protected, and would only say "no permission"."""

    def prepare_action(
        self, objects: list[Any], objects_without_access: Any
    ) -> HttpResponse | None:
        refused = refuse_bulk_deletion(self.request, self.action_type, objects, self)
        return refused or super().prepare_action(objects, objects_without_access)
