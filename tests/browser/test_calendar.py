"""The work calendar in a real browser: axe, 360 px, the keyboard, without JavaScript."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.driver import PASSWORD, Newsroom
from workflow_steps.models import Holiday, WorkCalendar, WorkClosure

from .conftest import DESK, PHONE

CALENDAR = "/admin/kalender/"


@pytest.fixture
def office(transactional_db: None, newsroom: None) -> Newsroom:
    calendar = WorkCalendar.default()
    WorkClosure.objects.create(calendar=calendar, date=date(2027, 1, 12), reason="Banjir")
    Holiday.objects.filter(date=date(2027, 12, 25)).update(name="Natal")
    return Newsroom()


def sign_in(tab: Tab, base: str, username: str, address: str) -> None:
    tab.goto(f"{base}/admin/login/?next={address}")
    tab.fill("[name=username]", username)
    tab.fill("[name=password]", PASSWORD)
    tab.locator(".login-form button[type=submit]").click()
    tab.wait_for_url(f"{base}{address}")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_calendar__is_accessible_and_fits_the_screen(
    browser_page: Callable[..., Tab], live_server: Any, office: Newsroom, viewport: dict[str, int]
) -> None:
    tab = browser_page(viewport)
    sign_in(tab, live_server.url, "webadmin", CALENDAR)
    for screen in (
        "2027/",
        "2027/?hari=2027-01-12",
        "2027/libur/",
        "2027/impor/",
        "2028/impor/",
        "tutup/",
        "jam/",
        "jam/baru/",
        "periode/baru/",
        "setelan/",
        "riwayat/",
    ):
        tab.goto(f"{live_server.url}{CALENDAR}{screen}")
        expect(tab.locator("#main, main").first).to_be_visible()
        results = Axe().run(tab)
        assert results.violations_count == 0, f"{screen}: {results.generate_report()}"
        width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], screen


def test_calendar__a_day_is_read_with_the_keyboard(
    browser_page: Callable[..., Tab], live_server: Any, office: Newsroom
) -> None:
    tab = browser_page(DESK)
    sign_in(tab, live_server.url, "kabid", CALENDAR)
    tab.goto(f"{live_server.url}{CALENDAR}2027/")
    tab.get_by_role("link", name="Selasa, 12 Januari 2027: kantor tutup – Banjir").focus()
    tab.keyboard.press("Enter")
    heading = tab.get_by_role("heading", name="Selasa, 12 Januari 2027: kantor tutup – Banjir")
    expect(heading).to_be_in_viewport()


def test_calendar__the_office_is_closed_on_a_phone_without_javascript(
    browser_page: Callable[..., Tab], live_server: Any, office: Newsroom
) -> None:
    tab = browser_page(PHONE, java_script_enabled=False)
    sign_in(tab, live_server.url, "webadmin", f"{CALENDAR}tutup/")
    tab.get_by_label("Tanggal").fill("13/01/2027")
    tab.get_by_label("Mulai").fill("13.00")
    tab.get_by_label("Sampai").fill("16.00")
    tab.get_by_label("Alasan").fill("Listrik padam")
    save = tab.get_by_role("button", name="Simpan")
    box = save.bounding_box()
    assert box
    assert box["height"] >= 44
    save.click()
    expect(tab.get_by_text("Penutupan sudah dicatat")).to_be_visible()
    expect(tab.get_by_text("Listrik padam (13.00–16.00)")).to_be_visible()


def test_calendar__a_year_prints_on_two_sheets(
    browser_page: Callable[..., Tab], live_server: Any, office: Newsroom
) -> None:
    tab = browser_page(DESK)
    sign_in(tab, live_server.url, "webadmin", CALENDAR)
    tab.goto(f"{live_server.url}{CALENDAR}2027/")
    pages = tab.pdf(prefer_css_page_size=True, print_background=True)
    assert b"/Count 2" in pages
    tab.emulate_media(media="print")
    expect(tab.locator(".calendar-print-title")).to_be_visible()
    expect(tab.locator(".calendar-actions--top")).to_be_hidden()
