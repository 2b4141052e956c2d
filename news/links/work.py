"""Asking in the background: little by little, never one address twice within some hours.

What is to be done stands in the database (``LinkCheck.next_at``, ``LinkReading``), so that a
worker which dies loses nothing; whoever asks takes the address first, so that two of them do not
ask together.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from news.listing import newsroom_types
from news.models.links import LinkCheck, PageLink
from workflow_steps.background import BACKEND, QUEUE, enqueue_after_commit

from . import asking, gathered
from .found import host_of

logger = logging.getLogger(__name__)

PAGES_IN_A_RUN = 50
ADDRESSES_IN_A_RUN = 100
ADDRESSES_OF_A_HOST = 5
SECONDS_IN_A_RUN = 120
READ_AGAIN = timedelta(days=1)
TAKEN = timedelta(minutes=15)  # by whoever asks; after that somebody else may
FAILURES = 3  # one after the other, until what may be a bad hour counts as broken
FORGOTTEN = timedelta(days=7)  # no page links there any more


def look_soon(page: Any) -> None:
    """After a save: ask about addresses that nobody has asked about yet."""
    if not settings.NEWSROOM_LINK_CHECKS:
        return
    addresses = gathered.addresses_of(page)
    if set(addresses) - set(gathered.known(addresses)):
        enqueue_after_commit(look_at_page, page.pk)


@task(backend=BACKEND, queue_name=QUEUE)
def look_at_page(page_id: int) -> int:
    now = timezone.now()
    fresh = [row for row in gathered.read(page_id, now) if row.state == LinkCheck.State.NEW]
    return ask_about(fresh, now)


def run(now: datetime) -> int:
    """The due work: gather from pages in turn, then ask about what is due."""
    if not settings.NEWSROOM_LINK_CHECKS:
        return 0
    for page_id in pages_to_read(now):
        gathered.read(page_id, now)
    forget(now)
    return ask_about(due(now), now)


def pages_to_read(now: datetime) -> list[int]:
    """Those never read, those changed since, then those read longest ago."""
    changed = Q(latest_revision_created_at__gt=F("link_reading__read_at"))
    published = Q(last_published_at__gt=F("link_reading__read_at"))
    old = Q(link_reading__read_at__lt=now - READ_AGAIN)
    pages: Any = Page.objects.type(*newsroom_types())
    pages = pages.filter(Q(link_reading=None) | changed | published | old)
    in_turn = pages.order_by(F("link_reading__read_at").asc(nulls_first=True), "pk")
    return list(in_turn.values_list("pk", flat=True)[:PAGES_IN_A_RUN])


def due(now: datetime) -> list[LinkCheck]:
    linked = PageLink.objects.filter(Q(in_live=True) | Q(in_draft=True), link=OuterRef("pk"))
    rows = LinkCheck.objects.filter(Exists(linked), next_at__lte=now).order_by("next_at", "pk")
    return list(rows[:ADDRESSES_IN_A_RUN])


def forget(now: datetime) -> None:
    linked = PageLink.objects.filter(link=OuterRef("pk"))
    LinkCheck.objects.filter(~Exists(linked), next_at__lt=now - FORGOTTEN).delete()


def ask_about(rows: Iterable[LinkCheck], now: datetime) -> int:
    """Give the number of addresses that were asked about."""
    until = time.monotonic() + SECONDS_IN_A_RUN
    of_host: Counter[str] = Counter()
    asked = 0
    for row in rows:
        host = host_of(row.address)
        if of_host[host] >= ADDRESSES_OF_A_HOST:
            continue
        if time.monotonic() > until:
            break
        if take(row, now):
            of_host[host] += 1
            asked += 1
            settle(row, asking.ask(row.address), now)
    return asked


def take(row: LinkCheck, now: datetime) -> bool:
    """Whether it is ours to ask about."""
    free = LinkCheck.objects.filter(pk=row.pk, next_at__lte=now)
    return free.update(next_at=now + TAKEN) == 1


def settle(row: LinkCheck, found: asking.Found, now: datetime) -> None:
    state = found.state
    failures = row.failures + 1 if state == LinkCheck.State.UNSURE else 0
    if failures >= FAILURES:
        state = LinkCheck.State.BROKEN
    LinkCheck.objects.filter(pk=row.pk).update(
        state=state,
        status=found.status,
        reason=found.reason,
        failures=failures,
        checked_at=now,
        next_at=now + timedelta(hours=settings.NEWSROOM_LINK_CHECK_HOURS),
    )
