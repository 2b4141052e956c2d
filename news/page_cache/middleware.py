"""Django's page cache around the public site, and the headers that caches outside go by."""

import hashlib
from collections.abc import Callable
from typing import Final, cast

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.middleware.cache import CacheMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import (
    get_conditional_response,
    has_vary_header,
    patch_cache_control,
)
from django.utils.http import quote_etag

from news import kept

from . import clearances

# What changes by itself (an announcement lapses, "three hours ago") may be as old as both
# together (``kept.SECONDS``): five minutes.
KEPT_SECONDS: Final = 240
# Anything else in an address makes no other page, so it must not fill the memory.
PARAMETERS: Final = frozenset(
    {"page", "sampai", "jenis", "kategori", "kelas", "tahun", "bulan", "sumber"}
)
CACHE: Final = "pages"

GetResponse = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    """Only for readers: who brings a session gets every page made anew, and no cache keeps it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.search = reverse("news:search")
        self.lists = (reverse("news:feed"), reverse("news:archive"), "/sitemap")
        self.elsewhere = (
            reverse("wagtailadmin_home"),
            "/dokumen/",
            "/warna/",
            settings.STATIC_URL,
            settings.MEDIA_URL,
            "/healthz",
            "/readyz",
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(self.elsewhere):
            return self.get_response(request)
        try:
            request.get_host()
        except DisallowedHost:  # to be refused further in, with the policy on it
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = self.get_response(request)
            _not_for_caches(response)
            return response
        if request.path == self.search or not request.GET.keys() <= PARAMETERS:
            self._count(request, clearances.generation())
            response = self._made(request)
        else:
            response = self._kept(request)
        if response.has_header("ETag"):
            etag = response["ETag"]
            response = get_conditional_response(request, etag=etag, response=response)  # type: ignore[assignment]
        return response

    def _kept(self, request: HttpRequest) -> HttpResponse:
        """Django's middleware takes its prefix when it is built, so it is built for the request."""
        prefix = self._count(request, clearances.generation(self._scope(request)))
        keeper = CacheMiddleware(
            self._made, page_timeout=KEPT_SECONDS, cache_alias=CACHE, key_prefix=prefix
        )
        response = cast(HttpResponse, keeper(request))
        # Django's, for its own time; what others may do says Cache-Control.
        response.headers.pop("Expires", None)
        return response

    def _count(self, request: HttpRequest, generation: str) -> str:
        """What the answer is kept under, and what stands around it: by one look for clearances.

        By a second look of its own it could be older than the answer's. The day is part of both:
        what depends on the date changes at midnight.
        """
        today = f"{timezone.localdate():%Y%m%d}"
        kept.count_for(request, f"{today}-{clearances.of_everything(generation)}")
        return f"{today}-{generation}"

    def _scope(self, request: HttpRequest) -> str:
        """A list of pages, or the one page at this address."""
        if request.GET or request.path in ("/", "/berita/") or request.path.startswith(self.lists):
            return clearances.LISTS
        return request.path

    def _made(self, request: HttpRequest) -> HttpResponse:
        kept.find_site(request)
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            # The view knows better; Django would shorten its time to ours.
            request._cache_update_cache = False  # type: ignore[attr-defined]
            return response
        if response.status_code != 200 or response.streaming:
            patch_cache_control(response, no_cache=True)
        elif response.cookies or has_vary_header(response, "Cookie"):
            _not_for_caches(response)
        else:
            patch_cache_control(response, public=True, max_age=0, **settings.NEWSROOM_SHARED_CACHE)
            _set_etag(response)
        return response


def _set_etag(response: HttpResponse) -> None:
    """Of the policy too: a 304 brings none, and the browser keeps the one it has."""
    policy = response.get("Content-Security-Policy", "")
    seal = hashlib.sha256(response.content + policy.encode()).hexdigest()
    response.headers["ETag"] = quote_etag(seal[:32])


def _not_for_caches(response: HttpResponse) -> None:
    response.headers["Cache-Control"] = "private, no-store"
