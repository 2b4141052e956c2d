"""Where an office may have an account, and whether an address belongs there."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .web_addresses import https_host

# Platform → the name readers know it by, and its hosts.
PLATFORMS: Final = {
    "instagram": ("Instagram", ("instagram.com",)),
    "facebook": ("Facebook", ("facebook.com", "fb.com")),
    "youtube": ("YouTube", ("youtube.com", "youtu.be")),
    "tiktok": ("TikTok", ("tiktok.com",)),
    "x": ("X", ("x.com", "twitter.com")),
    "threads": ("Threads", ("threads.net", "threads.com")),
    "telegram": ("Telegram", ("t.me", "telegram.me")),
    "whatsapp": ("WhatsApp", ("whatsapp.com",)),
}
CHOICES: Final = [(key, name) for key, (name, _hosts) in PLATFORMS.items()]


def validate_account(platform: str, address: str) -> None:
    """Refuse an address that is not of the platform, saying which hosts are."""
    name, hosts = PLATFORMS[platform]
    host = https_host(address)
    if not any(host == own or host.endswith(f".{own}") for own in hosts):
        raise ValidationError(
            _("This is no address of %(platform)s. It begins with https:// and one of: %(hosts)s.")
            % {"platform": name, "hosts": ", ".join(hosts)}
        )
