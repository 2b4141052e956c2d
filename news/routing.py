"""From an address to the page there, in two queries however deep it lies."""

from typing import Any, ClassVar, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction

from . import surroundings


class RoutedPageMixin:
    """Spares a page that was found by its address what the way there has told already.

    Wagtail asks again for the restrictions of every page it serves, and for all sites whenever an
    address is written (``wagtail_hooks.check_view_restrictions``, ``Page.get_url``).
    """

    known_open: bool = False
    # Its address without and with the site's; known while it is served.
    routed_url: str = ""
    routed_full_url: str = ""
    # Read together with the page when it is served.
    served_with: ClassVar[tuple[str, ...]] = ()

    def found_at(self, way: surroundings.Surroundings) -> None:
        self.known_open = not way.restricted
        self.routed_url = way.trail[-1].url
        self.routed_full_url = way.root_url + self.routed_url

    def get_view_restrictions(self) -> Any:
        if self.known_open:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> Any:
        return self.routed_url or super().get_url(request, current_site)  # type: ignore[misc]

    def get_full_url(self, request: HttpRequest | None = None) -> Any:
        return self.routed_full_url or super().get_full_url(request)  # type: ignore[misc]


class FrontPageRoutingMixin(RoutedPageMixin):
    """Finds the page at the end of an address at once; Wagtail walks down in two queries a level.

    No page type of ours has routes of its own below it: the last one alone decides what it
    answers (``GonePageMixin.route``, ``Page.route``).
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        found = surroundings.look(request, cast(Page, self), path_components)
        if not path_components:
            self.found_at(found)
            return super().route(request, [])  # type: ignore[misc]
        page = _load(found.trail[-1])
        page.found_at(found)
        return page.route(request, [])


def _load(node: surroundings.Node) -> Any:
    model = ContentType.objects.get_for_id(node.content_type_id).model_class()
    if model is None:  # a type that this version does not know
        raise Http404
    pages = model._base_manager.all()
    if parts := getattr(model, "served_with", ()):
        pages = pages.select_related(*parts)
    try:
        return pages.get(pk=node.pk)
    except ObjectDoesNotExist as gone:  # deleted since
        raise Http404 from gone
