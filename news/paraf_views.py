"""``/paraf/<page number>/``: anybody can see that what they read is what was initialled.

By the number of the page and not below its address: it stays the same when the page is renamed or
moved, and no page's slug can be in its way.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from . import paraf


@require_safe
def verification(request: HttpRequest, number: int) -> HttpResponse:
    record = _record(number)
    context = {"record": record, "withdrawal": record.withdrawal, "check": record.check}
    response = render(request, "pages/paraf.html", context, status=_status(record))
    return _fresh(response)


@require_safe
def verification_data(request: HttpRequest, number: int) -> HttpResponse:
    """The same for a program: with the content that was initialled, to compute its digest."""
    record = _record(number)
    data: Any = paraf.as_data(record, request)
    options = {"ensure_ascii": False, "indent": 1}
    return _fresh(JsonResponse(data, json_dumps_params=options, status=_status(record)))


def _record(number: int) -> paraf.Record:
    record = paraf.record_of(number)
    if record is None:
        raise Http404
    return record


def _status(record: paraf.Record) -> int:
    return 410 if record.withdrawal else 200


def _fresh(response: HttpResponse) -> HttpResponse:
    """Computed for this visit, and so shown to nobody else; search engines have the page itself."""
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, no_cache=True)
    return response
