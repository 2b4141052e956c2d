"""Two people at one page, and one whose session ends: nobody's text is lost, and each is told."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.driver import PASSWORD, Newsroom

from .conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
OURS = "[data-side-panel=completeness]"
SAVED = "#w-autosave-indicator[data-w-autosave-state-value=saved]"
PAUSED = "#w-autosave-indicator[data-w-autosave-state-value=paused]"

expect.set_options(timeout=20_000)  # as long as everything else in a browser may take


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}{reverse('wagtailadmin_login')}")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{reverse('wagtailadmin_home')}")


# Wagtail notes what a form held some seconds after it was loaded; what is typed before that counts
# as having been there (``w-unsaved``).
WATCHES = """() => wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector("form[data-controller~=w-unsaved]"), "w-unsaved")?.initialFormData"""


def open_editor(page: Page, site: str, draft: Any) -> None:
    page.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[draft.pk])}")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(WATCHES)


def save(page: Page) -> None:
    page.click("button.action-save")


def save_all_the_same(page: Page) -> None:
    """Wagtail asks first if its last look, every ten seconds, has shown another's version."""
    save(page)
    confirm = page.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    expect(confirm.or_(page.locator(".messages .error")).filter(visible=True)).to_be_visible()
    if confirm.is_visible():
        confirm.click()


def summaries(office: Newsroom, draft: Any) -> set[str]:
    return {r.as_object().summary for r in office.fresh(draft).revisions.all()}


def test_two_people__the_second_is_told_and_both_texts_are_kept(
    browser_page: Callable[..., Page], live_server: Any, office: Newsroom
) -> None:
    site = live_server.url
    office.person("rekan", "Pengelola Website")
    draft = office.draft(office.classified())
    first, second = browser_page(DESK), browser_page(DESK)
    for page, name in ((first, "pengelola"), (second, "rekan")):
        sign_in(page, site, name)
        open_editor(page, site, draft)
    first.fill("#id_summary", "Tulisan orang pertama")
    expect(first.locator(SAVED)).to_be_attached()

    second.fill("#id_summary", "Tulisan orang kedua")
    expect(second.locator(PAUSED)).to_be_attached()
    save(second)
    dialog = second.locator("#w-save-confirmation-dialog")
    expect(dialog).to_contain_text("menyimpan versi baru")
    assert summaries(office, draft) >= {"Tulisan orang pertama"}
    assert "Tulisan orang kedua" not in summaries(office, draft)
    dialog.locator("[data-w-dialog-target=confirm]").click()
    expect(second.locator(".messages .success")).to_be_visible()
    assert summaries(office, draft) >= {"Tulisan orang pertama", "Tulisan orang kedua"}

    office.submit(draft)  # and the first one's tab is stale now
    first.fill("#id_summary", "Tulisan sesudah diajukan")
    expect(first.locator(PAUSED)).to_be_attached()
    save_all_the_same(first)
    expect(first.locator(".messages .error")).to_contain_text("terkunci")
    expect(first.locator("#id_summary")).to_have_value("Tulisan sesudah diajukan")
    assert "Tulisan sesudah diajukan" not in summaries(office, draft)


def test_completeness__leads_to_the_field_and_a_lost_session_loses_nothing(
    browser_page: Callable[..., Page], live_server: Any, office: Newsroom
) -> None:
    site = live_server.url
    draft = office.draft(office.classified())
    draft.source = ""
    draft.body = [("heading", {"text": "", "level": "h2"})]
    draft.save_revision(user=office.pengelola)
    toggle = "[data-side-panel-toggle=completeness]"
    for size in (PHONE, DESK):
        page = browser_page(size)
        sign_in(page, site, "pengelola")
        open_editor(page, site, draft)
        page.click(toggle)
        expect(page.locator(OURS)).to_contain_text("2 hal masih kurang")
        found = Axe().run(page, context=OURS).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
        page.click("[data-completeness-path$='.text']")
        expect(page.locator("[id$='-0-value-text']")).to_be_focused()
        if size is PHONE:
            page.close()  # one window: two would be told of each other

    page.fill("#id_source", "Dinas Perhubungan")
    expect(page.locator(f"{toggle} [data-side-panel-toggle-counter]")).to_have_text("1")

    page.context.clear_cookies()
    page.fill("#id_summary", "Ditulis sesudah sesi berakhir")
    save(page)
    expect(page.locator(".messages")).to_contain_text("Tulisan Anda masih ada di layar ini")
    expect(page.locator("#id_summary")).to_have_value("Ditulis sesudah sesi berakhir")
    sign_in(page.context.new_page(), site, "pengelola")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".messages")).to_contain_text("Tersambung lagi")
    expect(page.locator(SAVED)).to_be_attached()
    assert "Ditulis sesudah sesi berakhir" in summaries(office, draft)

    # Shown again with its errors, it is saved all the same, and leaving asks.
    page.evaluate("document.querySelector('[name=action-submit]').click()")
    expect(page.locator(".messages .error")).to_be_visible()
    expect(page.locator(SAVED)).to_be_attached()
    page.wait_for_timeout(1500)  # its first save, after which Wagtail watched no more
    for text in ("Ditulis sesudah ditolak", "Ditulis sesudah itu"):
        page.fill("#id_summary", text)
        expect(page.locator(SAVED)).to_be_attached()
        deadline = time.monotonic() + 20
        while text not in summaries(office, draft) and time.monotonic() < deadline:
            page.wait_for_timeout(200)
        assert text in summaries(office, draft)
