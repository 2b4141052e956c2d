"""What the clock brings about, for endpoints: each thing once, as for people (``notices``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from ..models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from .events import item_of, wanting, write


@dataclass(frozen=True)
class Due:
    """An item whose standard time is short. ``keys``: its own, then those it had before."""

    event: WebhookEvent
    keys: Sequence[str]
    title: str
    url: str
    item_id: int
    is_page: bool  # or source material
    step: int
    due_at: datetime | None


def announce(dues: Sequence[Due]) -> int:
    """In the transaction that tells people, the items locked; returns how many rows it wrote."""
    endpoints = {event: wanting(event) for event in {due.event for due in dues}}
    wanted = [due for due in dues if endpoints[due.event]]
    if not wanted:
        return 0
    keys = {key for due in wanted for key in due.keys}
    rows = WebhookDelivery.objects.filter(key__in=keys).values_list("endpoint_id", "key")
    written = set(rows)
    pages = Page.objects.in_bulk({due.item_id for due in wanted if due.is_page})
    done = 0
    for due in wanted:
        about = _about(due, pages.get(due.item_id) if due.is_page else None)
        for endpoint in endpoints[due.event]:
            if not any((endpoint.pk, key) in written for key in due.keys):
                _write(endpoint, due, about)
                done += 1
    return done


def _write(endpoint: WebhookEndpoint, due: Due, about: dict[str, Any]) -> None:
    write(endpoint, due.event, due.title[:255], about, key=due.keys[0])


def _about(due: Due, page: Page | None) -> dict[str, Any]:
    zone = timezone.get_default_timezone()
    at = timezone.localtime(due.due_at, zone).isoformat("T", "seconds") if due.due_at else None
    return {"item": _item(due, page), "actor": None, "step": due.step, "due_at": at}


def _item(due: Due, page: Page | None) -> dict[str, Any]:
    address = f"{get_admin_base_url() or ''}{due.url}"
    if page is not None:
        return item_of(page, due.title) | {"admin_url": address}
    known = {"id": due.item_id, "type": str(_("source material")), "title": due.title}
    return known | {"admin_url": address, "public_url": None}
