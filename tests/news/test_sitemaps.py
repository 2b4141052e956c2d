"""The sitemaps, against the structure that sitemaps.org and Google's schemas prescribe.

Their XSD files are not carried here (licences); what they demand is written out below.
"""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from news import sitemaps
from news.models import NewsPage

from .pages_kit import make, one_of_each

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"

# Element → its children in order; ``?`` may be missing, ``*`` may be there any number of times.
STRUCTURE: dict[str, list[str]] = {
    f"{SITEMAP}sitemapindex": [f"{SITEMAP}sitemap*"],
    f"{SITEMAP}sitemap": [f"{SITEMAP}loc", f"{SITEMAP}lastmod?"],
    f"{SITEMAP}urlset": [f"{SITEMAP}url*"],
    f"{SITEMAP}url": [f"{SITEMAP}loc", f"{SITEMAP}lastmod?", f"{NEWS}news?", f"{IMAGE}image*"],
    f"{NEWS}news": [f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"],
    f"{NEWS}publication": [f"{NEWS}name", f"{NEWS}language"],
    f"{IMAGE}image": [f"{IMAGE}loc"],
}


def read(client: Any, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    check(root)
    return root


def check(element: ElementTree.Element) -> None:
    children = list(element)
    for rule in STRUCTURE.get(element.tag, []):
        name = rule.rstrip("?*")
        count = next((n for n, child in enumerate(children) if child.tag != name), len(children))
        assert count >= 1 or rule.endswith(("?", "*")), f"{name} is missing"
        assert count <= 1 or rule.endswith("*"), f"{name} more than once"
        children = children[count:]
    assert not children, [child.tag for child in children]
    kind = element.tag.split("}")[1]
    if kind == "loc":
        assert (element.text or "").startswith("http")
        assert len(element.text or "") < 2048
    elif kind in ("lastmod", "publication_date"):
        datetime.fromisoformat(element.text or "")
    for child in element:
        check(child)


def locations(root: ElementTree.Element, namespace: str = SITEMAP) -> list[str]:
    return [element.text or "" for element in root.iter(f"{namespace}loc")]


def test_index__leads_to_parts_that_hold_everything(client: Any) -> None:
    pages = one_of_each()
    for page in pages.values():
        client.get(page.url)  # the sizes of its pictures are made
    old = timezone.now() - timedelta(days=3)
    make(NewsPage, "Kabar lama\x0b & <tua>", first_published_at=old, last_published_at=old)

    parts = locations(read(client, "/sitemap.xml"))

    assert parts == [f"http://testserver/sitemap-{part}.xml" for part in sitemaps.PARTS]
    every = locations(read(client, parts[0]))
    assert {page.full_url for page in pages.values()} < set(every)
    news = read(client, parts[1])
    assert set(locations(news)) == {
        page.full_url for name, page in pages.items() if name != "information"
    }
    pictures = read(client, parts[2])
    images = locations(pictures, IMAGE)
    assert set(locations(pictures)) == {page.full_url for page in pages.values()}
    assert len(images) >= len(pages)
    for address in ("/sitemap-lain.xml", "/sitemap-halaman.xml?p=2", "/sitemap-halaman.xml?p=%00"):
        assert client.get(address).status_code == 404


def test_long_site__has_several_files(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.PagesMap, "limit", 2)
    make(NewsPage, "Kabar")

    parts = [part for part in locations(read(client, "/sitemap.xml")) if "halaman" in part]

    found = [location for part in parts for location in locations(read(client, part))]
    assert len(parts) == 2
    assert len(found) == len(set(found)) == 3
    assert sitemaps.PagesMap.limit <= 50_000
