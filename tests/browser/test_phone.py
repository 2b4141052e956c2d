"""Wagtail's own screens on a phone: lists as cards, headings and warnings read to their end."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.driver import Newsroom

from .conftest import DESK, PHONE
from .test_inbox import sign_in
from .test_reports import BEYOND

LISTS = [
    reverse("wagtailusers_users:index"),
    reverse("wagtailadmin_reports:site_history"),
    reverse("wagtailadmin_reports:aging_pages"),
    reverse("wagtailadmin_reports:page_types_usage"),
    reverse("wagtailadmin_reports:workflow"),
    reverse("wagtailadmin_reports:workflow_tasks"),
    reverse("wagtailadmin_pages:type_use", args=["news", "newspage"]),
    reverse("procedure:index"),
]
# Titles in the bar that are wider than their place.
CUT = """() => [...document.querySelectorAll(".w-breadcrumbs li:last-child a")].filter((part) => {
  for (let around = part; !around.matches("header"); around = around.parentElement)
    if (around.scrollWidth > around.clientWidth + 1) return true;
  return false;
}).map((part) => part.innerText)"""


@pytest.fixture
def office(transactional_db: None, newsroom: None) -> Newsroom:
    office = Newsroom()
    office.waiting_for_approval()
    office.approve(office.waiting_for_approval())
    return office


@pytest.fixture
def tab(browser_page: Callable[..., Tab], live_server: Any, office: Newsroom) -> Tab:
    tab = browser_page(PHONE)
    office.kabid.is_superuser = True
    office.kabid.save()
    sign_in(tab, live_server.url, "kabid", "/admin/account/")
    return tab


def lists_are_cards(tab: Tab, site: str) -> None:
    axe, found = Axe(), []
    for address in LISTS:
        tab.goto(site + address)
        row = tab.locator("#listing-results .listing tbody tr").first
        title = row.locator("td:not(:has(> [type=checkbox]))").first.bounding_box()
        assert title, address
        assert title["width"] > 200, address
        if beyond := tab.evaluate(BEYOND):
            found.append(f"{address}, beyond the edge: {beyond}")
        results = axe.run(tab, context="#main")
        if results.violations_count:
            found.append(f"{address}: {results.generate_report()}")
    assert not found, "\n".join(found)


def headings_wrap(tab: Tab, site: str, page: Any) -> None:
    for address in (
        "/admin/naskah-saya/",
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ):
        tab.goto(site + address)
        assert not tab.evaluate(CUT), address


def choices_fit(tab: Tab, site: str) -> None:
    for address in ("/admin/account/", "/admin/account/#tab-notices", "/admin/redirects/add/"):
        tab.goto(site + address)
        assert not tab.evaluate(BEYOND), address


def download_stands_below_the_search(tab: Tab, site: str) -> None:
    for name in ("buku-peristiwa", "waktu-langkah"):
        tab.goto(f"{site}/admin/{name}/")
        search, download = (
            tab.locator(place).bounding_box() for place in ("#id_q", ".w-header .right")
        )
        assert search
        assert download
        assert download["y"] >= search["y"] + search["height"] + 8, name


def register_is_scrolled_with_the_keyboard(tab: Tab, site: str) -> None:
    tab.goto(f"{site}/admin/reports/register/")
    region = tab.get_by_role("region", name="Register tayang")
    region.focus()
    expect(region).to_be_focused()
    tab.keyboard.press("ArrowRight")
    # Not asked in the page again and again: its policy lets no text be run as script.
    region.evaluate(
        """part => part.scrollLeft > 0
          || new Promise((done) => part.addEventListener("scroll", done, { once: true }))"""
    )


def editor_beside_an_open_panel_is_not_cut(tab: Tab, site: str, page: Any) -> None:
    tab.set_viewport_size(DESK)
    tab.goto(site + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    tab.locator("[data-side-panel-toggle=completeness]").click()
    panel = tab.locator(".form-side--open")
    expect(panel).to_be_visible()
    expect(tab.locator(".w-minimap__collapse-all--floating")).to_be_hidden()
    choice = tab.locator("#id_information_class").bounding_box()
    assert choice
    edge = tab.evaluate(
        "innerWidth - document.querySelector('.form-side--open').getBoundingClientRect().width"
    )
    assert choice["x"] + choice["width"] <= edge


def test_screens__fit_a_phone_and_beside_a_panel(
    tab: Tab, live_server: Any, office: Newsroom
) -> None:
    """One newsroom for all of them: to set it up takes longer than to look."""
    site, page = live_server.url, office.draft()
    lists_are_cards(tab, site)
    headings_wrap(tab, site, page)
    choices_fit(tab, site)
    download_stands_below_the_search(tab, site)
    register_is_scrolled_with_the_keyboard(tab, site)
    editor_beside_an_open_panel_is_not_cut(tab, site, page)
