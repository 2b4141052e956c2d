"""Inbox and dashboard in a real browser: axe, 360 px, without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from benchmarks.waiting import fill
from tests.driver import PASSWORD, Newsroom

from .conftest import DESK, PHONE

INBOX, MINE = "/admin/kotak-masuk/", "/admin/naskah-saya/"


@pytest.fixture
def office(transactional_db: None, newsroom: None) -> Newsroom:
    office = Newsroom()
    fill(30, office.pengelola, reviewer=office.webadmin)
    own = office.draft()
    own.get_latest_revision_as_object().save_revision(user=office.kabid)
    office.waiting_for_approval(own)
    office.send_back(office.waiting_for_approval(office.draft()))
    return office


def sign_in(tab: Tab, base: str, username: str, address: str) -> None:
    tab.goto(f"{base}/admin/login/?next={address}")
    tab.fill("[name=username]", username)
    tab.fill("[name=password]", PASSWORD)
    tab.locator(".login-form button[type=submit]").click()
    tab.wait_for_url(f"{base}{address}")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", ["kabid", "pengelola"])
def test_inbox__is_accessible_and_fits_the_screen(
    browser_page: Callable[..., Tab],
    live_server: Any,
    office: Newsroom,
    viewport: dict[str, int],
    name: str,
) -> None:
    tab = browser_page(viewport)
    listing = INBOX if name == "kabid" else MINE
    sign_in(tab, live_server.url, name, listing)
    for address in (listing, f"{listing}?p=2", f"{listing}?q=jalan", "/admin/"):
        tab.goto(live_server.url + address)
        expect(tab.locator(".inbox-listing td.title a").first).to_be_visible()
        results = Axe().run(tab)
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"
        width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], address


def test_inbox__is_read_and_opened_on_a_phone_without_javascript(
    browser_page: Callable[..., Tab], live_server: Any, office: Newsroom
) -> None:
    tab = browser_page(PHONE, java_script_enabled=False)
    sign_in(tab, live_server.url, "kabid", INBOX)
    expect(tab.locator(".sidebar-loading")).to_be_hidden()
    expect(tab.locator(".capabilitymessage")).to_be_hidden()
    first = tab.locator(".inbox-listing td.title a").first
    box = first.bounding_box()
    assert box
    assert box["height"] >= 36
    second = tab.get_by_role("navigation").get_by_role("link", name="2", exact=True)
    number = second.bounding_box()
    assert number
    assert min(number["width"], number["height"]) >= 44
    second.click()
    tab.wait_for_url("**/kotak-masuk/?p=2")
    tab.locator(".inbox-listing td.title a").first.click()
    expect(tab).to_have_url(re.compile(r"/admin/keputusan/\d+/$"))
