"""Every kind of public page in a real browser: axe, reflow at 360 px, the keyboard, no stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from news.models import NewsPage
from tests.news.pages_kit import ensure_full_text_index, make, one_of_each

from .conftest import DESK, PHONE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def addresses(live_server: Any, newsroom: None) -> dict[str, str]:
    """One address of each kind; relative, since the site's own address is not the test's."""
    ensure_full_text_index()
    pages = one_of_each()
    for number in range(12):
        make(NewsPage, f"Layanan desa {number}", summary="Kantor desa buka setiap Selasa.")
    return {
        "home": "/",
        "index": "/berita/",
        "second page": "/berita/?page=2",
        "empty category": "/berita/?kategori=kesehatan",
        "search": "/cari/?q=layanan",
        "nothing found": "/cari/?q=takada",
        "not found": "/layanan-desa-lama/",
    } | {name: page.get_url() for name, page in pages.items()}


def complaints(page: Any) -> list[tuple[str, str]]:
    result = Axe().run(page, options={"runOnly": RULES})
    return [
        (violation["id"], node["html"][:200])
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_public_pages__are_accessible_and_fit_the_screen(
    browser_page: Callable[..., Any],
    live_server: Any,
    addresses: dict[str, str],
    viewport: dict[str, int],
) -> None:
    page = browser_page(viewport)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = {}
    for name, address in addresses.items():
        said.clear()
        page.goto(live_server.url + address)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        refused = [("policy", text) for text in said if "Content Security Policy" in text]
        overflow = [("overflow", str(wider))] if wider > 0 else []
        found[name] = [*refused, *complaints(page), *overflow]

    assert {name: issues for name, issues in found.items() if issues} == {}


def test_public_pages__work_without_javascript_and_by_keyboard(
    browser_page: Callable[..., Any], live_server: Any, addresses: dict[str, str]
) -> None:
    page = browser_page(PHONE, java_script_enabled=False)
    page.goto(live_server.url + addresses["home"])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")

    page.locator('input[name="q"]').fill("layanan perahu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=layanan+perahu")
    page.get_by_role("link", name="Layanan perahu keliling").click()
    assert page.locator("h1").inner_text() == "Layanan perahu keliling"
