"""The search of the sidebar and of the desk: one page for items, numbers and the register."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..search import search


class SearchForm(forms.Form):
    """What can be asked: no more than a title has."""

    q = forms.CharField(max_length=255, required=False)


class NewsroomSearchView(WagtailAdminTemplateMixin, TemplateView):
    """For everybody who may log in; what each finds, ``reports/search.py`` says."""

    template_name = "reports/search.html"
    page_title = _("Search")
    header_icon = "search"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET)
        words = form.cleaned_data["q"].strip() if form.is_valid() else ""
        return {
            **super().get_context_data(**kwargs),
            "words": words,
            "sections": search(self.request, words) if words else [],
        }


class NewsroomSearchArea(SearchArea):
    """First of Wagtail's search areas, so that the sidebar's field leads here."""

    def is_shown(self, request: HttpRequest) -> bool:
        return True


def newsroom_search_area() -> SearchArea:
    return NewsroomSearchArea(
        _("Everything"), reverse("newsroom_search"), name="newsroom", icon_name="search", order=-10
    )


def search_urls() -> list[Any]:
    return [path("cari/", NewsroomSearchView.as_view(), name="newsroom_search")]
