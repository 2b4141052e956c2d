"""What is answered when something is wrong: 404 with help, 500, and 503 while there is no database.

The last two must work when nothing else does, so they ask for nothing.
"""

import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token
from wagtail.models import Site

from news.likely import likely_pages, words_of

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 120


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the words of the address in the search form, and pages that have them."""
    try:
        site = Site.find_for_request(request)
        words = words_of(request.path)
        context = {
            "query": " ".join(words),
            "likely": likely_pages(words, site.root_page if site else None),
        }
        return render(request, "404.html", context, status=404)
    except (OperationalError, InterfaceError):
        raise  # ``server_error`` knows what to say
    except Exception:
        logger.exception("The page for what was not found failed")
        return HttpResponseNotFound(render_to_string("404_plain.html"))


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled (``django/core/handlers/exception.py``)."""
    if database_is_away(sys.exc_info()[1]):
        response = HttpResponse(render_to_string("503.html"), status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    else:
        response = HttpResponse(render_to_string("500.html"), status=500)
    add_never_cache_headers(response)
    return response


def database_is_away(exception: Any) -> bool:
    """Whether it failed because the database cannot be reached, and not for another reason.

    A lock or a time limit is the same class of exception; then the connection still works.
    """
    while exception is not None:
        if isinstance(exception, (OperationalError, InterfaceError)):
            return connection.connection is None or not connection.is_usable()
        exception = exception.__cause__ or exception.__context__
    return False
