"""Every address of the admin is known and classified: a new one in Wagtail, or of ours, fails here.

``admin_urls.txt`` has one line per address: class, name, pattern. Look at what the new address
does before you write its line:

- ``safe-read``: shows something, writes nothing that a reader of the site could see
- ``gate-checked``: can write pages or decide on them; has a row in ``routes_admin.py``
- ``preview``: shows a draft to those who may edit or decide; keeps it in the session at most
- ``material``: what is gathered before there is a page
- ``library``: images, documents and their collections (invariant 8)
- ``settings``: people, sites, workflows, redirects, vocabulary, the procedure
- ``account``: the person's own login, password, profile
- ``refused``: comes with a library and is open to nobody
- ``static``: no data at all
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.models import WorkEvent
from tests.driver import Newsroom

from .routes_admin import ROUTES

LIST = Path(__file__).with_name("admin_urls.txt")
CLASSES = frozenset(
    {
        "safe-read",
        "gate-checked",
        "preview",
        "material",
        "library",
        "settings",
        "account",
        "refused",
        "static",
    }
)


def walk(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(pattern, full name) of everything below; the name is empty where there is none."""
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, (namespace, entry.namespace)))
            yield from walk(entry.url_patterns, pattern, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join((*filter(None, (namespace,)), entry.name)) if entry.name else ""
            yield pattern, name


def admin_urls() -> set[tuple[str, str]]:
    found = walk(get_resolver().url_patterns)
    return {(pattern, name) for pattern, name in found if pattern.startswith("admin/")}


def classified() -> dict[tuple[str, str], str]:
    result: dict[tuple[str, str], str] = {}
    for line in LIST.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, pattern = line.split(maxsplit=2)
            result[pattern, "" if name == "-" else name] = kind
    return result


def test_admin_urls__are_all_classified() -> None:
    known, real = set(classified()), admin_urls()
    assert sorted(real - known) == [], "look at what these do, then classify them"
    assert sorted(known - real) == [], "these are gone; take them off the list"
    assert set(classified().values()) <= CLASSES


def test_admin_urls__that_write_pages_have_their_row_in_the_table() -> None:
    tried = {url for route in ROUTES.values() for url in route.urls}
    checked = {
        name or pattern for (pattern, name), kind in classified().items() if kind == "gate-checked"
    }
    assert sorted(checked - tried) == []
    everything = {name or pattern for pattern, name in classified()}
    assert sorted(tried - everything) == [], "rows for addresses that do not exist"


@pytest.mark.parametrize("part", ["pages/", "bulk/", "api/", "keputusan/", "turunkan/"])
def test_admin_urls__of_pages_are_only_read_where_they_cannot_write(part: str) -> None:
    """Whatever takes a page and is called a reading address has nothing to do with its POST."""
    kinds = {
        kind
        for (pattern, _name), kind in classified().items()
        if pattern.startswith("admin/" + part)
    }
    assert kinds <= {"safe-read", "gate-checked", "preview"}


def test_admin_urls__that_are_refused_are_refused_to_superusers(
    office: Newsroom, client: Client
) -> None:
    office.receive()
    line = WorkEvent.objects.order_by("pk")[0]
    client.force_login(office.person("superuser", is_superuser=True))
    names = [name for (_pattern, name), kind in classified().items() if kind == "refused"]
    assert len(names) >= 6
    for name in names:
        url = reverse(name) if name.endswith("create") else reverse(name, args=[line.pk])
        assert client.get(url).status_code in {302, 403, 404}, name
        assert client.post(url).status_code in {302, 403, 404}, name
    assert WorkEvent.objects.filter(pk=line.pk).exists()
