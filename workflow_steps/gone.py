"""A withdrawn page says so: HTTP 410 with its title, the date and the reason (invariant 7)."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from wagtail.url_routing import RouteResult


class GonePageMixin(models.Model):
    """Answers for a page that was withdrawn, at its own address.

    Through Wagtail's routing and not as an error page, so that view restrictions, the request's
    method and pages below it are treated as for any page (``wagtail/views.py: serve``).
    """

    live: bool  # from Page

    gone_template = "pages/withdrawn.html"

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        from .gate import withdrawal_of  # which builds upon this module

        if not path_components and not self.live:
            withdrawal = withdrawal_of(self)
            if withdrawal is not None:
                return RouteResult(self, kwargs={"withdrawal": withdrawal})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(self, request: HttpRequest, *args: Any, withdrawal: Any = None, **kwargs: Any) -> Any:
        if withdrawal is None:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        request.is_preview = False  # type: ignore[attr-defined]
        # Nothing of the page itself: its row may hold a newer draft by now.
        response = TemplateResponse(
            request, self.gone_template, {"withdrawal": withdrawal}, status=410
        )
        response.headers["X-Robots-Tag"] = "noindex"
        # A 410 may be kept for ever (RFC 9110, 15.5.11); this page may come back.
        patch_cache_control(response, no_cache=True)
        return response
