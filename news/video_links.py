"""Which other sites a video may be linked from (``NEWSROOM_VIDEO_HOSTS``)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PROVIDER_NAMES = {"youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo"}
UPLOADED_VIDEO_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


def video_host(url: str) -> str:
    """The host a browser would visit, or "" when the address is not a plain web address."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or parts.username or parts.password or parts.port:
            return ""
    except ValueError:
        return ""
    return (parts.hostname or "").rstrip(".").lower()


def validate_video_link(url: str) -> None:
    """Refuse an address outside the allow-list, saying which sites are on it."""
    if video_host(url) not in settings.NEWSROOM_VIDEO_HOSTS:
        raise ValidationError(
            _("Only links to these video sites are accepted: %(hosts)s."),
            code="video_host",
            params={"hosts": ", ".join(settings.NEWSROOM_VIDEO_HOSTS)},
        )


def provider_name(url: str) -> str:
    """The site's name as a reader knows it: "YouTube" for any of its hosts."""
    host = video_host(url)
    registered = ".".join(host.split(".")[-2:])
    return PROVIDER_NAMES.get(registered, host)
