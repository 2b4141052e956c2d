"""From an address to the page there, in two queries however deep it lies."""

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail.models import PageViewRestriction

from . import surroundings


class KnownOpenMixin:
    """Spares a page that was just found open to everybody two queries for its restrictions.

    Wagtail asks again for every page it serves (``wagtail_hooks.check_view_restrictions``).
    """

    known_open: bool = False
    # Read together with the page when it is served.
    served_with: ClassVar[tuple[str, ...]] = ()

    def get_view_restrictions(self) -> Any:
        if self.known_open:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]


class FrontPageRoutingMixin(KnownOpenMixin):
    """Finds the page at the end of an address at once; Wagtail walks down in two queries a level.

    No page type of ours has routes of its own below it: the last one alone decides what it
    answers (``GonePageMixin.route``, ``Page.route``).
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        found = surroundings.look(request, self, path_components)
        if not path_components:
            self.known_open = not found.restricted
            return super().route(request, [])  # type: ignore[misc]
        page = _load(found.trail[-1])
        page.known_open = not found.restricted
        return page.route(request, [])


def _load(node: surroundings.Node) -> Any:
    model = ContentType.objects.get_for_id(node.content_type_id).model_class()
    if model is None:  # a type that this version does not know
        raise Http404
    pages = model._base_manager.all()
    if parts := getattr(model, "served_with", ()):
        pages = pages.select_related(*parts)
    page = pages.filter(pk=node.pk).first()
    if page is None:  # deleted since
        raise Http404
    return page
