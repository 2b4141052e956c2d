"""The account's settings: saved together, or not at all and everything still there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from tests.driver import PASSWORD, Newsroom
from tests.workflow_steps.test_notices_bell import account_data

pytestmark = pytest.mark.once

NEW = "kata-sandi-yang-baru-9"


def with_passwords(client: Client, old: str) -> dict[str, str]:
    return account_data(client) | {
        "name_email-first_name": "Nama Diketik",
        "locale-current_time_zone": "Asia/Jakarta",
        "theme-theme": "dark",
        "password-old_password": old,
        "password-new_password1": NEW,
        "password-new_password2": NEW,
    }


def test_account__wrong_old_password__says_so_at_the_top_and_keeps_what_was_typed(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    url = reverse("wagtailadmin_account")
    data = with_passwords(client, "salah")
    data.pop("notices-live-mail", None)
    response = client.post(url, data)
    told = [str(message).strip() for message in response.context["messages"]]
    assert told == [gettext("Not saved. Look at: %(places)s.") % {"places": "Kata sandi"}]
    html = response.content.decode()
    assert 'value="Nama Diketik"' in html
    assert '<option value="Asia/Jakarta" selected' in html
    assert '<option value="dark" selected' in html
    # The menu's corner and the look are those of the person as they are kept.
    assert response.context["request"].user.first_name == "Kabid"
    assert response.context["request"].user.wagtail_userprofile.theme == "system"
    assert "w-theme-system" in html
    assert html.count("Nama Diketik") == 1
    office.kabid.refresh_from_db()
    assert office.kabid.first_name == "Kabid"
    assert office.kabid.check_password(PASSWORD)


def test_account__right_old_password__everything_is_saved_and_nobody_is_signed_out(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.kabid)
    url = reverse("wagtailadmin_account")
    response = client.post(url, with_passwords(client, PASSWORD))
    assert response.status_code == 302
    assert client.get(url).status_code == 200
    office.kabid.refresh_from_db()
    assert (office.kabid.first_name, office.kabid.check_password(NEW)) == ("Nama Diketik", True)
    assert office.kabid.wagtail_userprofile.theme == "dark"
