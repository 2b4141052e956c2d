"""The screens of a decision work where no JavaScript runs; in a browser: ``tests/browser``."""

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.driver import Newsroom

from .test_emergency import publish_url, sheet_url, urgent
from .test_inbox_first_rows import INBOX, publish
from .test_sign_off import approve, current, digest_on, result_url
from .test_sign_off import sheet_url as decision_url

pytestmark = pytest.mark.once

LINK = re.compile(r'<noscript><link rel="stylesheet" href="[^"]*css/no-script[^"]*\.css">')
SCREENS = ["sheet", "result", "inbox", "emergency sheet", "emergency form", "withdraw"]


def address(office: Newsroom, client: Client, screen: str) -> str:
    """With the person whose screen it is logged in."""
    client.force_login(office.kabid)
    if screen == "inbox":
        return INBOX
    if screen == "emergency sheet":
        return sheet_url(publish(office, hours=1))
    if screen in ("emergency form", "withdraw"):
        client.force_login(office.webadmin)
        if screen == "withdraw":
            return reverse("newsroom_withdraw", args=[office.published().pk])
        return publish_url(urgent(office))
    task_state = current(office.waiting_for_approval())
    if screen == "sheet":
        return decision_url(task_state)
    approve(client, task_state, digest_on(client, task_state))
    return result_url(task_state)


@pytest.mark.parametrize("screen", SCREENS)
def test_screen__needs_no_script_and_does_not_ask_for_it(
    office: Newsroom, client: Client, screen: str
) -> None:
    html = client.get(address(office, client, screen)).content.decode()
    head, body = html.split("<body", 1)
    assert LINK.search(head), "messages and what lies under the menu's empty panel"
    assert "works-without-script" in body.split(">", 1)[0]


def test_style_without_script__shows_the_messages() -> None:
    found: Any = finders.find("css/no-script.css")
    with open(found) as file:
        rules = file.read()
    assert re.search(r"\.messages > ul \{[^}]*opacity: 1", rules)
    assert re.search(r"\.sidebar-loading[^{]*\{[^}]*display: none", rules)
