"""A date that cannot be stays as it was typed, until the form says what is wrong with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.driver import Newsroom

from .test_calendar import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_date__impossible__is_not_replaced_by_today(
    browser_page: Callable[..., Page], live_server: Any, office: Newsroom
) -> None:
    tab = browser_page()
    sign_in(tab, live_server.url, "webadmin", reverse("absence:add"))
    until = tab.locator("[name=last_day]")
    until.press_sequentially("40/01/2025")
    expect(tab.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(1)
    until.press("Tab")
    expect(tab.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(0)
    expect(until).to_have_value("40/01/2025")
    tab.click("#w-editor-form button[type=submit], main form button[type=submit]")
    expect(tab.locator("[data-contentpath=last_day] .w-field__errors")).to_be_visible()
    expect(tab.locator("[name=last_day]")).to_have_value("40/01/2025")
