"""The five kinds of page the newsroom writes."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from news import section
from news.blocks import FilesBlock, MainVideoBlock, PicturesBlock
from news.panels import newsroom_content_panels

from .base import NewsroomPage

NEWS_PARENTS = ["news.NewsIndexPage"]


class NewsPage(NewsroomPage):
    parent_page_types: ClassVar[list[str]] = NEWS_PARENTS
    subpage_types: ClassVar[list[str]] = []
    template = "pages/news_page.html"
    page_description = _("An article: what happened, where and when.")

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")


class GalleryPage(NewsroomPage):
    reader_label = _("Photo gallery")
    images = StreamField(PicturesBlock(), verbose_name=_("pictures"), blank=True)

    content_panels = newsroom_content_panels("images")
    search_fields = [*NewsroomPage.search_fields, index.SearchField("images")]
    parent_page_types: ClassVar[list[str]] = NEWS_PARENTS
    subpage_types: ClassVar[list[str]] = []
    template = "pages/gallery_page.html"
    page_description = _("Several pictures of one event, with a short text.")

    class Meta:
        verbose_name = _("photo gallery")
        verbose_name_plural = _("photo galleries")

    @classmethod
    def missing_by_field(cls, value_of: Callable[[str], Any]) -> dict[str, str | Promise]:
        missing = super().missing_by_field(value_of)
        if not value_of("images") and not _has_block(value_of("body"), "image", "gallery"):
            missing["images"] = _("The gallery has no pictures yet.")
        return missing

    @property
    def picture_list(self) -> list[Any]:
        return [block.value for block in self.images]


class VideoPage(NewsroomPage):
    reader_label = _("Video")
    video = StreamField(MainVideoBlock(), verbose_name=_("video"), blank=True)

    content_panels = newsroom_content_panels("video")
    search_fields = [*NewsroomPage.search_fields, index.SearchField("video")]
    parent_page_types: ClassVar[list[str]] = NEWS_PARENTS
    subpage_types: ClassVar[list[str]] = []
    template = "pages/video_page.html"
    page_description = _("One video, linked or uploaded, with a text that says what it shows.")

    class Meta:
        verbose_name = _("video page")
        verbose_name_plural = _("video pages")

    @classmethod
    def missing_by_field(cls, value_of: Callable[[str], Any]) -> dict[str, str | Promise]:
        missing = super().missing_by_field(value_of)
        if not value_of("video") and not _has_block(value_of("body"), "video"):
            missing["video"] = _("The video is still missing.")
        return missing


class AnnouncementPage(NewsroomPage):
    reader_label = _("Announcement")
    documents = StreamField(FilesBlock(), verbose_name=_("documents"), blank=True)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day on which the announcement applies. Empty: until further notice."),
    )

    content_panels = newsroom_content_panels("documents", "valid_until")
    parent_page_types: ClassVar[list[str]] = NEWS_PARENTS
    subpage_types: ClassVar[list[str]] = []
    template = "pages/announcement_page.html"
    page_description = _("An official announcement with its documents and its last day.")

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    @property
    def document_list(self) -> list[Any]:
        return [block.value for block in self.documents]

    @property
    def has_lapsed(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()


class InformationPage(NewsroomPage):
    show_in_menus_default = True
    parent_page_types: ClassVar[list[str]] = ["news.HomePage", "news.InformationPage"]
    subpage_types: ClassVar[list[str]] = ["news.InformationPage"]
    template = "pages/information_page.html"
    page_description = _("Lasting information: a profile, a service, a procedure.")

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["section"] = section.around(self) if self.path else []
        return context

    def leads_on_to(self) -> None:
        """Lasting information has its section instead of a place among the news."""


def _has_block(body: Any, *names: str) -> bool:
    return any(child.block_type in names for child in body or [])
