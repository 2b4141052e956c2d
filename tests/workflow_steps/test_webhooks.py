"""Signed webhooks: told in the transaction, delivered at least once, never to an inner host."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.driver import Newsroom
from tests.workflow_steps.web_kit import Request, Web, web_server
from tests.workflow_steps.webhook_receiver import is_genuine
from workflow_steps import outbound, publication
from workflow_steps.models import SUBSCRIBABLE, WebhookDelivery, WebhookEndpoint
from workflow_steps.webhooks import delivery, events, signing

ROOT = Path(__file__).resolve().parents[2]
State = WebhookDelivery.State
ALL = [name for name, _label in SUBSCRIBABLE]


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1"]
    with web_server() as server:
        yield server


def endpoint(web: Web | None = None, **fields: Any) -> WebhookEndpoint:
    url = web.url("/kabar") if web else "https://gerbang.example/kabar"
    made = WebhookEndpoint(**{"name": "Gerbang", "url": url, "events": ALL} | fields)
    made.full_clean()
    made.save()
    return made


def rows() -> list[tuple[str, str]]:
    found = WebhookDelivery.objects.order_by("created_at", "pk")
    return [(row.event, row.state) for row in found]


def waiting(one: WebhookEndpoint) -> WebhookDelivery:
    return events.ping(one, None)


# --- what is told ---------------------------------------------------------------------------------


def test_events__of_a_page_on_its_way(office: Newsroom) -> None:
    endpoint()
    page = office.waiting_for_approval()
    office.send_back(page)
    office.submit(page)
    office.pass_review(page)
    office.approve(page)
    page = office.fresh(page)
    publication.withdraw(page, office.webadmin, "Diganti keterangan yang lebih baru.")
    told = [event for event, _state in rows()]
    assert sorted(told) == sorted(
        [
            *("submitted", "review_passed", "returned"),
            *("submitted", "review_passed", "approved", "live", "withdrawn"),
        ]
    )


def test_events__only_those_asked_for(office: Newsroom) -> None:
    endpoint(events=["returned"])
    page = office.waiting_for_approval()
    office.send_back(page)
    assert [event for event, _state in rows()] == ["returned"]


def test_events__a_decision_rolled_back_was_never_told(office: Newsroom) -> None:
    endpoint()
    page = office.draft(office.classified())
    with transaction.atomic():
        office.submit(page)
        assert rows()
        transaction.set_rollback(True)
    assert rows() == []


def test_body__says_who_what_when_and_no_content(office: Newsroom) -> None:
    endpoint(events=["submitted", "approved", "live"])
    office.kabid.office_title = "Kepala Bidang Aptika"
    office.kabid.save()
    page = office.waiting_for_approval()
    [submitted] = WebhookDelivery.objects.all()
    body = json.loads(submitted.body)
    assert body.keys() == {"event", "id", "time", "item", "actor"}
    assert body["id"] == str(submitted.pk)
    assert body["time"].endswith("+08:00")
    assert body["item"].keys() == {"id", "type", "title", "admin_url", "public_url"}
    assert body["item"]["title"] == page.title
    assert body["item"]["public_url"] is None
    assert body["item"]["admin_url"] == f"http://testserver/admin/pages/{page.pk}/edit/"
    assert body["actor"] == {"name": "Pengelola", "office": ""}
    assert office.fresh(page).get_latest_revision_as_object().summary not in submitted.body
    office.approve(page)
    approved = json.loads(WebhookDelivery.objects.get(event="approved").body)
    assert approved["actor"] == {"name": "Kabid", "office": "Kepala Bidang Aptika"}
    live = json.loads(WebhookDelivery.objects.get(event="live").body)
    assert live["item"]["public_url"] == office.fresh(page).full_url
    assert live["actor"] is None


# --- the signature --------------------------------------------------------------------------------


@given(st.text(min_size=1), st.binary())
def test_signature__is_what_the_manual_says(secret: str, body: bytes) -> None:
    secret = secret.encode(errors="ignore").decode()
    header = signing.signature(secret, int(time.time()), body)
    assert is_genuine(secret, header, body)
    assert not is_genuine(secret, header, body + b" ")
    assert not is_genuine(secret + "x", header, body)
    assert not is_genuine(secret, signing.signature(secret, 1_700_000_000, body), body)


def test_secret__differs_for_each_endpoint_and_stands_in_no_column(db: Any, settings: Any) -> None:
    one, other = endpoint(name="Satu"), endpoint(name="Dua")
    assert one.secret != other.secret
    stored = WebhookEndpoint.objects.filter(pk=one.pk).values().get()
    assert one.secret not in str(stored)
    before = one.secret
    settings.SECRET_KEY = "kunci-lain-" * 6
    assert one.secret != before


# --- delivery -------------------------------------------------------------------------------------


def test_delivery__arrives_signed_with_its_id(db: Any, web: Web) -> None:
    one = endpoint(web)
    message = waiting(one)
    assert delivery.deliver_due(timezone.now()) == 1
    [request] = web.requests
    assert (request.method, request.path) == ("POST", "/kabar")
    assert request.body == message.body.encode()
    assert request.headers["x-kukarsite-delivery"] == str(message.pk)
    assert is_genuine(one.secret, request.headers["x-kukarsite-signature"], request.body)
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.DELIVERED, 1)
    assert message.attempts[0]["outcome"] == "HTTP 204"
    assert delivery.deliver_due(timezone.now() + timedelta(days=1)) == 0
    assert len(web.requests) == 1


def test_delivery__goes_on_its_way_after_the_commit(
    office: Newsroom, web: Web, django_capture_on_commit_callbacks: Any
) -> None:
    endpoint(web, events=["submitted"])
    page = office.draft(office.classified())
    with django_capture_on_commit_callbacks(execute=True):
        office.submit(page)
        assert web.requests == []
    assert [json.loads(request.body)["event"] for request in web.requests] == ["submitted"]
    assert rows() == [("submitted", State.DELIVERED)]


@pytest.mark.parametrize("status", [302, 400, 410, 500])
def test_delivery__is_tried_again_later_and_later_and_at_last_given_up(
    db: Any, web: Web, status: int
) -> None:
    web.status, web.headers = status, {"Location": web.url("/lain")}
    message = waiting(endpoint(web))
    moment = timezone.now()
    pauses = []
    for _number in range(delivery.TRIES):
        with time_machine.travel(moment, tick=False):
            delivery.deliver_due(timezone.now())
        message.refresh_from_db()
        pauses.append(message.next_at - moment)
        moment = message.next_at
    assert message.state == State.DEAD
    assert len(message.attempts) == len(web.requests) == delivery.TRIES
    assert pauses[:3] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert pauses[:-1] == sorted(pauses[:-1])
    assert {request.path for request in web.requests} == {"/kabar"}
    with time_machine.travel(moment + timedelta(days=9), tick=False):
        assert delivery.deliver_due(timezone.now()) == 0
    web.status = 200
    assert delivery.send_again([message.pk]) == 1
    assert delivery.send_again([message.pk]) == 0  # the second click
    assert delivery.deliver_due(timezone.now()) == 1
    assert len({request.headers["x-kukarsite-delivery"] for request in web.requests}) == 1


def test_delivery__an_inner_host_is_given_up_at_once(db: Any, web: Web, settings: Any) -> None:
    message = waiting(endpoint(web))
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = []
    delivery.deliver_due(timezone.now())
    message.refresh_from_db()
    assert (message.state, web.requests) == (State.DEAD, [])
    assert message.attempts[0]["outcome"] == "not a public host"


def test_delivery__one_that_is_away_holds_up_no_other(db: Any, web: Web) -> None:
    away = endpoint(web, name="Mati", url="http://127.0.0.1:1/")
    messages = [waiting(away) for _number in range(3)]
    arrives = waiting(endpoint(web))
    assert delivery.deliver_due(timezone.now()) == 1
    arrives.refresh_from_db()
    assert arrives.state == State.DELIVERED
    # Asked once in this run; the others wait for the next.
    tried = WebhookDelivery.objects.filter(pk__in=[one.pk for one in messages], tries=1)
    assert tried.count() == 1


def test_delivery__waits_while_the_endpoint_is_switched_off(db: Any, web: Web) -> None:
    one = endpoint(web, active=False)
    waiting(one)
    assert delivery.deliver_due(timezone.now()) == 0
    assert web.requests == []
    WebhookEndpoint.objects.update(active=True)
    assert delivery.deliver_due(timezone.now()) == 1


def test_delivery__is_sent_by_whoever_claims_it_first(db: Any, web: Web) -> None:
    message = waiting(endpoint(web))
    claim = WebhookDelivery.objects.filter(pk=message.pk)
    claim.update(claimed_until=timezone.now() + timedelta(seconds=30))
    assert delivery.attempt(message.pk) is None
    assert web.requests == []


def test_delivery__a_late_failure_takes_nothing_back(db: Any, web: Web) -> None:
    """The first worker was slower than its claim; the second has delivered meanwhile."""
    message = waiting(endpoint(web))
    first_claim = timezone.now()
    assert delivery.attempt(message.pk) is State.DELIVERED
    delivery._settle(message, first_claim, "timed out", went_well=False, may_pass=True)
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.DELIVERED, 1)


def test_delivery__old_ones_leave_the_list_and_dead_ones_stay(db: Any, web: Web) -> None:
    one = endpoint(web)
    long_ago = timezone.now() - delivery.KEPT - timedelta(days=1)
    for state in (State.DELIVERED, State.DEAD):
        WebhookDelivery.objects.create(
            endpoint=one, event="ping", title="x", body="{}", state=state, ended_at=long_ago
        )
    delivery.deliver_due(timezone.now())
    assert rows() == [("ping", State.DEAD)]


# --- a worker that dies ---------------------------------------------------------------------------

WORKER = """
import django
django.setup()
from django.conf import settings
settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1"]
from workflow_steps.webhooks import delivery
delivery.attempt("{number}")
"""


def _database_url() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    place = f"{found['HOST']}:{found['PORT'] or 5432}"
    who = f"{found['USER']}:{found['PASSWORD']}" if found["PASSWORD"] else found["USER"]
    return f"postgres://{who}@{place}/{found['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_delivery__a_worker_killed_half_way_loses_nothing(web: Web) -> None:
    """At least once: the receiver may see it twice, with the same id."""
    message = waiting(endpoint(web))
    worker: list[subprocess.Popen[bytes]] = []

    def kill(_request: Request) -> None:
        worker[0].kill()
        worker[0].wait()

    web.before = kill
    web.requests.clear()
    WebhookDelivery.objects.filter(pk=message.pk).update(
        state=State.WAITING, tries=0, attempts=[], claimed_until=None, next_at=timezone.now()
    )
    environment = os.environ | {
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "kukarsite.settings.dev",
    }
    code = WORKER.format(number=message.pk)
    worker.append(subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment))  # noqa: S603
    assert worker[0].wait(60) < 0  # killed by a signal
    web.before = lambda _request: None
    message.refresh_from_db()
    assert (message.state, message.tries) == (State.WAITING, 0)
    now = timezone.now()
    assert delivery.deliver_due(now) == 0, "still claimed"
    with time_machine.travel(now + delivery.LEASE + timedelta(seconds=1), tick=False):
        assert delivery.deliver_due(timezone.now()) == 1
    ids = [request.headers["x-kukarsite-delivery"] for request in web.requests]
    assert ids == [str(message.pk)] * 2


# --- the address ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://gerbang.example/",
        "https://127.0.0.1/",
        "https://10.0.0.8:8443/",
        "https://[::1]/",
        "https://a:b@gerbang.example/",
        "gerbang.example",
    ],
)
def test_endpoint__address_is_https_and_public(db: Any, url: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        endpoint(url=url)
    assert list(caught.value.message_dict) == ["url"]


def test_endpoint__a_host_named_by_the_operator_may_lie_inside(db: Any, settings: Any) -> None:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["gerbang.kantor:8080"]
    assert endpoint(url="http://gerbang.kantor:8080/kabar").pk
    assert outbound.is_allowed_internal("GERBANG.kantor", 8080)
