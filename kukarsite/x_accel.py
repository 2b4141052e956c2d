"""Let nginx send the files that Wagtail has decided a visitor may have.

Wagtail checks the permission, nginx does the sending: large videos then cost no worker, and
phones can ask for a part of one (Range), which Django's own file response cannot do.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

INTERNAL_LOCATION = "/_media/"  # the same in deploy/nginx.conf


def sendfile(request: HttpRequest, filename: str, **options: Any) -> HttpResponse:
    """Answer with the file's place under MEDIA_ROOT (a backend for ``wagtail.utils.sendfile``)."""
    place = Path(filename).resolve().relative_to(Path(settings.MEDIA_ROOT).resolve())
    response = HttpResponse()
    response["X-Accel-Redirect"] = INTERNAL_LOCATION + quote(place.as_posix())
    return response
