"""The design system as it looks: every public component, light and dark, in the admin."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.component_samples import samples

TITLE = _("Components of the public site")
SCHEMES = {"terang": "light", "gelap": "dark"}
COLOURS = (
    "paper", "surface", "wash", "line", "edge", "ink", "muted", "accent", "link", "visited",
    "focus", "brand", "brand-deep", "bar", "gold", "rule", "warning", "warning-line",
    "warning-wash",
)  # fmt: skip


class ComponentsView(WagtailAdminTemplateMixin, TemplateView):
    page_title = TITLE
    header_icon = "view"
    template_name = "news/components.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("components"), "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frames = [
            {"label": label, "url": reverse("component_samples", args=[slug])}
            for slug, label in (("terang", _("Light")), ("gelap", _("Dark")))
        ]
        return super().get_context_data(frames=frames, **kwargs)


@require_safe
@xframe_options_sameorigin
def component_samples(request: HttpRequest, scheme: str) -> HttpResponse:
    """A page of the public site's kind, in one set of colours whatever the reader's setting."""
    if scheme not in SCHEMES:
        raise Http404
    context = {"scheme": SCHEMES[scheme], "samples": samples(request), "colours": COLOURS}
    return render(request, "news/component_samples.html", context)


def component_urls() -> list[Any]:
    return [
        path("komponen/", ComponentsView.as_view(), name="components"),
        path("komponen/<slug:scheme>/", component_samples, name="component_samples"),
    ]


class ComponentsMenuItem(MenuItem):
    """For those who keep the site's vocabulary, as the Web Administrator does."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("news.add_newscategory"))


def components_menu_item() -> MenuItem:
    return ComponentsMenuItem(
        TITLE, reverse("components"), name="components", icon_name="view", order=900
    )
