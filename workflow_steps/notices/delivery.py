"""Mail for the notices that wait for it, by a task after the commit or by ``run_due``.

Each row is claimed in a transaction of its own just before its mail goes to the server, and marked
after the server took it. Whoever finds a claim that is too old takes the row over: a worker that
was killed loses nothing, and only the one mail it was handing over may come again, under the same
``Message-ID`` (``docs/adr/0015``). Nothing leaves outside the office's hours but an emergency.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from ..background import BACKEND, QUEUE
from ..models import Notice
from .hours import OfficeHours
from .mail import message_for
from .preferences import URGENT

logger = logging.getLogger(__name__)

Mail = Notice.Mail
MAX_ATTEMPTS = 10
FAILURES_IN_A_RUN = 3  # then it is the server and not the message
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)


@task(backend=BACKEND, queue_name=QUEUE)
def deliver_now() -> int:
    return deliver()


def deliver(now: datetime | None = None) -> int:
    """Send everything that may be sent by now; returns how much was."""
    hours = OfficeHours.read()
    if not _to_send(now or timezone.now(), hours).exists():
        return 0
    connection = get_connection()
    try:
        # First, so that a server that is away costs no row an attempt.
        connection.open()
    except Exception:
        logger.exception("The mail server cannot be reached; notices wait for it.")
        return 0
    try:
        return _send_all(connection, hours)
    finally:
        connection.close()


def _to_send(now: datetime, hours: OfficeHours) -> QuerySet[Notice]:
    """Asked anew for each: the office may close meanwhile."""
    too_old = now - timedelta(seconds=settings.NEWSROOM_MAIL_CLAIM_SECONDS)
    found = Notice.objects.filter(
        Q(mail=Mail.WAITING, deliver_after__lte=now) | Q(mail=Mail.SENDING, claimed_at__lte=too_old)
    )
    if not hours.is_open(now):
        found = found.filter(kind__in=URGENT)
    return found


def _send_all(connection: Any, hours: OfficeHours) -> int:
    sent = failures = 0
    while failures < FAILURES_IN_A_RUN:
        notice = _claim(hours)
        if notice is None:
            break
        try:
            done = _send(notice, connection)
        except Exception as error:
            failures += 1
            logger.warning("Notice %s was not sent: %s", notice.pk, error)
            _put_back(notice, hours, error)
        else:
            sent += done
    return sent


def _claim(hours: OfficeHours) -> Notice | None:
    """The next one, for this process alone; others skip it instead of waiting."""
    now = timezone.now()
    with transaction.atomic():
        notice = (
            _to_send(now, hours)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("deliver_after", "pk")
            .first()
        )
        if notice is None:
            return None
        notice.mail, notice.claimed_at, notice.claim = Mail.SENDING, now, uuid.uuid4()
        notice.attempts += 1
        notice.save(update_fields=["mail", "claimed_at", "claim", "attempts"])
    return notice


def _send(notice: Notice, connection: Any) -> int:
    person = notice.recipient
    if notice.attempts > MAX_ATTEMPTS:  # each of them took the worker along
        logger.error("Notice %s is given up.", notice.pk)
        _mark(notice, mail=Mail.FAILED)
        return 0
    if person is None or not person.is_active or not person.email:
        _mark(notice, mail=Mail.NO_ADDRESS)
        return 0
    message_for(notice, connection).send()
    _mark(notice, mail=Mail.SENT, mailed_at=timezone.now(), mailed_to=person.email, error="")
    return 1


def _put_back(notice: Notice, hours: OfficeHours, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:500]
    if notice.attempts >= MAX_ATTEMPTS:
        logger.error("Notice %s is given up after %d attempts.", notice.pk, notice.attempts)
        _mark(notice, mail=Mail.FAILED, error=text)
        return
    pause = min(FIRST_PAUSE * 2 ** (notice.attempts - 1), LONGEST_PAUSE)
    again = timezone.now() + pause
    if notice.kind not in URGENT:
        again = hours.next_opening(again)
    settled = Notice.objects.filter(pk=notice.pk, settled_at__isnull=False).exists()
    _mark(notice, mail=Mail.SETTLED if settled else Mail.WAITING, deliver_after=again, error=text)


def _mark(notice: Notice, **changes: Any) -> None:
    """Unless somebody else has taken the row over meanwhile."""
    Notice.objects.filter(pk=notice.pk, claim=notice.claim).update(**changes)
