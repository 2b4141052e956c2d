"""Sending what stands in the outbox: claimed, tried, tried again later, at last given up.

A message is claimed for a while (``LEASE``); a worker that dies in between loses nothing, since
the claim runs out and the same message, with the same id, is sent again.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from .. import outbound
from ..background import BACKEND, QUEUE
from ..models import WebhookDelivery
from . import signing

State = WebhookDelivery.State

TIMEOUT = 10  # seconds for one request
LEASE = timedelta(seconds=60)  # longer than any request takes
TRIES = 12  # after a minute, two, four and so on: some 40 hours in all
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=12)
AT_ONCE = 500  # messages in one run of ``run_due``
LONGEST_RUN = 120  # seconds, so that other due work gets its turn
KEPT = timedelta(days=90)  # what was delivered


@task(backend=BACKEND, queue_name=QUEUE)
def deliver(number: str) -> None:
    attempt(number)


def due(now: datetime) -> QuerySet[WebhookDelivery]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return WebhookDelivery.objects.filter(
        free, state=State.WAITING, next_at__lte=now, endpoint__active=True
    )


def deliver_due(now: datetime) -> int:
    """Everything that is due; an endpoint that does not answer holds up no other."""
    WebhookDelivery.objects.filter(state=State.DELIVERED, ended_at__lt=now - KEPT).delete()
    until = time.monotonic() + LONGEST_RUN
    silent: set[int] = set()
    delivered = 0
    waiting = due(now).order_by("next_at", "pk").values_list("pk", "endpoint_id")[:AT_ONCE]
    for number, endpoint_id in list(waiting):
        if time.monotonic() >= until:
            break
        if endpoint_id in silent:
            continue
        result = attempt(number)
        if result is State.DELIVERED:
            delivered += 1
        elif result is not None:
            silent.add(endpoint_id)
    return delivered


def attempt(number: Any) -> State | None:
    """Try once; returns what became of the message, or ``None`` if it was not ours to send."""
    lease = timezone.now() + LEASE
    if not due(timezone.now()).filter(pk=number).update(claimed_until=lease):
        return None
    delivery = WebhookDelivery.objects.select_related("endpoint").get(pk=number)
    outcome, went_well, may_pass = _send(delivery)
    return _settle(delivery, lease, outcome, went_well=went_well, may_pass=may_pass)


def _send(delivery: WebhookDelivery) -> tuple[str, bool, bool]:
    """(what happened, in words; whether it arrived; whether another try may help)."""
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "kukarsite",
        "X-Kukarsite-Event": delivery.event,
        "X-Kukarsite-Delivery": str(delivery.pk),
        signing.HEADER: signing.signature(delivery.endpoint.secret, int(time.time()), body),
    }
    try:
        answer = outbound.request(
            "POST", delivery.endpoint.url, body=body, headers=headers, timeout=TIMEOUT
        )
    except outbound.Refused as refused:
        return str(refused), False, False
    except outbound.Failed as failed:
        return str(failed), False, True
    return f"HTTP {answer.status}", 200 <= answer.status < 300, True


def _settle(
    delivery: WebhookDelivery, lease: datetime, outcome: str, *, went_well: bool, may_pass: bool
) -> State:
    """Write down what happened; what has arrived stays so, whoever else held a claim."""
    now = timezone.now()
    tries = delivery.tries + 1
    values: dict[str, Any] = {
        "tries": tries,
        "attempts": [*delivery.attempts, {"at": now.isoformat(), "outcome": outcome}],
        "claimed_until": None,
    }
    state = State.WAITING
    if went_well:
        state = State.DELIVERED
    elif not may_pass or tries >= TRIES:
        state = State.DEAD
    values["state"] = state
    if state is State.WAITING:
        values["next_at"] = now + pause_after(tries)
    else:
        values["ended_at"] = now
    mine = WebhookDelivery.objects.filter(pk=delivery.pk)
    if not went_well:
        mine = mine.filter(claimed_until=lease, state=State.WAITING)
    mine.update(**values)
    return state


def pause_after(tries: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)


def failed() -> QuerySet[WebhookDelivery]:
    """Given up, or to be tried again later; what is being sent at this moment is neither."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=timezone.now())
    tried = Q(state=State.WAITING, tries__gt=0) & free
    return WebhookDelivery.objects.filter(Q(state=State.DEAD) | tried)


def send_again(numbers: list[Any]) -> int:
    """At once and from the first try on, with all its tries before it kept."""
    return (
        failed()
        .filter(pk__in=numbers)
        .update(
            state=State.WAITING, tries=0, next_at=timezone.now(), claimed_until=None, ended_at=None
        )
    )
