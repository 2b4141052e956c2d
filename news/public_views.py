"""Public addresses that are not pages: search, its suggestions and the note to crawlers."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import colours, office_colours
from .models import NewsCategory
from .search.answer import answer, promoted, titles_like
from .search.forms import SearchForm
from .search.words import SHORTEST_PREFIX, WORD, question

MAX_QUERY_LENGTH = 200
SUGGESTIONS_LAST = 300  # seconds


def search_words(query: str) -> str:
    """Letters and digits only; signs are gaps."""
    return " ".join(re.findall(WORD, query[:MAX_QUERY_LENGTH]))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search titles, summaries and bodies of everything published; nothing is written."""
    asked = {name: str(value).replace("\x00", "") for name, value in request.GET.items()}
    query = asked.get("q", "").strip()[:MAX_QUERY_LENGTH]
    terms = question(search_words(query))
    form = SearchForm(asked, list(NewsCategory.objects.all()))
    context: dict[str, Any] = {"query": query, "searched": bool(terms), "form": form, "cards": []}
    if terms and form.is_valid():
        found = answer(terms, form.narrowing(), asked.get("page"))
        first = found.results.number == 1 and not form.narrows
        picked = promoted(query, terms, found.closed) if first else []
        context |= {"found": found, "results": found.results, "promoted": picked}
        context["cards"] = [card for card in found.cards if card not in picked]
    return render(request, "pages/search.html", context)


@require_safe
@cache_control(public=True, max_age=SUGGESTIONS_LAST)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles for what is being typed, the newest first."""
    terms = question(search_words(request.GET.get("q", "")))
    enough = any(len(term.word) >= SHORTEST_PREFIX for term in terms)
    return JsonResponse({"titles": titles_like(terms) if enough else []})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answers to searches may be fetched: they say ``noindex``, which nobody sees who may not.

    Else an address with words of gambling in it could be listed, as it has happened to such sites.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def colour_sheet(request: HttpRequest, brand: str, accent: str) -> HttpResponse:
    """The office's colours as a style sheet of its own, since pages carry no inline style.

    The address says all of it, so it never changes and costs no query. Which one is linked is
    content of the front page; colours that could not be saved there have no style sheet either.
    """
    both = f"#{brand}", f"#{accent}"
    if any(colours.shortfalls(*both)):
        raise Http404
    response = HttpResponse(
        office_colours.style_sheet(*both), content_type="text/css; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
