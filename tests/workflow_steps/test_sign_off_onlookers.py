"""A link to a sheet, opened by somebody who does not decide: they are told who does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.driver import Newsroom

from .test_sign_off import current, preview_url, result_url, sheet_url, told

pytestmark = pytest.mark.once


@pytest.mark.parametrize("url_of", [sheet_url, preview_url, result_url])
def test_sheet__its_writer_is_told_who_decides_and_where_to_follow_it(
    office: Newsroom, client: Client, url_of: Any
) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.pengelola)
    response = client.get(url_of(current(page)), follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert "menunggu keputusan Kepala Bidang Aptika" in told(response)
    assert f'href="{reverse("newsroom_my_items")}"' in told(response)


def test_sheet__its_reviewer_is_told_who_decides_now(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.webadmin)
    text = told(client.get(sheet_url(current(page)), follow=True))
    assert "menunggu keputusan Kepala Bidang Aptika" in text
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"' in text


def test_sheet__decided_meanwhile_the_writer_is_told_what(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    task_state = current(page)
    office.send_back(page)
    client.force_login(office.pengelola)
    text = told(client.get(sheet_url(task_state), follow=True))
    assert "dikembalikan" in text
    assert "Kabid" in text


def test_sheet__a_stranger_learns_nothing(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.kontributor)
    text = told(client.get(sheet_url(current(page)), follow=True))
    assert page.title not in text
    assert "Kepala Bidang" not in text


def test_sheet__nothing_is_decided_by_telling(office: Newsroom, client: Client) -> None:
    page = office.waiting_for_approval()
    client.force_login(office.pengelola)
    data = {"action": "approve", "comment": "", "digest": current(page).digest}
    assert client.post(sheet_url(current(page)), data).status_code == 302
    assert not office.fresh(page).live
