"""The list of everything published."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from news import anchored, listing
from news.narrowing import asked_for
from news.panels import intro_content_panels
from news.privacy_gate import PrivacyCheckedMixin
from news.routing import RoutedPageMixin
from workflow_steps.gate import GatedPageMixin

from .classification import NewsCategory


class NewsIndexPage(PrivacyCheckedMixin, GatedPageMixin, RoutedPageMixin, Page):
    """``/berita/``: everything published, newest first, by category if asked."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = intro_content_panels()
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    show_in_menus_default = True
    parent_page_types: ClassVar[list[str]] = ["news.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "news.NewsPage",
        "news.GalleryPage",
        "news.VideoPage",
        "news.AnnouncementPage",
    ]
    max_count = 1
    template = "pages/news_index_page.html"
    page_description = _("The list of all news, galleries, videos and announcements.")

    PER_PAGE = 12

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        categories = list(NewsCategory.objects.all())
        narrowing = asked_for(request.GET, categories)
        pages = narrowing.applied_to(listing.published(*listing.news_types(), under=self))
        page = anchored.page_of(pages, self.PER_PAGE, request.GET)
        shown = listing.as_cards(page.object_list)
        return context | {
            "news": page,
            "cards": shown,
            "anchor": anchored.anchor(request.GET, page, shown),
            "categories": categories,
            "category": narrowing.category,
            "narrowing": narrowing,
            "ways_back": list(narrowing.ways_back(request.GET)),
        }
