"""Help and the first look around in a real browser: axe, keyboard, 360 px, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.driver import Newsroom

from .conftest import DESK, PHONE
from .test_inbox import sign_in

MINE = "/admin/naskah-saya/"


def looked_at(tab: Tab) -> None:
    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()
    width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_help__is_read_and_the_tour_skipped_with_the_keyboard(
    browser_page: Callable[..., Tab],
    live_server: Any,
    transactional_db: None,
    newsroom: None,
    viewport: dict[str, int],
) -> None:
    Newsroom()
    tab = browser_page(viewport)
    sign_in(tab, live_server.url, "pengelola", "/admin/")
    tour = tab.locator("#newsroom-tour-section")
    expect(tour.get_by_role("tabpanel")).to_have_count(1)
    looked_at(tab)
    tour.get_by_role("tab").first.focus()
    for _stop in range(5):
        tab.keyboard.press("ArrowRight")
    expect(tour.get_by_role("heading", name="6. Bantuan ada di layar kerja Anda")).to_be_visible()
    expect(tour.get_by_role("button", name="Berikutnya")).to_be_hidden()
    tab.keyboard.press("ArrowLeft")
    expect(tour.get_by_role("button", name="Berikutnya")).to_be_visible()
    expect(tour.get_by_role("tab").nth(4)).to_be_focused()  # Wagtail moves the focus 50 ms later
    tour.get_by_role("button", name="Lewati").focus()
    tab.keyboard.press("Enter")
    expect(tour).to_have_count(0)

    tab.goto(live_server.url + MINE)
    way = tab.get_by_role("link", name="Apa yang harus saya lakukan di langkah ini?")
    way.focus()
    tab.keyboard.press("Enter")
    dialog = tab.locator("#step-help-dialog")
    expect(dialog.get_by_text("Langkah 3 dari 7")).to_be_visible()
    expect(tab).to_have_url(live_server.url + MINE)
    looked_at(tab)
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    for address in ("/admin/bantuan/", "/admin/bantuan/naskah-saya/"):
        tab.goto(live_server.url + address)
        looked_at(tab)


def test_help__and_tour_work_on_a_phone_without_javascript(
    browser_page: Callable[..., Tab], live_server: Any, transactional_db: None, newsroom: None
) -> None:
    Newsroom()
    tab = browser_page(PHONE, java_script_enabled=False)
    sign_in(tab, live_server.url, "pengelola", "/admin/")
    stops = tab.locator(".tour__stop")
    for number in range(6):
        expect(stops.nth(number)).to_be_visible()
    expect(tab.locator(".tour__next")).to_be_hidden()
    tab.locator(".tour__skip").click()
    tab.wait_for_url(live_server.url + "/admin/")
    expect(stops).to_have_count(0)

    tab.goto(live_server.url + MINE)
    tab.locator(".step-help-link").click()
    tab.wait_for_url(live_server.url + "/admin/bantuan/naskah-saya/")
    expect(tab.get_by_text("Langkah 3 dari 7")).to_be_visible()
