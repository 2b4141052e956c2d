"""Menus hold what each role uses, and nothing that leads nowhere or is said twice."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.driver import Newsroom

pytestmark = pytest.mark.once

WORK = {
    "kontributor": ["notices", "material"],
    "pengelola": ["notices", "my-items", "material", "explorer", "images", "documents", "reports"],
    "webadmin": [
        "inbox",
        "notices",
        "my-items",
        "material",
        "explorer",
        "images",
        "documents",
        "reports",
    ],
    "kabid": ["inbox", "notices", "material", "reports"],
}
LOOKED_UP = ["calendar", "procedure", "records", "settings"]


def menu(client: Client) -> list[Any]:
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    props = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert props
    return list(_items(json.loads(props[1])))


def _items(value: Any, depth: int = 0) -> Any:
    if isinstance(value, list):
        for entry in value:
            yield from _items(entry, depth)
    elif isinstance(value, dict):
        if value.get("_type", "").endswith("MenuItem"):
            yield depth, value["_args"][0]["name"], value["_args"][0].get("url")
            depth += 1
        for entry in value.values():
            yield from _items(entry, depth)


@pytest.mark.parametrize("name", WORK)
def test_menu__begins_with_the_daily_work(office: Newsroom, client: Client, name: str) -> None:
    client.force_login(office.people[name])
    top = [entry for depth, entry, _url in menu(client) if depth == 0]
    work = [entry for entry in top if entry in WORK[name]]
    assert work == WORK[name]
    assert top[: len(work)] == work
    if name == "kabid":
        assert not {"images", "documents"} & set(top)


@pytest.mark.parametrize("name", WORK)
def test_menu__every_item_opens(office: Newsroom, client: Client, name: str) -> None:
    client.force_login(office.people[name])
    for _depth, entry, url in menu(client):
        if url and url.startswith("/admin/") and "logout" not in url:
            assert client.get(url, follow=True).status_code == 200, entry


def test_reports__are_those_of_the_newsroom(office: Newsroom, client: Client) -> None:
    wagtails = {"workflows", "workflow-tasks", "page-types-usage", "site-history", "aging-pages"}
    left = {}
    for name, person in office.people.items():
        client.force_login(person)
        left[name] = {entry for _depth, entry, _url in menu(client)} & wagtails
    assert left == {
        "kontributor": set(),
        "pengelola": set(),
        "webadmin": {"site-history", "aging-pages"},
        "kabid": set(),
    }


@pytest.mark.parametrize("name", WORK)
def test_desk__counts_files_for_those_who_look_after_them(
    office: Newsroom, client: Client, name: str
) -> None:
    client.force_login(office.people[name])
    summary = client.get(reverse("wagtailadmin_home")).context["site_summary"]
    assert bool(summary.summary_items) is (name in {"pengelola", "webadmin"})
