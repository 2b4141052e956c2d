"""Public addresses that are not pages: search and the note to crawlers."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from . import listing

MAX_QUERY_LENGTH = 200
RESULTS_PER_PAGE = 12


def search_words(query: str) -> str:
    """Letters and digits only: SQLite's full-text syntax gives signs a meaning of their own."""
    return " ".join(re.findall(r"[^\W_]+", query[:MAX_QUERY_LENGTH]))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search titles, summaries and bodies of everything published."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
    words = search_words(query)
    context = {"query": query, "searched": bool(words), "results": None, "cards": []}
    if words:
        found = (
            Page.objects.live()
            .public()
            .type(*listing.newsroom_types())
            .search(words, operator="and", order_by_relevance=True)
        )
        page = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
        context["results"] = page
        context["cards"] = listing.cards_by_id(result.pk for result in page)
    return render(request, "pages/search.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('news:search')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
