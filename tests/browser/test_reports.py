"""Every report in a real browser: axe on a desk and on a phone, 360 px, the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from reports import monitoring
from reports.models import StepTiming
from reports.views.menu import REPORTS
from tests.driver import PASSWORD, Newsroom
from tests.reports.figures_kit import OCTOBER, small_month
from tests.workflow_steps.test_inbox_first_rows import publish

from .conftest import DESK, PHONE

PERIOD = "&".join(f"{name}={value}" for name, value in OCTOBER.items())
COMPLIANCE = f"/admin/reports/kepatuhan/?{PERIOD}"

# What stands beyond the window's edge, other than in a region that scrolls by itself. Not the
# document's own width: Wagtail's wrapper hides what is too wide for it.
BEYOND = """() => [...document.querySelectorAll("#main *")].filter((part) => {
  const box = part.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= innerWidth + 1) return false;
  for (let around = part.parentElement; around.id !== "main"; around = around.parentElement)
    if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return false;
  return true;
}).map((part) => part.outerHTML.slice(0, 120)).slice(0, 3)"""


@pytest.fixture
def office(transactional_db: None, newsroom: None) -> Newsroom:
    small_month()
    StepTiming.objects.update(item_id=F("item_id") + 1_000)  # beside pages that are really there
    return Newsroom()


@pytest.fixture
def tab(browser_page: Callable[..., Tab], live_server: Any, office: Newsroom) -> Tab:
    """The approver's, signed in, at the compliance report."""
    tab = browser_page(DESK)
    tab.goto(f"{live_server.url}/admin/login/?next=/admin/reports/kepatuhan/")
    tab.fill("[name=username]", "kabid")
    tab.fill("[name=password]", PASSWORD)
    tab.locator(".login-form button[type=submit]").click()
    tab.goto(f"{live_server.url}{COMPLIANCE}")
    return tab


def screens(page: Any, sheet: Any) -> list[str]:
    item = ["page", page.pk]
    return [
        *(f"{reverse(report.view.index_url_name)}?{PERIOD}" for report in REPORTS),
        f"{COMPLIANCE}&basis=koreksi&by=orang",
        reverse("item_timeline", args=item),
        reverse("why_so_long", args=[*item, 4, 1]),
        reverse("procedure_of_day"),
        reverse("waktu-langkah_modeladmin_index"),
        reverse("monitoring_list"),
        reverse("monitoring_add"),
        *(reverse(f"monitoring_{name}", args=[sheet.pk]) for name in ("sheet", "adopt", "delete")),
    ]


def test_reports__are_accessible_and_fit_the_screen(
    tab: Tab, live_server: Any, office: Newsroom
) -> None:
    page = office.waiting_for_approval()
    office.send_back(page)
    office.approve(office.waiting_for_approval(page))
    publish(office, hours=1)
    office.waiting_for_approval()
    sheet, _new = monitoring.draft(2026, 2, 90, office.kabid)
    axe, found = Axe(), []
    for screen in screens(page, sheet):
        tab.set_viewport_size(DESK)
        response = tab.goto(f"{live_server.url}{screen}")
        assert response
        assert (response.status, tab.url) == (200, f"{live_server.url}{screen}")
        for viewport in (DESK, PHONE):
            tab.set_viewport_size(viewport)
            results = axe.run(tab, context="#main")
            if results.violations_count:
                found.append(f"{screen} {viewport['width']}: {results.generate_report()}")
        if beyond := tab.evaluate(BEYOND):
            found.append(f"{screen} on a phone, beyond the edge: {beyond}")
    assert not found, "\n".join(found)


def test_reports__figures_of_table_and_chart_are_reached_with_the_keyboard(tab: Tab) -> None:
    tab.get_by_role("region", name="Setiap langkah", exact=True).focus()
    tab.keyboard.press("Tab")
    number = tab.locator(".report__table a:focus").inner_text()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").filter(has_text=f"Ditemukan: {number}")).to_be_visible()
    tab.go_back()
    tab.get_by_role("region", name="Bagan: bagian yang sesuai mutu baku per bulan").focus()
    tab.keyboard.press("Tab")
    point = tab.get_by_role("link", name="Okt: 66,7%")
    expect(point).to_be_focused()
    expect(point.get_by_text("66,7%")).to_be_visible()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").filter(has_text="Ditemukan: 9")).to_be_visible()
