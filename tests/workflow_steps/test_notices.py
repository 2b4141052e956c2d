"""Who is told what, once; what is settled; what each person chose."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from news import material_flow
from tests.driver import REASON, Newsroom
from workflow_steps.models import Notice, NoticePreferences
from workflow_steps.notices import delivery, words
from workflow_steps.notices.preferences import ASKING, CHANNELS, URGENT, Channel, name_of
from workflow_steps.notices.writing import News, settle, tell

Kind, Mail = Notice.Kind, Notice.Mail
WITA = ZoneInfo("Asia/Makassar")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WITA)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(at(2, 9), tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(clock: Any, newsroom: None) -> Newsroom:
    return Newsroom()


def told(**filters: Any) -> list[tuple[str, str]]:
    notices = Notice.objects.filter(**filters).order_by("pk")
    return [(notice.recipient.username, notice.kind) for notice in notices]


# --- who, what -------------------------------------------------------------------------------


def test_tell__each_hand_over_to_those_whose_turn_it_is(office: Newsroom) -> None:
    material = office.receive()
    office.hand_over(material)
    assert told() == [("pengelola", "handed_over")]
    office.classify(material)
    page = office.draft(material)
    office.submit(page)
    assert told()[1:] == [("webadmin", "waiting")]
    office.pass_review(page)
    assert told()[2:] == [("kabid", "waiting")]
    office.send_back(page)
    assert told()[3:] == [("pengelola", "returned")]
    office.submit(page)
    office.pass_review(page)
    office.approve(page)
    assert told()[6:] == [("pengelola", "approved"), ("kontributor", "live")]
    returned = Notice.objects.get(kind=Kind.RETURNED)
    assert returned.data["reason"] == REASON
    assert returned.title == page.title
    # All that was asked is settled, and no mail asks for it any more.
    open_ones = Notice.objects.filter(kind__in=ASKING, settled_at=None)
    assert not open_ones.exists()


def test_tell__who_is_asked_to_write__and_who_reads_why_not(office: Newsroom) -> None:
    other = office.person("penulis", "Pengelola Website")
    material = office.receive()
    office.hand_over(material)
    material_flow.classify(
        material,
        office.pengelola,
        category=None,  # type: ignore[arg-type]
        information_class=None,  # type: ignore[arg-type]
        writer=other,
    )
    assert told(kind=Kind.ASSIGNED) == [("penulis", "assigned")]
    second = office.receive("Bahan lain")
    material_flow.decline(second, office.pengelola, REASON)
    notice = Notice.objects.get(kind=Kind.RETURNED)
    assert (notice.recipient, notice.data["reason"]) == (office.kontributor, REASON)
    assert "Bahan lain" in words.sentence(notice)


def test_tell__approved_for_later_and_then_live__not_both_at_once(
    office: Newsroom, clock: Any
) -> None:
    page = office.draft(office.classified())
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = at(3, 9)
    draft.save_revision(user=office.pengelola)
    office.submit(page)
    office.pass_review(page)
    office.approve(page)
    assert told(kind=Kind.APPROVED) == [("pengelola", "approved")]
    assert not Notice.objects.filter(kind=Kind.LIVE).exists()
    assert "3 November 2026" in words.sentence(Notice.objects.get(kind=Kind.APPROVED))
    clock.move_to(at(3, 9, 1))
    from django.core.management import call_command

    call_command("publish_scheduled")
    assert sorted(told(kind=Kind.LIVE)) == [("kontributor", "live"), ("pengelola", "live")]


def test_tell__is_undone_with_what_it_announces(office: Newsroom) -> None:
    page = office.draft(office.classified())
    before = Notice.objects.count()
    with transaction.atomic():
        office.submit(page)
        assert Notice.objects.count() == before + 1
        transaction.set_rollback(True)
    assert Notice.objects.count() == before


def test_withdrawn_submission__is_settled_before_its_mail_leaves(
    office: Newsroom, clock: Any
) -> None:
    clock.move_to(at(2, 20))
    page = office.draft(office.classified())
    office.submit(page)
    office.fresh(page).current_workflow_state.cancel(user=office.pengelola)
    assert Notice.objects.get(kind=Kind.WAITING).mail == Mail.SETTLED
    clock.move_to(at(3, 9))
    delivery.deliver()
    assert not mail.outbox


def test_deletion__leaves_no_open_notice(office: Newsroom) -> None:
    page = office.draft(office.classified())
    office.submit(page)
    office.send_back(page, office.webadmin)
    office.fresh(page).delete()
    notice = Notice.objects.get(kind=Kind.RETURNED)
    assert notice.settled_at is not None
    assert notice.title == page.title


# --- never twice -----------------------------------------------------------------------------

acts = st.lists(
    st.tuples(
        st.sampled_from(["pengelola", "webadmin", "kabid"]),
        st.sampled_from([Kind.WAITING, Kind.RETURNED, Kind.EMERGENCY]),
        st.integers(1, 3),  # the matter
        st.sampled_from(["tell", "tell", "settle", "deliver", "night", "day"]),
    ),
    max_size=20,
)


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_tell__nobody_is_told_twice_and_nothing_leaves_at_night(
    office: Newsroom, clock: Any, acts: list[Any]
) -> None:
    """Whatever is told again, settled in between, delivered before and after."""
    Notice.objects.all().delete()
    mail.outbox.clear()
    clock.move_to(at(2, 9))
    for name, kind, matter, act in acts:
        if act == "tell":
            news = News(kind, f"{kind}:{matter}", f"Berita {matter}", "/admin/", "page", matter)
            tell([office.people[name]], news)
        elif act == "settle":
            settle("page", matter)
        elif act == "deliver":
            delivery.deliver()
        else:
            clock.move_to(at(2, 22) if act == "night" else at(3, 9))
    clock.move_to(at(3, 9))
    delivery.deliver()
    delivery.deliver()
    sent = [(one.to[0], one.extra_headers["Message-ID"]) for one in mail.outbox]
    assert len(sent) == len(set(sent))
    assert len(sent) == Notice.objects.filter(mail=Mail.SENT).count()
    assert not Notice.objects.filter(mail__in=[Mail.WAITING, Mail.SENDING]).exists()
    for notice in Notice.objects.filter(mail=Mail.SENT).exclude(kind__in=URGENT):
        assert notice.mailed_at is not None
        assert notice.mailed_at.astimezone(WITA).hour == 9


# --- preferences -----------------------------------------------------------------------------


def test_preferences__mail_off_leaves_the_bell__and_the_other_way_round(office: Newsroom) -> None:
    NoticePreferences.objects.create(
        user=office.webadmin, switches={name_of((Kind.WAITING, Channel.MAIL)): False}
    )
    NoticePreferences.objects.create(
        user=office.kabid, switches={name_of((Kind.WAITING, Channel.BELL)): False}
    )
    office.waiting_for_approval()
    rows = Notice.objects.filter(kind=Kind.WAITING).order_by("pk")
    found = [(one.recipient.username, one.on_bell, one.mail) for one in rows]
    assert found == [("webadmin", True, Mail.OFF), ("kabid", False, Mail.WAITING)]


def test_preferences__an_emergency_cannot_be_switched_off(office: Newsroom) -> None:
    everything = {name_of((kind, one)): False for kind, on in CHANNELS.items() for one in on}
    NoticePreferences.objects.create(user=office.kabid, switches=everything)
    tell([office.kabid], News(Kind.EMERGENCY, "emergency:1", "Banjir", "/admin/"))
    assert Notice.objects.get().mail == Mail.WAITING
    assert {Kind.EMERGENCY} == URGENT


# --- hours -----------------------------------------------------------------------------------


def test_deliver__waits_for_the_office_to_open__an_emergency_does_not(
    office: Newsroom, clock: Any
) -> None:
    clock.move_to(at(7, 10))  # a Saturday
    tell([office.kabid], News(Kind.WAITING, "waiting:1", "Biasa", "/admin/"))
    tell([office.kabid], News(Kind.EMERGENCY, "emergency:1", "Darurat", "/admin/"))
    delivery.deliver()
    assert ["Darurat" in one.subject for one in mail.outbox] == [True]
    clock.move_to(at(9, 7, 29))
    delivery.deliver()
    assert len(mail.outbox) == 1
    clock.move_to(at(9, 7, 30))
    delivery.deliver()
    assert len(mail.outbox) == 2


def test_deliver__looks_at_the_calendar_again__a_worker_that_was_away_until_evening(
    office: Newsroom, clock: Any
) -> None:
    tell([office.kabid], News(Kind.WAITING, "waiting:1", "Biasa", "/admin/"))
    clock.move_to(at(2, 18))
    delivery.deliver()
    assert not mail.outbox


# --- the mail itself -------------------------------------------------------------------------


def test_mail__subject_says_what_and_by_when__body_leads_to_the_act(office: Newsroom) -> None:
    page = office.waiting_for_approval()
    delivery.deliver()
    message = next(one for one in mail.outbox if one.to == ["kabid@example.test"])
    assert page.title in message.subject
    assert "3 November 2026" in message.subject  # one working day
    state = office.fresh(page).current_workflow_task_state
    assert f"http://testserver/admin/keputusan/{state.pk}/" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "\n" not in message.subject


def test_mail__a_title_over_several_lines_is_no_header(office: Newsroom) -> None:
    title = "Banjir\nBcc: orang@lain.test\r\nX: y"
    tell([office.kabid], News(Kind.LIVE, "live:1", title, "/"))
    delivery.deliver()
    [message] = mail.outbox
    assert "\n" not in message.subject
    assert message.recipients() == ["kabid@example.test"]
