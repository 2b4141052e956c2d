"""Links that pass a page on: plain addresses, no script and no request to anybody before a tap."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class ShareLink:
    key: str
    name: str
    address: str


# What people here use most stands first.
SERVICES = (
    ("whatsapp", "WhatsApp", "https://wa.me/", ("text",)),
    ("telegram", "Telegram", "https://t.me/share/url", ("url", "text")),
    ("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php", ("u",)),
    ("x", "X", "https://x.com/intent/post", ("url", "text")),
)


def share_links(address: str, title: str) -> list[ShareLink]:
    """``address`` is absolute: it is read somewhere else."""
    return [
        ShareLink(key, name, f"{service}?{_query(parts, address, title)}")
        for key, name, service, parts in SERVICES
    ]


def _query(parts: tuple[str, ...], address: str, title: str) -> str:
    text = title if len(parts) > 1 else f"{title}\n{address}"
    values = {"url": address, "u": address, "text": text}
    return urlencode({part: values[part] for part in parts}, quote_via=quote)
