"""Promoted results: Wagtail's own app, for pages only.

Its links to other sites and its descriptions would reach readers without anybody's paraf; what a
page says has one (ADR 10).
"""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.search_promotions.forms import SearchPromotionsFormSet
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.contrib.search_promotions.views import CreateView, EditView, IndexView
from wagtail.models import Page

from . import listing
from .models import SearchEntry


class PromotedPageForm(WagtailAdminModelForm):
    """One page that is put first."""

    sort_order = forms.IntegerField(required=False)

    class Meta:
        model = SearchPromotion
        fields = ["query", "page"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].required = True
        self.fields["page"].help_text = ""
        self.fields["page"].widget = AdminPageChooser(target_models=listing.newsroom_types())

    def clean_page(self) -> Page:
        page: Page = self.cleaned_data["page"]
        if not SearchEntry.objects.filter(pk=page.pk).exists():
            raise forms.ValidationError(
                _("Readers cannot find this page: choose one that is public, written here.")
            )
        return page


class PromotedPagesFormSet(SearchPromotionsFormSet):
    form = PromotedPageForm


class PagesOnly:
    """Wagtail's view with our form set; what else is posted is not read."""

    request: HttpRequest
    object: Any

    @cached_property
    def searchpicks_formset(self) -> Any:
        data = self.request.POST if self.request.method == "POST" else None
        return PromotedPagesFormSet(data, instance=self.object)


class CreatePromotion(PagesOnly, CreateView):
    pass


class EditPromotion(PagesOnly, EditView):
    pass


class Promotions(IndexView):
    """Without the column of views: searches are not counted, so that reading writes nothing."""

    columns = IndexView.columns[:2]


def hide_search_terms(request: HttpRequest, menu_items: list[Any]) -> None:
    """Searches of readers are not recorded, so there are none to report."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]
