"""``/berita/arsip/``: everything published, by month, kind, topic, information class and source."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F
from django.db.models.functions import Coalesce, TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import PageQuerySet

from . import listing, surroundings
from .models import InformationClass, NewsCategory
from .models.search import Kind, kind_of

SOURCES = 200


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    pages = listing.published(*listing.news_types()).order_by()
    context = {
        "index_url": surroundings.index_address(request) or "/",
        "years": _years(pages),
        "kinds": _kinds(pages),
        "categories": _named(pages, "category_id", NewsCategory.objects.all()),
        "classes": _named(pages, "information_class_id", InformationClass.objects.all()),
        "sources": _sources(pages),
    }
    return render(request, "pages/archive.html", context)


def _years(pages: PageQuerySet) -> list[dict[str, Any]]:
    months = (
        pages.exclude(first_published_at=None)
        .annotate(month=TruncMonth("first_published_at"))
        .values_list("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    years: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for month, count in months:
        years[month.year].append({"month": month, "count": count})
    return [
        {"year": year, "months": found, "count": sum(month["count"] for month in found)}
        for year, found in years.items()
    ]


def _kinds(pages: PageQuerySet) -> list[dict[str, Any]]:
    models = ContentType.objects.get_for_models(*listing.news_types())
    counts = dict(pages.values_list("content_type_id").annotate(count=Count("pk")))
    found = {kind_of(model): counts.get(kind.pk) for model, kind in models.items()}
    return [{"kind": kind, "count": found[kind]} for kind in Kind if found.get(kind)]


def _named(pages: PageQuerySet, field: str, things: Iterable[Any]) -> list[dict[str, Any]]:
    counts = dict(_by(pages, field).values_list("own", "count"))
    return [{"thing": thing, "count": counts[thing.pk]} for thing in things if thing.pk in counts]


def _sources(pages: PageQuerySet) -> list[dict[str, Any]]:
    """The units with the most news; in the order of their names."""
    found = _by(pages, "source").exclude(own="").order_by("-count", "own")[:SOURCES]
    return sorted(found.values("own", "count"), key=lambda source: source["own"].casefold())


def _by(pages: PageQuerySet, field: str) -> PageQuerySet:
    each = [F(f"{model._meta.model_name}__{field}") for model in listing.news_types()]
    return pages.annotate(own=Coalesce(*each)).values("own").annotate(count=Count("pk"))
