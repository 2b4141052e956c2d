"""The first look around: there at first, gone for good once skipped, back when asked for."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from wagtail.users.models import UserProfile

from tests.driver import Newsroom
from workflow_steps.help import tour

HOME = "/admin/"
SKIP, AGAIN = "/admin/bantuan/tur/lewati/", "/admin/bantuan/tur/ulangi/"
PANEL = 'id="newsroom-tour-section"'


def shown(client: Client) -> bool:
    return PANEL in client.get(HOME).content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("kontributor", "Ikuti perkembangannya"),
        ("pengelola", "Buat berita dan ajukan"),
        ("webadmin", "Periksa yang diajukan"),
        ("kabid", "Putuskan di lembar paraf"),
    ],
)
def test_tour__is_the_roles_own(office: Newsroom, client: Client, name: str, own: str) -> None:
    client.force_login(office.people[name])
    html = client.get(HOME).content.decode()
    assert PANEL in html
    assert own in html
    assert html.count('role="tabpanel"') == len(tour.stops_for(office.people[name]))


@pytest.mark.once
def test_tour__skipped_stays_skipped_on_every_device(office: Newsroom, client: Client) -> None:
    client.force_login(office.pengelola)
    other_tab, other_device = Client(), Client()
    other_tab.force_login(office.pengelola)
    other_device.force_login(office.pengelola)
    assert shown(client)
    assert shown(other_tab)
    assert client.post(SKIP).url == HOME  # type: ignore[attr-defined]
    client.post(SKIP)  # a double click
    other_tab.post(SKIP)
    for one in (client, other_tab, other_device):
        assert not shown(one)
    office.webadmin.refresh_from_db()
    client.force_login(office.webadmin)
    assert shown(client), "another person has not seen it"


@pytest.mark.once
def test_tour__comes_back_only_when_asked_for(office: Newsroom, client: Client) -> None:
    client.force_login(office.kabid)
    client.post(SKIP)
    assert AGAIN in client.get("/admin/bantuan/").content.decode()
    assert not shown(client)
    client.post(AGAIN)
    assert shown(client)
    client.post(SKIP)
    assert not shown(client)


@pytest.mark.once
def test_tour__is_not_for_somebody_without_a_role(office: Newsroom, client: Client) -> None:
    client.force_login(office.person("superuser", is_superuser=True))
    assert not shown(client)
    assert AGAIN not in client.get("/admin/bantuan/").content.decode()


@pytest.mark.once
def test_tour__changes_by_post_alone_and_needs_the_token(office: Newsroom) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.pengelola)
    assert strict.get(SKIP).status_code == 405
    assert strict.post(SKIP).status_code == 403
    html = strict.get(HOME).content.decode()
    token = html.split(PANEL)[1].split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert strict.post(SKIP, {"csrfmiddlewaretoken": token}).status_code == 302
    assert not shown(strict)


@pytest.mark.once
def test_tour__skipped_keeps_what_else_was_dismissed(office: Newsroom) -> None:
    profile = UserProfile.get_for_user(office.pengelola)
    profile.dismissibles = {"last_upgrade_check": "7.4.1"}
    profile.save()
    tour.mark(office.pengelola, seen=True)
    profile.refresh_from_db()
    assert profile.dismissibles == {"last_upgrade_check": "7.4.1", tour.SEEN: True}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_tour__skipped_in_two_tabs_at_once_is_skipped(newsroom: None) -> None:
    person = Newsroom().pengelola
    barrier, failed = Barrier(2), []

    def skip() -> None:
        try:
            barrier.wait(10)
            tour.mark(person, seen=True)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    tabs = [Thread(target=skip) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(20)
    assert failed == []
    assert UserProfile.objects.get(user=person).dismissibles[tour.SEEN] is True
