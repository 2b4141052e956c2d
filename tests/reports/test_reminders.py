"""Due soon, overdue, the next office, and the daily digest: over every step of the procedure."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.driver import Newsroom
from workflow_steps.models import (
    DigestDay,
    Escalation,
    Notice,
    NoticePreferences,
    WebhookDelivery,
    WebhookEndpoint,
)
from workflow_steps.notices import delivery, digest, reminders
from workflow_steps.notices.preferences import Channel, name_of

Kind = Notice.Kind
WITA = ZoneInfo("Asia/Makassar")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WITA)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(at(2, 8), tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(clock: Any, newsroom: None) -> Newsroom:
    return Newsroom()


def remind(clock: Any, moment: datetime) -> list[tuple[str, str]]:
    """Who is told what at that moment, by a run that is followed by another one."""
    clock.move_to(moment)
    last = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    reminders.remind(moment)
    reminders.remind(moment)
    found = Notice.objects.filter(pk__gt=last).order_by("pk")
    return [(notice.recipient.username, notice.kind) for notice in found]  # type: ignore[union-attr]


# --- endpoints -----------------------------------------------------------------------------------


def bodies() -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in WebhookDelivery.objects.order_by("created_at", "pk")]


def endpoint(name: str, *events: str) -> None:
    url = f"https://{name}.example/kabar"
    WebhookEndpoint.objects.create(name=name, url=url, events=list(events))


def test_webhook__is_told_once_of_what_is_due_soon_and_overdue(
    office: Newsroom, clock: Any
) -> None:
    endpoint("gerbang", "due_soon", "overdue")
    endpoint("lain", "submitted")
    material = office.receive()
    office.hand_over(material)
    remind(clock, at(2, 10, 15))
    remind(clock, at(2, 11, 1))
    remind(clock, at(2, 14))  # the next office hears of it; the endpoint knows
    soon, overdue = bodies()
    assert [soon["event"], overdue["event"]] == ["due_soon", "overdue"]
    assert overdue["step"] == 2
    assert overdue["due_at"] == "2026-11-02T11:00:00+08:00"
    assert overdue["item"]["id"] == material.pk
    assert overdue["item"]["title"] == material.title
    assert overdue["item"]["public_url"] is None
    assert f"/{material.pk}/" in overdue["item"]["admin_url"]


def test_webhook__is_told_also_when_nobody_is_there_to_be_told(
    office: Newsroom, clock: Any
) -> None:
    """Then no notice keeps it from being said again; the endpoint's own key does."""
    endpoint("gerbang", "overdue")
    page = office.draft(office.classified())
    office.submit(page)
    office.webadmin.groups.clear()
    assert "overdue" not in [kind for _who, kind in remind(clock, at(4, 9))]
    (body,) = [one for one in bodies() if one["step"] == 4]
    assert body["item"]["id"] == page.pk
    assert body["item"]["type"] == "berita"
    endpoint("baru", "overdue")  # hears of what nobody was told of, and the first not again
    remind(clock, at(4, 10))
    assert WebhookDelivery.objects.filter(endpoint__name="gerbang").count() == 1


def test_webhook__late_comers_do_not_hear_of_what_people_know(office: Newsroom, clock: Any) -> None:
    office.hand_over(office.receive())
    assert remind(clock, at(2, 11, 1)) == [("pengelola", "overdue")]
    endpoint("gerbang", "overdue")
    remind(clock, at(2, 11, 30))
    assert bodies() == []


# --- due soon, overdue, the next office --------------------------------------------------------


def test_reminders__step_2__to_the_pengelola_then_to_the_next_office(
    office: Newsroom, clock: Any
) -> None:
    """Three hours of the standard from 08.00: a quarter is left at 10.15; late after 11.00."""
    office.hand_over(office.receive())
    assert remind(clock, at(2, 10, 14)) == []
    assert remind(clock, at(2, 10, 15)) == [("pengelola", "due_soon")]
    assert remind(clock, at(2, 11)) == []
    assert remind(clock, at(2, 11, 1)) == [("pengelola", "overdue")]
    # 120 minutes of working time later, over the break.
    assert remind(clock, at(2, 13, 59)) == []
    assert remind(clock, at(2, 14)) == [("webadmin", "escalated")]
    assert remind(clock, at(3, 9)) == []


def test_reminders__step_1_and_step_3__by_whom_it_waits(office: Newsroom, clock: Any) -> None:
    office.receive()  # one working day
    material = office.classified("Belum ditulis")
    assert remind(clock, at(2, 10, 15)) == [("pengelola", "due_soon")]
    assert remind(clock, at(2, 11, 1)) == [("pengelola", "overdue")]
    # Begun at last: its clock is the same, and so it is no news.
    office.draft(material)
    assert remind(clock, at(2, 11, 30)) == []
    assert remind(clock, at(2, 15))[0] == ("kontributor", "due_soon")


def test_reminders__decisions__to_whoever_may_take_them(office: Newsroom, clock: Any) -> None:
    second = office.person("kabid2", "Kepala Bidang Aptika")
    page = office.waiting_for_approval()
    office.open(page)  # an hour from now
    assert remind(clock, at(2, 8, 45)) == [("kabid", "due_soon"), ("kabid2", "due_soon")]
    # Somebody who had a hand in it is not asked to decide on it.
    page.save_revision(user=second)
    found = remind(clock, at(2, 9, 1))
    assert found == [("kabid", "overdue")]
    office.send_back(page)
    assert not Notice.objects.filter(
        kind__in=[Kind.DUE_SOON, Kind.OVERDUE], settled_at=None
    ).exists()


def test_reminders__the_office_says_who_is_next(office: Newsroom, clock: Any) -> None:
    rule = Escalation.objects.get(office=Group.objects.get(name="Kepala Bidang Aptika"))
    assert rule.next_office is None
    page = office.waiting_for_approval()
    office.open(page)
    assert ("kabid", "overdue") in remind(clock, at(2, 9, 1))
    assert remind(clock, at(2, 15)) == []
    heads = Group.objects.create(name="Sekretaris Dinas")
    secretary = office.person("sekretaris")
    secretary.groups.add(heads)
    rule.next_office, rule.after_minutes = heads, 30
    rule.save()
    assert remind(clock, at(2, 15, 30)) == [("sekretaris", "escalated")]


def test_reminders__nothing_outside_hours__and_a_weekend_makes_nothing_late(
    office: Newsroom, clock: Any
) -> None:
    clock.move_to(at(6, 15))  # Friday; three hours end on Monday at 09.00
    office.hand_over(office.receive())
    assert remind(clock, at(7, 10)) == []
    assert remind(clock, at(9, 9)) == [("pengelola", "due_soon")]
    assert remind(clock, at(9, 9, 1)) == [("pengelola", "overdue")]


def test_reminders__an_emergency_without_its_paraf(office: Newsroom, clock: Any) -> None:
    from news.models import InformationClass
    from workflow_steps import emergency, publication
    from workflow_steps.content import digest_of

    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.information_class = InformationClass.objects.get(code="serta_merta")
    draft.save_revision(user=office.pengelola)
    page = office.fresh(page)
    shown = digest_of(page.get_latest_revision_as_object())
    now = at(2, 8)
    publication.publish_in_emergency(
        page, office.webadmin, "Banjir mencapai jalan poros.", shown, emergency.due_at(page, now)
    )
    told = Notice.objects.filter(kind=Kind.EMERGENCY)
    assert [notice.recipient for notice in told] == [office.kabid]
    assert ("kabid", "due_soon") in remind(clock, at(2, 9, 30))
    assert ("kabid", "overdue") in remind(clock, at(2, 10, 1))


def test_reminders__as_many_queries_for_many_items(office: Newsroom, clock: Any) -> None:
    def cost() -> int:
        Notice.objects.all().delete()
        reminders.remind(at(2, 8))  # nothing is due: what the look itself costs
        with CaptureQueriesContext(connection) as queries:
            reminders.remind(at(2, 8))
        return len(queries)

    office.hand_over(office.receive())
    office.waiting_for_approval()
    few = cost()
    for number in range(4):
        office.hand_over(office.receive(f"Bahan {number}"))
        office.waiting_for_approval()
    assert cost() == few


# --- the digest ----------------------------------------------------------------------------------


def digests() -> dict[str, Any]:
    found = Notice.objects.filter(kind=Kind.DIGEST)
    return {notice.recipient.username: notice.data for notice in found}  # type: ignore[union-attr]


def test_digest__once_a_working_day_to_whom_something_waits(office: Newsroom, clock: Any) -> None:
    page = office.waiting_for_approval()
    office.hand_over(office.receive("Bahan baru"))
    assert digest.write_digests(at(2, 7, 29)) == 0
    clock.move_to(at(3, 7, 30))
    assert digest.write_digests(at(3, 7, 30)) == 2
    assert digest.write_digests(at(3, 7, 35)) == 0
    found = digests()
    assert set(found) == {"kabid", "pengelola"}
    assert [row["title"] for row in found["kabid"]["waiting"]] == [page.title]
    mail.outbox.clear()
    Notice.objects.exclude(kind=Kind.DIGEST).update(mail=Notice.Mail.OFF)
    delivery.deliver()
    [message] = [one for one in mail.outbox if one.to == ["pengelola@example.test"]]
    assert "Bahan baru" in message.body
    assert "/admin/bahan/classify/" in message.body
    assert len(mail.outbox) == 2


def test_digest__none_on_a_day_off__and_late_after_a_server_that_was_away(
    office: Newsroom, clock: Any
) -> None:
    office.waiting_for_approval()
    clock.move_to(at(7, 10))
    assert digest.write_digests(at(7, 10)) == 0
    clock.move_to(at(9, 12, 30))  # in the break
    assert digest.write_digests(at(9, 12, 30)) == 1
    assert Notice.objects.get(kind=Kind.DIGEST).deliver_after == at(9, 13)


def test_digest__what_a_person_does_not_want(office: Newsroom, clock: Any) -> None:
    office.waiting_for_approval()
    NoticePreferences.objects.create(
        user=office.kabid, switches={name_of((Kind.WAITING, Channel.DIGEST)): False}
    )
    clock.move_to(at(3, 8))
    assert digest.write_digests(at(3, 8)) == 0
    assert DigestDay.objects.count() == 1


def test_digest__as_many_queries_for_many_items(office: Newsroom, clock: Any) -> None:
    def cost(day: int) -> int:
        clock.move_to(at(day, 8))
        with CaptureQueriesContext(connection) as queries:
            assert digest.write_digests(at(day, 8)) == 2
        return len(queries)

    office.hand_over(office.receive())
    office.waiting_for_approval()
    few = cost(3)
    for number in range(4):
        office.hand_over(office.receive(f"Bahan {number}"))
        office.waiting_for_approval()
    assert cost(4) == few


def test_run_due__does_all_three(office: Newsroom, clock: Any, capsys: Any) -> None:
    office.hand_over(office.receive())
    clock.move_to(at(2, 10, 30))
    call_command("run_due")
    said = capsys.readouterr().out
    assert "reminders: 1" in said
    assert "digest: 1" in said
    assert "mail: 3" in said  # handed over, due soon, digest
    assert len(mail.outbox) == 3
    call_command("run_due")
    assert len(mail.outbox) == 3
