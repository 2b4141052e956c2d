"""Pages that lead to others: the front page and the list of everything published."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from news import cards, listing, surroundings
from news.panels import intro_content_panels
from news.routing import FrontPageRoutingMixin, KnownOpenMixin
from workflow_steps.gate import GatedPageMixin

from .classification import NewsCategory


class HomePage(GatedPageMixin, FrontPageRoutingMixin, Page):
    """The front page: what is new, and the announcements that still apply."""

    intro = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences that say what a reader finds on this site."),
    )

    content_panels = intro_content_panels()
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["news.NewsIndexPage", "news.InformationPage"]
    max_count = 1
    template = "pages/home_page.html"
    page_description = _("The front page of the site.")

    LATEST = 7
    ANNOUNCEMENTS = 4

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        stories = listing.published(*listing.story_types(), under=self)
        shown = listing.as_cards(stories[: self.LATEST])
        context["lead"], context["latest"] = (shown[0] if shown else None), shown[1:]
        announcements = listing.current_announcements(self)[: self.ANNOUNCEMENTS]
        context["announcements"] = cards.read(announcements)
        context["news_index_url"] = surroundings.index_address(request)
        return context


class NewsIndexPage(GatedPageMixin, KnownOpenMixin, Page):
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
        pages = listing.published(*listing.news_types(), under=self)
        categories = list(NewsCategory.objects.all())
        category = self._chosen_category(request, categories)
        if category is not None:
            pages = listing.in_category(pages, category)
        # get_page answers a page number out of range with the nearest page there is.
        page = Paginator(pages, self.PER_PAGE).get_page(request.GET.get("page"))
        context["news"] = page
        context["cards"] = listing.as_cards(page.object_list, {c.pk: c for c in categories})
        context["category"] = category
        context["categories"] = categories
        return context

    @staticmethod
    def _chosen_category(
        request: HttpRequest, categories: list[NewsCategory]
    ) -> NewsCategory | None:
        slug = request.GET.get("kategori", "").strip()
        if not slug:
            return None
        for category in categories:
            if category.slug == slug:
                return category
        raise Http404
