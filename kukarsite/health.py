"""Two questions a supervisor asks: is the process alive, and can it work?"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive. Touches neither database nor cache: restarting would not mend those."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Ready for visitors, or 503 with the part that failed (the reason stays in the log)."""
    parts = {"database": _works(_ask_database), "cache": _works(_ask_cache)}
    return JsonResponse(
        {name: "ok" if works else "failed" for name, works in parts.items()},
        status=200 if all(parts.values()) else 503,
    )


def _works(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:
        logger.exception("Not ready: %s failed", ask.__name__)
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _ask_cache() -> None:
    token = get_random_string(12)
    cache.set("readyz", token, timeout=10)
    # Another process may have written in between; any answer proves that the cache keeps things.
    if cache.get("readyz") is None:
        raise RuntimeError("the cache forgot what it was given")
