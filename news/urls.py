"""Public addresses beside the page tree (fixed by the design)."""

from django.urls import path

from .archive import archive
from .feeds import latest_news
from .public_views import robots, search

app_name = "news"

urlpatterns = [
    path("cari/", search, name="search"),
    path("berita/arsip/", archive, name="archive"),
    path("berita/feed/", latest_news, name="feed"),
    path("robots.txt", robots, name="robots"),
]
