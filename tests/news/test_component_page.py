"""The design system's living page in the admin."""

from typing import Any

import pytest
from django.test import Client

from news.component_samples import names, without_a_sample
from tests.driver import Newsroom

pytestmark = pytest.mark.once


def test_component_page__shows_every_template_in_both_schemes(office: Newsroom) -> None:
    assert without_a_sample() == []
    client = Client()
    assert client.get("/admin/komponen/terang/").status_code == 302
    client.force_login(office.webadmin)
    assert "/admin/komponen/gelap/" in client.get("/admin/komponen/").content.decode()
    for slug, scheme in (("terang", "light"), ("gelap", "dark")):
        response = client.get(f"/admin/komponen/{slug}/")
        html = response.content.decode()
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert f'data-scheme="{scheme}"' in html
        assert [name for name in names() if f"{name}.html" not in html] == []
    assert client.get("/admin/komponen/lain/").status_code == 404


@pytest.mark.parametrize(("who", "shown"), [("webadmin", True), ("kontributor", False)])
def test_component_page__is_in_the_menu_of_who_keeps_the_site(
    office: Newsroom, client: Any, who: str, shown: bool
) -> None:
    client.force_login(office.people[who])
    assert ('"/admin/komponen/"' in client.get("/admin/").content.decode()) is shown
