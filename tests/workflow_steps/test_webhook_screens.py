"""Webhooks in the admin: who may open them, the secret shown once, and sending again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.driver import Newsroom
from tests.workflow_steps.test_webhooks import endpoint
from tests.workflow_steps.web_kit import Web, web_server
from workflow_steps.models import WebhookDelivery, WebhookEndpoint
from workflow_steps.webhooks import events

pytestmark = pytest.mark.once
DEAD = WebhookDelivery.State.DEAD


@pytest.fixture
def web(settings: Any) -> Iterator[Web]:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["127.0.0.1"]
    with web_server() as server:
        yield server


def url(name: str, *args: Any) -> str:
    return reverse(f"webhook:{name}", args=args)


@pytest.mark.parametrize(
    ("name", "status"),
    [("kontributor", 302), ("pengelola", 302), ("kabid", 302), ("webadmin", 200)],
)
def test_screens__by_role(office: Newsroom, client: Client, name: str, status: int) -> None:
    one = endpoint()
    message = events.ping(one, None)
    client.force_login(office.people[name])
    for address in (
        *(url("index"), url("add"), url("messages"), url("dead")),
        *(url("inspect", one.pk), url("edit", one.pk), url("message", message.pk)),
    ):
        assert client.get(address).status_code == status, address
    salt = one.salt
    WebhookDelivery.objects.update(state=DEAD)
    if status != 200:
        client.post(url("new_secret", one.pk))
        client.post(url("ping", one.pk))
        client.post(url("send_all_again"))
        one.refresh_from_db()
        assert one.salt == salt
        assert list(WebhookDelivery.objects.values_list("state", flat=True)) == [DEAD]


def test_secret__is_shown_once_and_never_in_a_form(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    data = {
        "name": "Gerbang",
        "url": "https://gerbang.example/kabar",
        "events": ["live", "returned"],
        "active": "on",
    }
    shown = client.post(url("add"), data, follow=True)
    one = WebhookEndpoint.objects.get()
    assert (one.created_by, one.events) == (office.webadmin, ["live", "returned"])
    assert one.secret in shown.content.decode()
    for address in (url("inspect", one.pk), url("edit", one.pk), url("index")):
        content = client.get(address).content.decode()
        assert one.secret not in content
        assert one.salt not in content
    before = one.secret
    renewed = client.post(url("new_secret", one.pk), follow=True)
    one.refresh_from_db()
    assert one.secret != before
    assert one.secret in renewed.content.decode()
    assert one.secret not in client.get(url("inspect", one.pk)).content.decode()


def test_form__an_inner_address_is_refused_and_stays_to_be_mended(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.webadmin)
    data = {"name": "Dalam", "url": "https://10.1.2.3/", "events": ["live"], "active": "on"}
    response = client.post(url("add"), data)
    assert response.status_code == 200
    assert "url" in response.context["form"].errors
    assert "https://10.1.2.3/" in response.content.decode()
    assert not WebhookEndpoint.objects.exists()


@pytest.mark.parametrize(
    ("host", "is_refused"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("gerbang.localhost:8443", True),
        ("cetak.local", True),
        ("localhost.localdomain", True),
        ("gateway", True),
        ("[::1]", True),
        ("gerbang", False),  # allowed by the operator
        ("gerbang.example", False),
    ],
)
def test_form__a_name_that_is_always_local_is_refused(
    office: Newsroom, client: Client, settings: Any, host: str, is_refused: bool
) -> None:
    settings.NEWSROOM_OUTBOUND_INTERNAL_HOSTS = ["gerbang"]
    client.force_login(office.webadmin)
    data = {"name": "Dalam", "url": f"https://{host}/hook", "events": ["live"], "active": "on"}
    client.post(url("add"), data)
    assert WebhookEndpoint.objects.exists() is not is_refused


def test_form__an_empty_address_gets_one_message(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    response = client.post(url("add"), {"name": "Dalam", "url": "", "events": ["live"]})
    assert response.context["form"].errors["url"] == ["Isian ini wajib diisi."]


def test_test_message__arrives_and_is_listed(
    office: Newsroom, client: Client, web: Web, django_capture_on_commit_callbacks: Any
) -> None:
    one = endpoint(web)
    client.force_login(office.webadmin)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("ping", one.pk))
    assert [request.headers["x-kukarsite-event"] for request in web.requests] == ["ping"]
    message = WebhookDelivery.objects.get()
    assert url("message", message.pk) in client.get(url("inspect", one.pk)).content.decode()
    assert "HTTP 204" in client.get(url("message", message.pk)).content.decode()


def test_failed_but_still_waiting__can_be_sent_at_once(
    office: Newsroom, client: Client, web: Web, django_capture_on_commit_callbacks: Any
) -> None:
    message = events.ping(endpoint(web), None)
    later = timezone.now() + timedelta(hours=8)
    client.force_login(office.webadmin)
    button = url("send_again", message.pk)
    assert button not in client.get(url("message", message.pk)).content.decode()
    WebhookDelivery.objects.update(tries=3, next_at=later)
    assert button in client.get(url("message", message.pk)).content.decode()
    client.post(url("send_all_again"))
    assert WebhookDelivery.objects.get().next_at == later  # that button is for what was given up
    with django_capture_on_commit_callbacks(execute=True):
        client.post(button)
    assert len(web.requests) == 1
    message.refresh_from_db()
    assert message.state == WebhookDelivery.State.DELIVERED
    client.post(button)
    assert len(web.requests) == 1


def test_given_up__is_on_the_start_page_and_sent_again_once(
    office: Newsroom, client: Client, web: Web, django_capture_on_commit_callbacks: Any
) -> None:
    message = events.ping(endpoint(web), None)
    client.force_login(office.webadmin)
    assert url("dead") not in client.get("/admin/").content.decode()
    WebhookDelivery.objects.update(state=DEAD, tries=12)
    assert url("dead") in client.get("/admin/").content.decode()
    for _click in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("send_again", message.pk))
    assert len(web.requests) == 1
    message.refresh_from_db()
    assert message.state == WebhookDelivery.State.DELIVERED
