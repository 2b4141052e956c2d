"""Which links a page has, and which pages have which."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.blocks import RichTextBlock, URLBlock
from wagtail.models import Page

from news.models.links import LinkCheck, LinkReading, PageLink
from news.parts import Part, parts_of

from . import inside
from .found import Link, address_of, host_of, link_to, links_in, unique


def links_of(parts: Iterable[Part]) -> list[tuple[Link, str]]:
    """Every link in a page's blocks, with the content path of its block."""
    return [(link, part.path) for part in parts for link in _links_in(part)]


def _links_in(part: Part) -> list[Link]:
    if not part.value:
        return []
    if isinstance(part.block, RichTextBlock):
        return links_in(part.value.source)
    if isinstance(part.block, URLBlock):
        return [link_to(part.value)]
    return []


def addresses_of(page: Any) -> list[str]:
    """Of other sites that the page links to, each once."""
    return outside(link for link, _path in links_of(parts_of(page)))


def outside(links: Iterable[Link]) -> list[str]:
    """What has to be asked over the network; the site's own pages are known (``inside.py``)."""
    addresses = unique(address_of(link) for link in links)
    own = inside.own_hosts() if addresses else {}
    return [address for address in addresses if host_of(address) not in own]


def key_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def known(addresses: Iterable[str]) -> dict[str, LinkCheck]:
    """What is known about each, in one query."""
    keys = {key_of(address): address for address in addresses}
    if not keys:
        return {}
    return {keys[row.key]: row for row in LinkCheck.objects.filter(key__in=keys)}


def read(page_id: int, now: datetime) -> list[LinkCheck]:
    """Take down the links of a page as it is public and as it is being written."""
    found = Page.objects.filter(pk=page_id).first()
    if found is None:
        return []
    stored: Any = found.specific
    live = set(addresses_of(stored)) if stored.live else set()
    draft = set(addresses_of(stored.get_latest_revision_as_object()))
    with transaction.atomic():
        checks = _rows_for(sorted(live | draft), now)
        PageLink.objects.bulk_create(
            [
                PageLink(page=found, link=row, in_live=at in live, in_draft=at in draft)
                for at, row in checks.items()
            ],
            update_conflicts=True,
            unique_fields=["page", "link"],
            update_fields=["in_live", "in_draft"],
        )
        PageLink.objects.filter(page=found).exclude(link__in=checks.values()).delete()
        LinkReading.objects.update_or_create(page=found, defaults={"read_at": now})
    return list(checks.values())


def _rows_for(addresses: list[str], now: datetime) -> dict[str, LinkCheck]:
    LinkCheck.objects.bulk_create(
        [LinkCheck(key=key_of(at), address=at, next_at=now) for at in addresses],
        ignore_conflicts=True,
    )
    return known(addresses)
