"""What Wagtail's admin shows to everybody who may log in, narrowed to what they may see."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.permissions import permission_policy as image_policy

from news.material_permissions import permission_policy as material_policy

LIBRARY_ACTIONS = ["add", "change", "choose"]


class OwnImagesAPIViewSet(ImagesAdminAPIViewSet):
    """Wagtail lists every image, with the address of its file, to every account."""

    def get_queryset(self) -> QuerySet[Any]:
        mine = image_policy.instances_user_has_any_permission_for(
            self.request.user, LIBRARY_ACTIONS
        )
        return super().get_queryset().filter(pk__in=mine.values("pk"))


class OwnDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    """The same for documents, handed-in ones among them."""

    def get_queryset(self) -> QuerySet[Any]:
        mine = document_policy.instances_user_has_any_permission_for(
            self.request.user, LIBRARY_ACTIONS
        )
        return super().get_queryset().filter(pk__in=mine.values("pk"))


def narrow_admin_api(router: Any) -> None:
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


class EditorsSiteHistory(LogEntriesView):
    """Names everybody's material and why it was declined: not for contributors.

    Wagtail opens it to whoever has any permission on a model
    (``BaseLogEntryManager.viewable_by_user``).
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not material_policy.sees_everything(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def hide_site_history(request: HttpRequest, menu_items: list[Any]) -> None:
    if not material_policy.sees_everything(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "site-history"]
