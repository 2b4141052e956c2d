"""No button is shown that would be refused, whoever looks and wherever."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.driver import Newsroom

from .routes_office import LIVE, Intruders, Scene, Visitor

pytestmark = pytest.mark.once

OFFERED = re.compile(
    r'href="(/admin/(?:pages/\d+/(?:unpublish|delete|move|copy|edit|add_subpage|history)/'
    r'|turunkan/\d+/|tayang-darurat/\d+/))["?]'
)
SEEN_BY = {
    "waiting": ("superuser",),
    "scheduled": ("webadmin",),
    "live": ("kontributor", "pengelola", "webadmin", "kabid", "superuser"),
    "live_waiting": ("kabid", "superuser"),
    "withdrawn": ("webadmin",),
}


def screens(scene: Scene) -> Iterator[str]:
    """Where Wagtail shows buttons of a page: its editor, and lists of pages."""
    yield reverse("wagtailadmin_pages:edit", args=[scene.page_id])
    yield reverse("wagtailadmin_explore", args=[scene.office.index.pk])
    yield reverse("wagtailadmin_pages:search") + "?q=kabar"
    yield reverse("wagtailadmin_pages:type_use", args=["news", "newspage"])


def refused(visitor: Visitor, url: str) -> bool:
    """Wagtail says no with a redirect to the home page; ours with a message."""
    response = visitor.client.get(url)
    return response.status_code != 200 and not (
        response.status_code == 302
        and "/admin/login" not in response["Location"]
        and response["Location"] != reverse("wagtailadmin_home")
    )


COMBINATIONS = [(state, role) for state, roles in SEEN_BY.items() for role in roles]


@pytest.mark.parametrize(("state", "role"), COMBINATIONS)
def test_buttons__lead_where_they_say(office: Newsroom, state: str, role: str) -> None:
    scene = Intruders(office).page_in(state)
    visitor = scene.intruders.visitors[role]
    dead, checked = [], set()
    for screen in screens(scene):
        html = visitor.client.get(screen).content.decode()
        assert "action-publish" not in html, screen
        assert "/wagtailcore/page/publish/" not in html, screen
        for url in OFFERED.findall(html):
            if state in {*LIVE, "withdrawn"}:
                assert url != f"/admin/pages/{scene.page_id}/delete/", screen
            if url not in checked and refused(visitor, url):
                dead.append(f"{screen} offers {url}")
            checked.add(url)
    assert dead == []


def test_copy_form__offers_no_published_copy_and_no_alias(office: Newsroom) -> None:
    scene = Intruders(office).page_in("live")
    for role in ("webadmin", "superuser"):
        url = reverse("wagtailadmin_pages:copy", args=[scene.page_id])
        form = scene.intruders.visitors[role].client.get(url).context["form"]
        assert not {"publish_copies", "alias"} & set(form.fields)


@pytest.mark.parametrize("role", ["webadmin", "superuser"])
def test_create_form__offers_no_publication(office: Newsroom, role: str) -> None:
    visitor = Intruders(office).visitors[role]
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", office.index.pk])
    html = visitor.client.get(url).content.decode()
    assert 'name="title"' in html
    assert "action-publish" not in html


def test_bulk_publish__does_not_exist(office: Newsroom) -> None:
    scene = Intruders(office).page_in("draft")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    superuser = scene.intruders.visitors["superuser"].client
    assert superuser.get(f"{url}?id={scene.page_id}").status_code == 404
    for action in ("move", "delete", "unpublish"):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        assert superuser.get(f"{url}?id={scene.page_id}").status_code == 200
