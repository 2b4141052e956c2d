"""The feed can be read by every reader, whatever the office calls things."""

from xml.etree import ElementTree

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from wagtail.models import Site

from news import feeds
from news.models import NewsCategory
from tests.driver import Newsroom

pytestmark = pytest.mark.once


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "\ufffe", "\uffff"])
def test_feed__is_xml_whatever_things_are_called(
    office: Newsroom, client: Client, sign: str
) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.title, draft.summary = f"Judul{sign}sah", f"Isi{sign}sah"
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(page))
    NewsCategory.objects.update(name=Concat("slug", Value(f"{sign}x")))
    Site.objects.update(site_name=f"Kutai{sign}Kartanegara")
    Site.clear_site_root_paths_cache()
    feed = ElementTree.fromstring(client.get("/berita/feed/").content)  # noqa: S314 - our own
    assert "Kutai Kartanegara" in "".join(feed.itertext())
    assert "Judul sah" in "".join(feed.itertext())


def test_feed__knows_that_half_a_sign_is_none() -> None:
    assert feeds._printable("a\ud800b\x00c\U0001f6f6") == "a b c\U0001f6f6"
