"""Withdrawing on a phone, and what readers find afterwards: axe, reflow, no script needed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.driver import PASSWORD, Newsroom

from .conftest import DESK, PHONE
from .test_public_a11y import complaints

REASON = "Keterangan dari OPD sumber ternyata keliru."
NOTE = "Jumlah warga semula tertulis 120, seharusnya 102."


def log_in(page: Any, live_server: Any, username: str) -> None:
    page.goto(live_server.url + reverse("wagtailadmin_login"))
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(live_server.url + reverse("wagtailadmin_home"))


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_correction_and_withdrawal__are_read_by_everybody(
    browser_page: Callable[..., Any], live_server: Any, office: Newsroom, viewport: dict[str, int]
) -> None:
    news = office.published()
    draft = news.get_latest_revision_as_object()
    draft.summary, draft.correction = "Warga desa mengurus dokumen di kantor desa.", NOTE
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(news)
    office.approve(news)
    address = live_server.url + news.get_url()
    reader = browser_page(viewport)

    reader.goto(address)
    reader.click('a[href="#ralat"]')
    assert NOTE in reader.locator("#ralat").inner_text()
    assert complaints(reader) == []
    assert overflow(reader) <= 0

    editor = browser_page(viewport, java_script_enabled=False)
    log_in(editor, live_server, "webadmin")
    editor.goto(live_server.url + reverse("newsroom_withdraw", args=[news.pk]))
    editor.locator("form[method=post] textarea").fill("Keliru.")
    editor.locator("button.serious").click()
    assert editor.locator("textarea[name=reason]").input_value() == "Keliru."
    assert editor.locator(".w-field__errors, .error-message").first.is_visible()
    editor.locator("textarea[name=reason]").fill(REASON)
    editor.locator("button.serious").click()
    editor.wait_for_url(f"**{reverse('wagtailadmin_explore', args=[office.index.pk])}")

    response = reader.goto(address)
    assert response.status == 410
    assert REASON in reader.locator("main").inner_text()
    assert reader.locator("h1").inner_text() == news.title
    assert complaints(reader) == []
    assert overflow(reader) <= 0


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_question_before_withdrawing__is_accessible(
    browser_page: Callable[..., Any], live_server: Any, office: Newsroom, viewport: dict[str, int]
) -> None:
    news = office.published()
    page = browser_page(viewport)
    log_in(page, live_server, "webadmin")

    page.goto(live_server.url + reverse("newsroom_withdraw", args=[news.pk]))

    own = [found for found in complaints(page) if "sidebar" not in found[1]]
    assert own == []
    assert overflow(page) <= 0
    for box in (found.bounding_box() for found in page.locator("form .button").all()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
