"""Public addresses beside the page tree; search and the Atom feed are fixed by the design."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from . import feeds, sitemaps
from .archive import archive
from .paraf_views import verification, verification_data
from .public_views import colour_sheet, robots, search, suggestions
from .share_image import share_image

app_name = "news"


def _feed(address: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Atom at the address itself, RSS below it."""
    return [
        path(address, view, name=name),
        path(f"{address}rss/", view, {"kind": "rss"}, name=f"{name}_rss"),
    ]


urlpatterns = [
    path("cari/", search, name="search"),
    path("cari/saran/", suggestions, name="suggestions"),
    path("berita/arsip/", archive, name="archive"),
    *_feed("berita/feed/", feeds.latest_news, "feed"),
    *_feed("berita/feed/kategori/<slug:slug>/", feeds.category_news, "category_feed"),
    *_feed("berita/feed/informasi/<slug:code>/", feeds.class_news, "class_feed"),
    path("bagikan/<int:pk>-<slug:digest>.png", share_image, name="share_image"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap_part"),
    path("paraf/<int:number>/", verification, name="paraf"),
    path("paraf/<int:number>.json", verification_data, name="paraf-data"),
    path("robots.txt", robots, name="robots"),
    re_path(
        r"^warna/(?P<brand>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})\.css$",
        colour_sheet,
        name="colours",
    ),
]
