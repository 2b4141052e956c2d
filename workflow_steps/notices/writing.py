"""The only way a notice comes into being, and how it is settled when its matter is.

Inside the transaction of what is announced: rolled back, nobody was told; committed, nothing
that happens afterwards can lose it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils import timezone

from ..after_commit import once_after_commit
from ..due_queue import keep_going_later
from ..models import Notice
from .hours import OfficeHours
from .preferences import ASKING, URGENT, Channel, Preferences

Kind, Mail = Notice.Kind, Notice.Mail
PAGE, MATERIAL = "page", "material"


@dataclass(frozen=True)
class News:
    """What is told; ``key`` names it, so that the same person is never told twice."""

    kind: Notice.Kind
    key: str
    title: str
    url: str
    item_type: str = ""
    item_id: int | None = None
    due_at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)


def tell(people: Iterable[Any], news: News, *, actor: Any = None) -> int:
    """Write a row for each of them, but not for whoever did it; returns for how many.

    Those who have been told already keep the row they have.
    """
    actor_id = getattr(actor, "pk", None)
    recipients = {one.pk: one for one in people if one and one.is_active and one.pk != actor_id}
    if not recipients:
        return 0
    wants = Preferences(recipients.values()).wants
    now = timezone.now()
    deliver_after = now if news.kind in URGENT else OfficeHours.read().next_opening(now)
    rows = [
        Notice(
            recipient=person,
            recipient_name=str(person),
            kind=news.kind,
            key=news.key,
            item_type=news.item_type,
            item_id=news.item_id,
            title=news.title[:255],
            url=news.url,
            due_at=news.due_at,
            data=news.data,
            created_at=now,
            on_bell=wants(person.pk, news.kind, Channel.BELL),
            mail=mail_for(person, wants(person.pk, news.kind, Channel.MAIL)),
            deliver_after=deliver_after,
        )
        for person in recipients.values()
    ]
    return write(rows)


def mail_for(person: Any, wanted: bool) -> Notice.Mail:
    if not wanted:
        return Mail.OFF
    return Mail.WAITING if person.email else Mail.NO_ADDRESS


def write(rows: Collection[Notice]) -> int:
    """The database leaves out what was told before."""
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    if any(row.mail == Mail.WAITING and row.deliver_after <= row.created_at for row in rows):
        deliver_soon()
    keep_going_later()
    return len(rows)


def deliver_soon() -> None:
    """Bring the mail forward; without it ``run_due`` would send it some minutes later."""
    from . import delivery

    once_after_commit("notices", delivery.deliver_now.enqueue)


def settle(item_type: str, item_id: int, *, kinds: Collection[Notice.Kind] = ASKING) -> None:
    """Its item has moved on: nothing is asked any more, and no mail asks for it either."""
    Notice.objects.filter(
        item_type=item_type, item_id=item_id, kind__in=kinds, settled_at=None
    ).update(
        settled_at=timezone.now(),
        mail=Case(When(mail=Mail.WAITING, then=Value(Mail.SETTLED.value)), default=F("mail")),
    )
