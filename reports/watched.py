"""The office's own lists of words and hosts, made ready for ``watchlist``."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

from .models import KnownHost, WatchedTerm
from .watchlist import Hit, Watchlist


def current_watchlist() -> Watchlist:
    """The lists as they are now; this site's own hosts and the video sites are always known."""
    own = set(Site.objects.values_list("hostname", flat=True))
    own.add(urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "")
    return Watchlist(
        WatchedTerm.objects.values_list("term", flat=True),
        {*KnownHost.objects.values_list("host", flat=True), *settings.NEWSROOM_VIDEO_HOSTS, *own},
    )


def scan(text: str) -> list[Hit]:
    """What ``verify_published`` would say about one text, for a checklist before the paraf."""
    return current_watchlist().scan(text)
