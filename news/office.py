"""Who speaks on this site: one place to ask, so that settings of the office can answer later."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site


def office_name(request: HttpRequest | None) -> str:
    """The office as readers know it: what the site is called in the admin."""
    site = Site.find_for_request(request) if request else None
    return str((site and site.site_name) or settings.WAGTAIL_SITE_NAME)
