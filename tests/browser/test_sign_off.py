"""The approver on a phone: from the mail's link to the live page, with one thumb."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from news.models import NewsPage
from tests.driver import PASSWORD, REASON, Newsroom
from tests.workflow_steps.test_inbox_first_rows import publish
from tests.workflow_steps.test_sign_off_stale import change

from .conftest import DESK, PHONE

NO_JS = {"java_script_enabled": False}
RESULT = re.compile(r"/hasil/(#.*)?$")
FINGER = 44  # px, WCAG 2.2's enhanced target size


@pytest.fixture
def office(transactional_db: None, newsroom: None, open_all_day: None) -> Newsroom:
    return Newsroom()


@pytest.fixture
def page(office: Newsroom) -> NewsPage:
    """In its second round, with something in every section."""
    page = office.waiting_for_approval()
    office.send_back(page)
    body = [("paragraph", f"<p>Alinea {number} tentang layanan.</p>") for number in range(8)]
    change(office, page, summary="Warga mengurus KTP dan akta di kantor desa.", body=body)
    office.submit(page)
    mail.outbox.clear()
    office.pass_review(page)
    return page


def mailed_link() -> str:
    [message] = [message for message in mail.outbox if message.to == ["kabid@example.test"]]
    found = re.search(r"http://testserver(/admin/keputusan/\d+/)", str(message.body))
    assert found, message.body
    return found[1]


def sign_in(tab: Tab) -> None:
    tab.fill("[name=username]", "kabid")
    tab.fill("[name=password]", PASSWORD)
    tab.locator(".login-form button[type=submit]").click()


def assert_accessible(tab: Tab) -> None:
    results = Axe().run(tab, context="#main")
    assert results.violations_count == 0, results.generate_report()


def assert_fits(tab: Tab) -> None:
    width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], f"scrolls sideways: {width}"


def within_reach(tab: Tab, target: Locator) -> None:
    """Big enough for a finger and in view without scrolling; with its style sheets, not before."""
    tab.wait_for_load_state("load")
    box = target.bounding_box()
    assert box
    assert box["height"] >= FINGER
    assert box["width"] >= FINGER
    assert box["y"] + box["height"] <= tab.viewport_size["height"]  # type: ignore[index]


@pytest.mark.parametrize("options", [{}, NO_JS], ids=["js", "no-js"])
def test_sign_off__from_the_mail_to_the_live_page_in_three_taps(
    office: Newsroom,
    page: NewsPage,
    live_server: Any,
    browser_page: Callable[..., Tab],
    options: dict[str, Any],
) -> None:
    tab = browser_page(PHONE, has_touch=True, **options)
    tab.goto(live_server.url + mailed_link())
    sign_in(tab)
    expect(tab).to_have_url(live_server.url + mailed_link())
    taps = 0
    approve = tab.locator(".sign-off__bar button[value=approve]")
    within_reach(tab, approve)
    approve.tap()
    taps += 1
    expect(tab).to_have_url(RESULT)
    live = tab.locator(".sign-off a.button").first
    within_reach(tab, live)
    # The office's host is not the test's.
    tab.goto(live_server.url + re.sub(r"^https?://[^/]+", "", live.get_attribute("href") or ""))
    taps += 1
    expect(tab.locator("h1")).to_have_text(page.title)
    expect(tab.locator("main")).to_contain_text("Warga mengurus KTP dan akta")
    assert taps <= 3
    assert office.fresh(page).live


def test_sheet__fits_a_phone_and_axe_finds_nothing(
    office: Newsroom, page: NewsPage, live_server: Any, browser_page: Callable[..., Tab]
) -> None:
    for screen in (PHONE, DESK):
        for scheme in ("light", "dark"):
            tab = browser_page(screen, color_scheme=scheme)
            tab.goto(live_server.url + mailed_link())
            sign_in(tab)
            expect(tab.locator(".sign-off__preview--whole")).to_be_visible()
            for closed in tab.locator("details:not([open]) > summary").all()[::-1]:
                closed.click()
            assert_fits(tab)
            assert_accessible(tab)
            tab.mouse.wheel(0, 4000)
            within_reach(tab, tab.locator(".sign-off__bar button[value=approve]"))
    inside = tab.frame_locator(".sign-off__preview")
    expect(inside.locator("h1")).to_have_text(page.title)


def test_sheet__every_control_is_big_enough_for_a_thumb(
    office: Newsroom, page: NewsPage, live_server: Any, browser_page: Callable[..., Tab]
) -> None:
    tab = browser_page(PHONE)
    tab.goto(live_server.url + mailed_link())
    sign_in(tab)
    expect(tab.locator(".sign-off__preview--whole")).to_be_visible()
    for closed in tab.locator("details:not([open]) > summary").all()[::-1]:
        closed.click()
    note = tab.locator("#approve_note").bounding_box()
    assert note
    assert note["x"] + note["width"] <= PHONE["width"]
    controls = tab.locator(
        ".sign-off a[href]:visible, .sign-off summary:visible, .sign-off button:visible,"
        " .sign-off__bar a, .sign-off__bar button"
    )
    small = [
        control.inner_text()
        for control in controls.all()
        if (box := control.bounding_box()) and box["height"] < FINGER
    ]
    assert not small


@pytest.mark.parametrize("options", [{}, NO_JS], ids=["js", "no-js"])
def test_return__the_reason_is_kept_until_it_is_long_enough(
    office: Newsroom,
    page: NewsPage,
    live_server: Any,
    browser_page: Callable[..., Tab],
    options: dict[str, Any],
) -> None:
    tab = browser_page(PHONE, has_touch=True, **options)
    tab.goto(live_server.url + mailed_link())
    sign_in(tab)
    tab.locator(".sign-off__bar a").tap()
    reason = tab.locator("#return_comment")
    expect(reason).to_be_in_viewport()
    if not options:
        expect(reason).to_be_focused()
    reason.fill("kurang")
    tab.locator("#kembalikan button").tap()
    expect(reason).to_have_value("kurang")
    expect(tab.locator(".messages > ul")).to_have_css("opacity", "1")
    expect(tab.locator(".messages > ul")).to_have_css("top", "0px")
    if not options:
        expect(tab.locator(".sign-off__preview--whole")).to_be_visible()
    expect(reason).to_be_in_viewport()
    reason.fill(REASON)
    tab.locator("#kembalikan button").tap()
    expect(tab).to_have_url(RESULT)
    assert not office.fresh(page).live
    state = office.fresh(page).current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES


def test_result__fits_a_phone_and_leads_to_the_next_item(
    office: Newsroom, page: NewsPage, live_server: Any, browser_page: Callable[..., Tab]
) -> None:
    link = mailed_link()
    other = office.waiting_for_approval(office.draft(office.classified("Imunisasi balita")))
    tab = browser_page(PHONE)
    tab.goto(live_server.url + link)
    sign_in(tab)
    tab.locator(".sign-off__bar button[value=approve]").click()
    expect(tab).to_have_url(RESULT)
    expect(tab.locator("#main")).to_be_visible()
    assert_fits(tab)
    assert_accessible(tab)
    following = tab.locator(".sign-off__next a.button")
    within_reach(tab, following)
    following.click()
    state = office.fresh(other).current_workflow_task_state
    expect(tab).to_have_url(live_server.url + reverse("newsroom_decision", args=[state.pk]))


def test_editor__wagtails_own_approve_opens_the_sheet(
    office: Newsroom, page: NewsPage, live_server: Any, browser_page: Callable[..., Tab]
) -> None:
    tab = browser_page(DESK)
    tab.goto(live_server.url + mailed_link())
    sign_in(tab)
    tab.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    tab.locator(f"a[href='{mailed_link()}']").first.click()
    expect(tab).to_have_url(live_server.url + mailed_link())


@pytest.mark.parametrize("options", [{}, NO_JS], ids=["js", "no-js"])
def test_emergency_sheet__is_read_whole_and_initialled_on_a_phone(
    office: Newsroom,
    live_server: Any,
    browser_page: Callable[..., Tab],
    options: dict[str, Any],
) -> None:
    live = publish(office, hours=1)
    tab = browser_page(PHONE, **options)
    tab.goto(live_server.url + reverse("newsroom_emergency_sheet", args=[live.pk]))
    sign_in(tab)
    if not options:
        expect(tab.locator(".sign-off__preview--whole")).to_be_visible()
        assert_accessible(tab)
    assert_fits(tab)
    initial = tab.locator(".sign-off__bar button[value=initial]")
    within_reach(tab, initial)
    initial.click()
    expect(tab.locator(".messages .success")).to_contain_text(live.title)
    expect(tab.locator(".messages > ul")).to_have_css("opacity", "1")
    words = tab.locator(".messages .success").evaluate(
        "found => found.getBoundingClientRect().left"
        " + parseFloat(getComputedStyle(found).paddingInlineStart)"
    )
    assert words >= 50, "the menu button lies on them"
