"""The result on screen: for those who answer for the site, with a warning where it matters."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from reports.models import KnownHost, VerificationRun, WatchedTerm
from reports.verification import verify
from tests.driver import Newsroom
from tests.reports.verification_kit import overwrite
from tests.workflow_steps.test_inbox_first_rows import publish

pytestmark = pytest.mark.once

PAGE = "/admin/reports/verification/"
NOW = f"{PAGE}now/"
READERS = {"webadmin", "kabid", "admin"}
EDITORS = {"webadmin", "admin"}
EVERYBODY = ["kontributor", "pengelola", "webadmin", "kabid", "admin"]


@pytest.fixture
def staffed(office: Newsroom) -> Newsroom:
    office.people["admin"] = office.person("admin", is_superuser=True)
    return office


def text_of(client: Client, url: str = PAGE) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", EVERYBODY)
def test_verification__opens_and_runs_for_its_readers_only(
    staffed: Newsroom, client: Client, name: str
) -> None:
    verify()
    run = VerificationRun.objects.get()
    client.force_login(staffed.people[name])
    may = name in READERS
    for url in (PAGE, f"{PAGE}{run.pk}/"):
        assert (client.get(url).status_code == 200) is may
    assert client.get(NOW).status_code in (302, 405)
    client.post(NOW)
    assert VerificationRun.objects.count() == (2 if may else 1)
    menu = client.get("/admin/").content.decode()
    assert (PAGE in menu) is may


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("prefix", ["kata-pantauan", "host-dikenal"])
def test_lists__are_edited_by_the_web_administrator(
    staffed: Newsroom, client: Client, name: str, prefix: str
) -> None:
    term = WatchedTerm.objects.create(term="coba")
    host = KnownHost.objects.create(host="coba.example")
    pk = term.pk if prefix == "kata-pantauan" else host.pk
    client.force_login(staffed.people[name])
    for url in ("", "new/", f"edit/{pk}/", f"delete/{pk}/"):
        status = client.get(f"/admin/{prefix}/{url}").status_code
        assert (status == 200) is (name in EDITORS), url


def test_lists__added_through_the_form(staffed: Newsroom, client: Client) -> None:
    client.force_login(staffed.webadmin)
    client.post("/admin/host-dikenal/new/", {"host": " Mitra.Example. "})
    client.post("/admin/kata-pantauan/new/", {"term": "kupon hadiah"})
    assert KnownHost.objects.filter(host="mitra.example").exists()
    assert WatchedTerm.objects.filter(term="kupon hadiah").exists()


def test_check_now__shows_what_it_found(staffed: Newsroom, client: Client) -> None:
    page = staffed.published()
    overwrite(page.hero_image.file)
    client.force_login(staffed.webadmin)
    response = client.post(NOW, follow=True)
    text = response.content.decode()
    assert response.redirect_chain == [(PAGE, 302)]
    assert page.title in text
    assert page.hero_image.title in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert page.full_url in text


def test_check_now__leads_nobody_where_they_may_not_go(staffed: Newsroom, client: Client) -> None:
    page = staffed.published()
    overwrite(page.hero_image.file)
    verify()
    client.force_login(staffed.kabid)
    text = text_of(client)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in text
    assert page.full_url in text


def test_check_now__leads_from_an_emergency_to_its_sheet(staffed: Newsroom, client: Client) -> None:
    page = publish(staffed, hours=1)
    verify()
    sheet = reverse("newsroom_emergency_sheet", args=[page.pk])
    for person in (staffed.kabid, staffed.webadmin):
        client.force_login(person)
        assert f'href="{sheet}"' in text_of(client), str(person)


def test_check_now__is_not_one_transaction(db: Any) -> None:
    view: Any = resolve(NOW).func
    assert view._non_atomic_requests


def test_check_now__not_twice_at_once(staffed: Newsroom, client: Client) -> None:
    VerificationRun.objects.create(started_at=timezone.now())
    client.force_login(staffed.webadmin)
    client.post(NOW)
    assert VerificationRun.objects.count() == 1
    VerificationRun.objects.update(started_at=timezone.now() - timedelta(hours=1))
    client.post(NOW)
    assert VerificationRun.objects.filter(finished_at__isnull=False).count() == 1


def test_check_now__leaves_a_large_site_to_the_server(staffed: Newsroom, client: Client) -> None:
    now = timezone.now()
    VerificationRun.objects.create(started_at=now, finished_at=now, pages=50_000)
    client.force_login(staffed.webadmin)
    client.post(NOW)
    assert VerificationRun.objects.count() == 1


def test_history__earlier_runs_can_be_opened(staffed: Newsroom, client: Client) -> None:
    page = staffed.published()
    as_initialled = Path(page.hero_image.file.path).read_bytes()
    overwrite(page.hero_image.file)
    verify()
    earlier = VerificationRun.objects.get()
    overwrite(page.hero_image.file, as_initialled)
    verify()
    client.force_login(staffed.webadmin)
    assert f"{PAGE}{earlier.pk}/" in text_of(client)
    assert page.full_url in text_of(client, f"{PAGE}{earlier.pk}/")
    assert page.full_url not in text_of(client)
    assert client.get(f"{PAGE}999999/").status_code == 404
    assert client.get(PAGE, {"p": "99"}).status_code == 200


def test_stored_finding_of_another_version__is_still_shown(
    staffed: Newsroom, client: Client
) -> None:
    VerificationRun.objects.create(
        started_at=timezone.now(),
        finished_at=timezone.now(),
        failures=1,
        findings=[
            {"severity": "failure", "code": "sesuatu", "title": "Lama", "lain": 1, "fields": ["x"]}
        ],
    )
    client.force_login(staffed.webadmin)
    assert "sesuatu" in text_of(client)


def stale_and_failing() -> dict[str, dict[str, Any]]:
    now, long_ago = timezone.now(), timezone.now() - timedelta(hours=3)
    return {
        "never": {},
        "fine": {"started_at": now, "finished_at": now},
        "failing": {"started_at": now, "finished_at": now, "failures": 2},
        "stale": {"started_at": long_ago, "finished_at": long_ago},
        "unfinished": {"started_at": now},
    }


@pytest.mark.parametrize(
    ("state", "shown"),
    [("never", True), ("fine", False), ("failing", True), ("stale", True), ("unfinished", True)],
)
@pytest.mark.parametrize("name", EVERYBODY)
def test_dashboard__warns_those_who_can_act(
    staffed: Newsroom, client: Client, name: str, state: str, shown: bool
) -> None:
    if fields := stale_and_failing()[state]:
        VerificationRun.objects.create(**fields)
    client.force_login(staffed.people[name])
    text = text_of(client, "/admin/")
    assert ("verification-warning" in text) is (shown and name in READERS)
    if state != "failing" and shown and name in READERS:
        assert "help-critical" not in text


def test_screen__says_when_nothing_was_checked_for_two_hours(
    staffed: Newsroom, client: Client
) -> None:
    client.force_login(staffed.webadmin)
    assert "help-warning" in text_of(client)
    verify()
    assert "help-warning" not in text_of(client)
    VerificationRun.objects.update(started_at=timezone.now() - timedelta(hours=3))
    assert "help-warning" in text_of(client)


def test_screen__costs_the_same_with_a_long_history(staffed: Newsroom, client: Client) -> None:
    client.force_login(staffed.webadmin)

    def cost() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            text_of(client)
        return len(queries)

    verify()
    few = cost()
    for _ in range(5):
        verify()
    assert cost() == few <= 30
