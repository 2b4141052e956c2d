"""Tayang darurat: live first, initialled afterwards by another person (invariant 6)."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import InformationClass
from reports.models import PublicationRecord, WorkEvent
from tests.driver import Newsroom
from workflow_steps import emergency, gate, publication
from workflow_steps.content import digest_of
from workflow_steps.models import EmergencyPublication, User
from workflow_steps.refusals import DecisionRefused

from .test_acting import appoint, at

MONDAY = date(2026, 11, 2)
REASON = "Banjir mencapai jalan poros, warga harus segera mengungsi."
LABEL = "article__awaiting"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(at(MONDAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(office: Newsroom, clock: Any) -> Any:
    """A complete draft of the class serta merta."""
    return urgent(office)


def urgent(office: Newsroom, code: str = "serta_merta") -> Any:
    page = office.draft(office.classified("Banjir di Muara Kaman"))
    draft = page.get_latest_revision_as_object()
    draft.information_class = InformationClass.objects.get(code=code)
    draft.save_revision(user=office.pengelola, log_action=True)
    return office.fresh(page)


def publish_url(page: Any) -> str:
    return reverse("newsroom_emergency", args=[page.pk])


def sheet_url(page: Any) -> str:
    return reverse("newsroom_emergency_sheet", args=[page.pk])


def digest_shown(page: Any) -> str:
    return digest_of(page.get_latest_revision_as_object())


def publish(client: Client, page: Any, user: User, **changed: Any) -> Any:
    client.force_login(user)
    return client.post(
        publish_url(page), {"reason": REASON, "digest": digest_shown(page)} | changed
    )


@pytest.fixture
def live(page: Any, office: Newsroom, client: Client) -> Any:
    """The draft, published in an emergency by the Web Administrator."""
    response = publish(client, page, office.webadmin)
    assert response.url == sheet_url(page)
    return office.fresh(page)


# --- publishing ---------------------------------------------------------------------------


def test_publish__goes_live_with_its_act_label_ledger_and_register(
    live: Any, office: Newsroom, client: Client
) -> None:
    act = gate.open_emergency(live.pk)
    assert act is not None
    assert (live.live, act.reason, act.actor_id) == (True, REASON, office.webadmin.pk)
    assert act.revision_id == live.live_revision_id
    client.logout()
    public = client.get(live.url).content.decode()
    assert LABEL in public
    assert "02 November 2026" in public or "2 November 2026" in public
    event = WorkEvent.objects.get(kind=WorkEvent.Kind.EMERGENCY_PUBLISHED)
    assert event.data["reason"] == REASON
    record = PublicationRecord.objects.get(page_id=live.pk)
    assert (record.emergency_reason, record.approver) == (REASON, "")
    for address in ("/", "/berita/"):
        assert "tag--warning" in client.get(address).content.decode(), address


def test_publish__not_by_get(page: Any, office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    response = client.get(publish_url(page), {"reason": REASON, "digest": digest_shown(page)})
    assert response.status_code == 200
    assert str(office.kabid) in response.content.decode()  # who will be told
    assert not office.fresh(page).live
    assert not EmergencyPublication.objects.exists()


@pytest.mark.parametrize("reason", ["", "mendesak", "          ", "\u200b" * 12, "123456789"])
def test_publish__needs_a_reason(reason: str, page: Any, office: Newsroom, client: Client) -> None:
    response = publish(client, page, office.webadmin, reason=reason)
    assert response.status_code == 422
    [field] = re.findall(r"<textarea[^>]*name=.reason.[^>]*>", response.content.decode())
    assert "autofocus" in field
    assert not office.fresh(page).live
    assert not EmergencyPublication.objects.exists()


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_publish__of_what_was_not_shown__is_refused(
    digest: str, page: Any, office: Newsroom, client: Client
) -> None:
    response = publish(client, page, office.webadmin, digest=digest)
    assert response.status_code in (409, 422)
    assert not office.fresh(page).live


def test_publish__stale_tab__sees_the_new_state_and_keeps_the_reason(
    page: Any, office: Newsroom, client: Client
) -> None:
    shown = digest_shown(page)
    draft = page.get_latest_revision_as_object()
    draft.title = "Banjir meluas"
    draft.save_revision(user=office.pengelola)
    response = publish(client, page, office.webadmin, digest=shown)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Banjir meluas" in html
    assert REASON in html
    assert digest_shown(office.fresh(page)) in html
    assert not EmergencyPublication.objects.exists()


def test_publish__second_click__makes_no_second_act(
    live: Any, office: Newsroom, client: Client
) -> None:
    response = publish(client, live, office.webadmin)
    assert response.url == sheet_url(live)
    assert EmergencyPublication.objects.count() == 1
    assert PublicationRecord.objects.count() == 1


@pytest.mark.parametrize("code", ["berkala", "setiap_saat", "dikecualikan"])
def test_publish__another_class__never(
    code: str, office: Newsroom, client: Client, clock: Any
) -> None:
    page = urgent(office, code)
    for user in (office.webadmin, office.person("root", is_superuser=True)):
        assert page.emergency_objection(user)
        response = publish(client, page, user)
        assert response.status_code == 302
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert publish_url(page) not in edit
    assert not office.fresh(page).live
    assert not EmergencyPublication.objects.exists()


def test_publish__incomplete__never(page: Any, office: Newsroom, client: Client) -> None:
    draft = page.get_latest_revision_as_object()
    draft.summary = ""
    draft.save_revision(user=office.pengelola)
    assert publish(client, page, office.webadmin).status_code == 302
    assert not office.fresh(page).live


def test_publish__by_role(page: Any, office: Newsroom, client: Client) -> None:
    superuser = office.person("root", is_superuser=True)
    may = {office.webadmin, superuser}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for user in (*office.people.values(), superuser):
        client.force_login(user)
        offered = client.get(edit)
        shown = offered.status_code == 200 and publish_url(page) in offered.content.decode()
        opened = client.get(publish_url(page)).status_code == 200
        assert (shown, opened) == (user in may, user in may), str(user)
        if user not in may:
            response = publish(client, page, user)
            assert response.status_code == 302
            assert not office.fresh(page).live
    client.logout()
    assert client.post(publish_url(page)).url.startswith(reverse("wagtailadmin_login"))
    assert not EmergencyPublication.objects.exists()


def test_publish__permission_without_access_to_the_page__is_not_enough(
    page: Any, office: Newsroom, client: Client
) -> None:
    office.kontributor.user_permissions.add(Permission.objects.get(codename="publish_in_emergency"))
    response = publish(client, page, User.objects.get(pk=office.kontributor.pk))
    assert response.status_code == 302
    assert not office.fresh(page).live


def test_publish__ends_the_round_under_way(page: Any, office: Newsroom, client: Client) -> None:
    office.submit(page)
    office.pass_review(page)
    publish(client, page, office.webadmin)
    page = office.fresh(page)
    assert page.live
    assert not page.workflow_in_progress
    assert gate.open_emergency(page.pk) is not None


def test_mail__to_all_who_may_initial__after_commit(
    page: Any,
    office: Newsroom,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    acting = office.person("sekretaris", email="sekretaris@example.test")
    acting.user_permissions.add(Permission.objects.get(codename="access_admin"))
    appoint(office, acting, valid_from=MONDAY, valid_until=MONDAY)
    office.person("kabid2", "Kepala Bidang Aptika", is_active=False)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        publish(client, page, office.webadmin)
        assert not [one for one in mail.outbox if REASON in one.body]
    for callback in callbacks:
        callback()
    told = [one for one in mail.outbox if REASON in one.body]
    assert {one.to[0] for one in told} == {"kabid@example.test", "sekretaris@example.test"}
    for one in told:
        assert f"http://testserver{sheet_url(page)}" in one.body
        assert "Web" in one.body or str(office.webadmin) in one.body


# --- by when -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "due"),
    [
        (at(MONDAY, 9), at(MONDAY, 11)),
        (at(MONDAY, 11, 30), at(MONDAY, 14, 30)),  # over the break
        (at(date(2026, 11, 7), 22), at(date(2026, 11, 9), 9, 30)),  # on a Saturday night
    ],
)
def test_due__counts_working_time(
    published: datetime, due: datetime, page: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(published)
    publish(client, page, office.webadmin)
    act = EmergencyPublication.objects.get()
    assert act.due_at == due
    clock.move_to(due)
    assert not emergency.clock(act).is_overdue
    clock.move_to(due + timedelta(minutes=5))
    assert emergency.clock(act).is_overdue


def test_due__setting(page: Any, settings: Any) -> None:
    settings.NEWSROOM_EMERGENCY_INITIAL_MINUTES = 30
    assert emergency.due_at(page, at(MONDAY, 9)) == at(MONDAY, 9, 30)


def test_due__beyond_the_calendar__is_counted_by_the_clock(page: Any) -> None:
    late = at(date(2099, 1, 2), 9)
    assert emergency.due_at(page, late) == late + timedelta(minutes=120)


def test_due__another_emergency_does_not_start_the_clock_again(
    live: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    clock.move_to(at(MONDAY, 10))
    draft = live.get_latest_revision_as_object()
    draft.title = "Banjir di Muara Kaman meluas"
    draft.correction = "Lokasi pengungsian bertambah."
    draft.save_revision(user=office.webadmin)
    publish(client, office.fresh(live), office.webadmin)
    first, second = EmergencyPublication.objects.order_by("pk")
    assert second.due_at == first.due_at == at(MONDAY, 11)
    running = gate.open_emergency(live.pk)
    assert running is not None
    assert running.pk == second.pk


def test_change_for_later__is_not_approved_while_the_emergency_waits_for_its_paraf(
    live: Any, office: Newsroom, client: Client, clock: Any
) -> None:
    """Otherwise its label would go, and what readers see would never be initialled by anybody."""
    draft = live.get_latest_revision_as_object()
    draft.summary, draft.correction = "Air mulai surut.", "Keadaan pukul sepuluh."
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision(user=office.pengelola, log_action=True)
    office.waiting_for_approval(live)
    with pytest.raises(DecisionRefused, match="darurat"):
        office.approve(live)
    assert gate.open_emergency(live.pk) is not None
    assert LABEL in Client().get(live.url).content.decode()
    running = gate.open_emergency(live.pk)
    publication.initial_afterwards(running, office.kabid, running.digest)
    office.approve(live)
    assert LABEL not in Client().get(live.url).content.decode()
