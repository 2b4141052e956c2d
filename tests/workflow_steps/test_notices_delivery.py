"""Claimed, sent, marked: what happens to a mail when something dies in between."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from workflow_steps.models import Notice, User
from workflow_steps.notices import delivery
from workflow_steps.notices.writing import News, tell

Kind, Mail = Notice.Kind, Notice.Mail
MODULE = "tests.workflow_steps.test_notices_delivery"
pytestmark = pytest.mark.usefixtures("open_all_day")


class Refusing(EmailBackend):
    """A server that takes no mail for one address."""

    def send_messages(self, messages: Any) -> int:
        if any("rusak" in address for one in messages for address in one.to):
            raise OSError("550 no such user")
        return super().send_messages(messages)


@pytest.fixture
def people(db: Any) -> list[User]:
    return [
        User.objects.create_user(f"orang{number}", email=f"orang{number}@example.test")
        for number in range(3)
    ]


@pytest.fixture
def notices(people: list[User], open_all_day: None) -> list[Notice]:
    tell(people, News(Kind.WAITING, "waiting:1", "Berita", "/admin/"))
    return list(Notice.objects.order_by("pk"))


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("mail", flat=True))


@pytest.mark.usefixtures("notices")
def test_deliver__each_once_however_often_it_runs() -> None:
    assert delivery.deliver() == 3
    assert delivery.deliver() == 0
    assert len(mail.outbox) == 3
    assert states() == [Mail.SENT] * 3


def test_deliver__a_claim_is_left_alone_until_it_is_old(
    notices: list[Notice], settings: Any
) -> None:
    """As a worker leaves it that was killed between the claim and the mark."""
    age = timedelta(seconds=settings.NEWSROOM_MAIL_CLAIM_SECONDS)
    Notice.objects.filter(pk=notices[0].pk).update(
        mail=Mail.SENDING, claimed_at=timezone.now() - age / 2, attempts=1
    )
    assert delivery.deliver() == 2
    Notice.objects.filter(pk=notices[0].pk).update(claimed_at=timezone.now() - age)
    assert delivery.deliver() == 1
    assert states() == [Mail.SENT] * 3


def test_deliver__a_repeated_mail_has_the_same_message_id(notices: list[Notice]) -> None:
    """The window that remains: taken by the server, and the worker died before it said so."""
    delivery.deliver()
    Notice.objects.filter(pk=notices[0].pk).update(
        mail=Mail.SENDING, claimed_at=timezone.now() - timedelta(days=1)
    )
    delivery.deliver()
    ids = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len(ids) == 4
    assert len(set(ids)) == 3


def test_deliver__one_bad_address_holds_up_nobody_and_is_given_up(
    notices: list[Notice], people: list[User], settings: Any, caplog: Any
) -> None:
    settings.EMAIL_BACKEND = f"{MODULE}.Refusing"
    User.objects.filter(pk=people[0].pk).update(email="rusak@example.test")
    assert delivery.deliver() == 2
    bad = Notice.objects.get(pk=notices[0].pk)
    assert (bad.mail, bad.attempts) == (Mail.WAITING, 1)
    assert "550" in bad.error
    assert bad.deliver_after > timezone.now()
    for _attempt in range(delivery.MAX_ATTEMPTS):
        Notice.objects.filter(pk=bad.pk).update(deliver_after=timezone.now())
        delivery.deliver()
    bad.refresh_from_db()
    assert (bad.mail, bad.attempts) == (Mail.FAILED, delivery.MAX_ATTEMPTS)
    assert len(mail.outbox) == 2


def test_deliver__a_server_that_is_away_costs_no_attempt(
    notices: list[Notice], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert delivery.deliver() == 0
    assert [(one.mail, one.attempts) for one in Notice.objects.all()] == [(Mail.WAITING, 0)] * 3


def test_deliver__nobody_is_written_to_who_has_left(
    notices: list[Notice], people: list[User]
) -> None:
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    people[1].delete()
    assert delivery.deliver() == 1
    assert states() == [Mail.NO_ADDRESS, Mail.NO_ADDRESS, Mail.SENT]
    assert Notice.objects.get(pk=notices[1].pk).recipient_name == "orang1"


def test_deliver__a_row_taken_over_is_not_marked_by_the_slow_one(notices: list[Notice]) -> None:
    """Two at one row: the later claim decides what becomes of it."""
    Notice.objects.exclude(pk=notices[0].pk).delete()
    hours = delivery.OfficeHours.read()
    slow = delivery._claim(hours)
    assert slow is not None
    Notice.objects.update(claimed_at=timezone.now() - timedelta(days=1))
    assert delivery.deliver() == 1
    delivery._put_back(slow, hours, OSError("too slow"))
    assert states() == [Mail.SENT]
