"""``/sitemap.xml``: an index, and its parts: all pages, the news of two days, pictures."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import views as wagtail_views
from wagtail.images import get_image_model
from wagtail.models import PageQuerySet

from workflow_steps.models import ActFile

from . import listing
from .library_guard import live_files
from .office import site_name
from .xml_text import printable

NEWS_DAYS = 2  # what Google's news index takes
NEWS_LIMIT = 1_000
SMALLEST_PICTURE = 400


class PagesMap(Sitemap):
    """Every public page of the site: its address and when it was last published."""

    limit = 10_000  # of the 50,000 that a file may hold: a smaller answer is a faster one

    def items(self) -> PageQuerySet:
        """Plain pages, not ``specific()``: address and date are in Wagtail's own table."""
        root = self.get_wagtail_site().root_page
        return root.get_descendants(inclusive=True).live().public().order_by("path")

    @cached_property
    def paginator(self) -> Paginator:
        pages = self.items()
        self.totals = pages.aggregate(number=Count("pk"), latest=Max("last_published_at"))
        paginator = Paginator(pages, self.limit)
        paginator.count = self.totals["number"]  # so it does not ask again
        return paginator

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.totals["latest"] if self.paginator else None
        return latest

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        pages = list(self.paginator.page(page).object_list)
        more = self.more_about(pages)
        return [
            {
                "item": item,
                "location": self.location(item),
                "lastmod": self.lastmod(item),
                **more.get(item.pk, {}),
            }
            for item in pages
        ]

    def more_about(self, pages: list[Any]) -> dict[int, dict[str, Any]]:
        return {}


class NewsMap(PagesMap):
    limit = NEWS_LIMIT

    def items(self) -> PageQuerySet:
        since = timezone.now() - timedelta(days=NEWS_DAYS)
        root = self.get_wagtail_site().root_page
        pages = listing.published(*listing.news_types(), under=root)
        return pages.filter(first_published_at__gte=since)

    def more_about(self, pages: list[Any]) -> dict[int, dict[str, Any]]:
        name = printable(site_name(self.get_wagtail_site()))
        return {page.pk: {"office": name, "title": printable(page.title)} for page in pages}


class PicturesMap(PagesMap):
    """Pages with the pictures on them, in the largest size the public can fetch."""

    limit = 1_000

    def items(self) -> PageQuerySet:
        root = self.get_wagtail_site().root_page
        pages = listing.published(*listing.newsroom_types(), under=root)
        return pages.filter(Exists(_pictures().filter(act__page_id=OuterRef("pk"))))

    def more_about(self, pages: list[Any]) -> dict[int, dict[str, Any]]:
        uses = _pictures().filter(act__page_id__in=[page.pk for page in pages])
        pairs = list(uses.order_by("pk").values_list("act__page_id", "object_id"))
        addresses = _largest({image_id for _, image_id in pairs})
        base = self.get_wagtail_site().root_url
        found: dict[int, dict[str, Any]] = {page.pk: {"pictures": []} for page in pages}
        for page_id, image_id in pairs:
            pictures = found[page_id]["pictures"]
            url = urljoin(base, addresses.get(image_id, ""))
            if image_id in addresses and url not in pictures:
                pictures.append(url)
        return found


def _pictures() -> Any:
    """Which pictures the public pages show: from the acts that put them there."""
    return live_files().filter(kind=ActFile.Kind.IMAGE)


def _largest(image_ids: set[int]) -> dict[int, str]:
    """Only sizes that exist: making them is for who publishes, not for a crawler to cause."""
    model = get_image_model().get_rendition_model()
    sizes = model.objects.filter(image_id__in=image_ids, width__gte=SMALLEST_PICTURE)
    rows = sizes.order_by("width").values_list("image_id", "file")
    storage = model._meta.get_field("file").storage
    return {image_id: storage.url(name) for image_id, name in rows}


PARTS: dict[str, type[PagesMap]] = {"halaman": PagesMap, "berita": NewsMap, "gambar": PicturesMap}
TEMPLATES = {
    "halaman": "sitemap.xml",
    "berita": "sitemaps/news.xml",
    "gambar": "sitemaps/pictures.xml",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts that have something in them: the schema wants one address at least."""
    parts = {name: part(request) for name, part in PARTS.items()}
    filled = {name: part for name, part in parts.items() if part.paginator.count}
    response: HttpResponse = wagtail_views.index(
        request, filled, sitemap_url_name="news:sitemap_part"
    )
    return response


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    response: HttpResponse = wagtail_views.sitemap(
        request, PARTS, section=section, template_name=TEMPLATES.get(section, "sitemap.xml")
    )
    return response
