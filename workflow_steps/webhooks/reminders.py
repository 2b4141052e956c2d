"""What the clock brings about, for endpoints: each thing once, as for people (``notices``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from ..models import WebhookDelivery, WebhookEvent
from ..notices.matters import Matter
from ..notices.writing import PAGE
from .events import item_of, moment, wanting, write


@dataclass(frozen=True)
class Due:
    """A matter whose standard time is short. ``keys``: its own, then those it had before."""

    event: WebhookEvent
    keys: Sequence[str]
    matter: Matter

    @property
    def page_id(self) -> int | None:
        return self.matter.item_id if self.matter.item_type == PAGE else None


def announce(dues: Sequence[Due]) -> int:
    """In the transaction that tells people, the items locked; returns how many rows it wrote."""
    endpoints = {event: wanting(event) for event in {due.event for due in dues}}
    wanted = [due for due in dues if endpoints[due.event]]
    if not wanted:
        return 0
    keys = {key for due in wanted for key in due.keys}
    rows = WebhookDelivery.objects.filter(key__in=keys).values_list("endpoint_id", "key")
    written = set(rows)
    pages = Page.objects.in_bulk({due.page_id for due in wanted if due.page_id})
    done = 0
    for due in wanted:
        about = _about(due.matter, pages.get(due.page_id or 0))
        for endpoint in endpoints[due.event]:
            if not any((endpoint.pk, key) in written for key in due.keys):
                write(endpoint, due.event, due.matter.title, about, key=due.keys[0])
                done += 1
    return done


def _about(matter: Matter, page: Page | None) -> dict[str, Any]:
    due_at = moment(matter.due_at) if matter.due_at else None
    return {"item": _item(matter, page), "actor": None, "step": matter.step, "due_at": due_at}


def _item(matter: Matter, page: Page | None) -> dict[str, Any]:
    address = f"{get_admin_base_url() or ''}{matter.url}"
    if page is not None:
        return item_of(page, matter.title) | {"admin_url": address}
    known = {"id": matter.item_id, "type": str(_("source material")), "title": matter.title}
    return known | {"admin_url": address, "public_url": None}
