"""Every kind of public page in a real browser: axe, reflow, the keyboard, no stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.models import NewsPage
from news.provisioning.front_page import SECTIONS
from tests.news.pages_kit import ensure_full_text_index, make, one_of_each, picture
from tests.news.test_front_page import arrange, urgent
from tests.news.test_office import PROFILE

from .conftest import PHONE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def addresses(live_server: Any, newsroom: None) -> dict[str, str]:
    """One address of each kind; relative, since the site's own address is not the test's."""
    ensure_full_text_index()
    pages = one_of_each()
    arrange(**PROFILE, logo=picture("Logo", (600, 200)), sections=SECTIONS)
    urgent(NewsPage, "Air naik di hulu", hero_image=picture("Air"))
    for number in range(12):
        make(NewsPage, f"Layanan desa {number}", summary="Kantor desa buka setiap Selasa.")
    return {
        "home": "/",
        "index": "/berita/",
        "second page": "/berita/?page=2",
        "empty category": "/berita/?kategori=kesehatan",
        "archive": "/berita/arsip/",
        "search form": "/cari/",
        "search": "/cari/?q=layanan",
        "nothing found": "/cari/?q=takada",
        "not found": "/layanan-desa-lama/",
        "proof": f"/paraf/{pages['news'].pk}/",
    } | {name: page.get_url() for name, page in pages.items()}


def complaints(page: Any) -> list[tuple[str, str]]:
    result = Axe().run(page, options={"runOnly": RULES})
    return [
        (violation["id"], node["html"][:200])
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


WIDTHS = (320, 360, 768, 1280)
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def overflow(page: Any) -> list[tuple[str, str]]:
    """Nothing may be wider than the screen."""
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [("overflow", str(wider))] if wider > 0 else []


def issues_at(page: Any, width: int, size: str) -> list[tuple[Any, ...]]:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    return [(width, size, *issue) for issue in (*overflow(page), *complaints(page))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages__are_accessible_and_fit_the_screen(
    browser_page: Callable[..., Any], live_server: Any, addresses: dict[str, str], scheme: str
) -> None:
    # Reduced motion, so that no change of colour is looked at half way.
    page = browser_page(PHONE, color_scheme=scheme, reduced_motion="reduce")
    page.add_init_script(SHIFTS)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = {}
    for name, address in addresses.items():
        said.clear()
        page.goto(live_server.url + address)
        shifted = page.evaluate("window.shifted")
        issues: list[Any] = [text for text in said if "Content Security Policy" in text]
        issues += [("layout shift", str(shifted))] if shifted else []
        for width in WIDTHS:
            issues += issues_at(page, width, "100%")
        for width in (360, 1280):
            issues += issues_at(page, width, "200%")
        found[name] = issues

    assert {name: issues for name, issues in found.items() if issues} == {}


def test_public_pages__work_without_javascript_and_by_keyboard(
    browser_page: Callable[..., Any], live_server: Any, addresses: dict[str, str]
) -> None:
    page = browser_page(PHONE, java_script_enabled=False)
    page.goto(live_server.url + addresses["home"])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")

    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="Menu utama")
    assert menu.get_by_role("link", name="Berita").is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()

    page.locator('input[name="q"]').fill("layanan perahu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=layanan+perahu")
    page.get_by_role("link", name="Layanan perahu keliling").click()
    assert page.locator("h1").inner_text() == "Layanan perahu keliling"


def test_gallery__is_looked_through_by_keyboard_and_closed_again(
    browser_page: Callable[..., Any], live_server: Any, addresses: dict[str, str]
) -> None:
    page = browser_page(PHONE)
    page.goto(live_server.url + addresses["gallery"])
    second = page.locator("a.figure__link").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    count = page.locator(".viewer__count")
    expect(count).to_have_text("2 / 5")
    assert complaints(page) == []

    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("3 / 5")
    page.get_by_role("button", name="Gambar sebelumnya").click()
    expect(count).to_have_text("2 / 5")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.viewer").is_visible()
    assert second.evaluate("link => link === document.activeElement")


def test_banner__stays_folded_where_a_reader_folded_it(
    browser_page: Callable[..., Any], live_server: Any, addresses: dict[str, str]
) -> None:
    page = browser_page(PHONE)
    page.goto(live_server.url + addresses["search"])
    notice = page.get_by_role("link", name="Air naik di hulu")
    assert notice.is_visible()

    page.get_by_text("Sembunyikan").click()
    page.goto(live_server.url + addresses["index"])

    assert page.locator("#serta-merta").get_attribute("open") is None
    page.get_by_text("Tampilkan", exact=True).click()
    assert page.locator("#serta-merta").get_by_role("link").is_visible()
