"""From what this floor announces to rows of the outbox, in the same transaction.

A further event is one line of ``SOURCES`` and one of ``WebhookEvent``.
"""

import json
import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models.signals import ModelSignal
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url
from wagtail.signals import page_published

from .. import signals
from ..background import enqueue_after_commit
from ..models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from .delivery import deliver

SOURCES: list[tuple[Signal | ModelSignal, WebhookEvent]] = [
    (signals.page_submitted, WebhookEvent.SUBMITTED),
    (signals.review_passed, WebhookEvent.REVIEW_PASSED),
    (signals.page_returned, WebhookEvent.RETURNED),
    (signals.page_approved, WebhookEvent.APPROVED),
    (signals.page_withdrawn, WebhookEvent.WITHDRAWN),
    (signals.emergency_published, WebhookEvent.EMERGENCY),
]


def register() -> None:
    for signal, event in SOURCES:
        signal.connect(
            partial(_on_page, event), weak=False, dispatch_uid=f"newsroom_webhook_{event}"
        )
    page_published.connect(_on_published, weak=False, dispatch_uid="newsroom_webhook_live")


def _on_page(event: WebhookEvent, sender: Any, page: Any, user: Any = None, **kwargs: Any) -> None:
    tell(event, page, user, kwargs.get("standing"))


def _on_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail also sends this when a page is only scheduled; then it is not live."""
    from ..gate import GatedPageMixin  # which needs the models, which this app's start makes ready

    if isinstance(instance, GatedPageMixin) and instance.live and not instance.alias_of_id:
        tell(WebhookEvent.LIVE, instance, None)


def wanting(event: WebhookEvent) -> list[WebhookEndpoint]:
    return [one for one in WebhookEndpoint.objects.all() if event.value in one.events]


def tell(event: WebhookEvent, page: Any, user: Any, standing: Any = None) -> None:
    """One row for each endpoint that wants to know."""
    wanted = wanting(event)
    if not wanted:
        return
    title = (page.title if page.live else page.draft_title or page.title)[:255]
    about = {"item": item_of(page, title), "actor": actor_of(user, standing)}
    for endpoint in wanted:
        write(endpoint, event, title, about)


def ping(endpoint: WebhookEndpoint, user: Any) -> WebhookDelivery:
    """A message about nothing, to try the other end."""
    return write(
        endpoint, WebhookEvent.PING, endpoint.name, {"item": None, "actor": actor_of(user)}
    )


def write(
    endpoint: WebhookEndpoint,
    event: WebhookEvent,
    title: str,
    about: dict[str, Any],
    key: str = "",
) -> WebhookDelivery:
    now = timezone.now()
    number = uuid.uuid4()
    body = {
        "event": event.value,
        "id": str(number),
        "time": moment(now),
        **about,
    }
    delivery = WebhookDelivery.objects.create(
        id=number,
        endpoint=endpoint,
        event=event.value,
        key=key,
        title=title,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        created_at=now,
        next_at=now,
    )
    if endpoint.active:
        enqueue_after_commit(deliver, str(number))
    return delivery


def moment(at: datetime) -> str:
    """ISO 8601 in the office's zone, to the second."""
    return timezone.localtime(at, timezone.get_default_timezone()).isoformat("T", "seconds")


def item_of(page: Any, title: str) -> dict[str, Any]:
    """Of what is not public, no more than its title."""
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "id": page.pk,
        "type": str(page.specific_class._meta.verbose_name),
        "title": title,
        "admin_url": f"{get_admin_base_url() or ''}{editor}",
        "public_url": page.full_url if page.live else None,
    }


def actor_of(user: Any, standing: Any = None) -> dict[str, str] | None:
    """Whoever acted, under the office they acted in; ``None``: the system."""
    if user is None:
        return None
    office = standing.office if standing else user.office_title
    return {"name": str(user), "office": office}
