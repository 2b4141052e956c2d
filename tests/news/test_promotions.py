"""Promoted results: pages only, public ones only, and reading them writes nothing."""

from typing import Any

import pytest
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from news.models import NewsPage
from tests.driver import Newsroom

from .pages_kit import make

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]


def promote(words: str, **fields: Any) -> None:
    SearchPromotion.objects.create(query=Query.get(words), **fields)


def posted(words: str, page: Any, **extra: str) -> dict[str, Any]:
    form = {
        "query_string": words,
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-MIN_NUM_FORMS": "0",
        "editors_picks-MAX_NUM_FORMS": "1000",
        "editors_picks-0-page": page.pk if page else "",
        "editors_picks-0-ORDER": "1",
        "editors_picks-0-DELETE": "",
    }
    return form | {f"editors_picks-0-{name}": value for name, value in extra.items()}


def test_promoted__stand_first_while_they_are_public_and_without_other_links(client):
    page, draft = make(NewsPage, "Mudik gratis"), make(NewsPage, "Rancangan", live=False)
    make(NewsPage, "Kapal")
    promote("Kapal ", page=page)
    promote("kapal", page=draft)
    promote("kapal", external_link_url="https://iklan.example/", external_link_text="Iklan")

    response = client.get("/cari/?q=KAPAL")
    html = response.content.decode()
    assert [entry.title for entry in response.context["promoted"]] == ["Mudik gratis"]
    assert html.index("Mudik gratis") < html.index("<mark>Kapal</mark>")
    assert "Disarankan" in html
    assert "iklan" not in html.lower()
    assert not client.get("/cari/?q=kapal&jenis=galeri").context["promoted"]
    client.get("/cari/?q=feri")
    assert (Query.objects.count(), QueryDailyHits.objects.count()) == (1, 0)


def test_promoted__are_chosen_by_the_web_administrator_among_public_pages(client, office: Newsroom):
    page, draft = make(NewsPage, "Mudik gratis"), make(NewsPage, "Rancangan", live=False)
    client.force_login(office.pengelola)
    assert client.get("/admin/searchpicks/add/").status_code == 302
    client.force_login(office.webadmin)
    assert "external_link" not in client.get("/admin/searchpicks/add/").content.decode()

    for wrong in (draft, None):
        answer = client.post("/admin/searchpicks/add/", posted("kapal", wrong))
        assert answer.status_code == 200
    assert not SearchPromotion.objects.exists()

    other = {"external_link_url": "https://iklan.example/", "description": "Belum diparaf"}
    client.post("/admin/searchpicks/add/", posted("kapal", page, **other))
    chosen = SearchPromotion.objects.get()
    assert (chosen.page_id, chosen.external_link_url, chosen.description) == (page.pk, "", "")
    edit = client.get(f"/admin/searchpicks/{chosen.query_id}/").content.decode()
    assert "external_link" not in edit
    assert "Mudik gratis" in client.get("/admin/searchpicks/").content.decode()
