"""What each public address costs the database, and that it costs no more as the site grows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from news.models import GalleryPage, InformationPage, NewsPage, PressImage
from news.provisioning.front_page import SECTIONS

from .pages_kit import document, ensure_full_text_index, make, one_of_each, picture
from .test_front_page import arrange, urgent
from .test_office import PROFILE

pytestmark = pytest.mark.usefixtures("newsroom")

# Measured; raise one only with a reason. Each page includes the menu, the trail and the site.
# News leads on to other news for three (``further_reading``), and says who initialled it for
# one, which files' words share.
# One of each page with files: the words that were initialled about them (``file_labels``).
CEILINGS = {
    "home": 7,
    "index": 8,
    "news": 10,
    "gallery": 9,
    "video": 9,
    "announcement": 9,
    "information": 7,
    "search": 8,
    "feed": 9,
    "sitemap": 8,
    "sitemap of pages": 5,
    "sitemap of news": 5,
    "sitemap of pictures": 7,
    "proof": 15,
}


@pytest.fixture(autouse=True)
def full_text_index(newsroom: None) -> None:
    ensure_full_text_index()


@pytest.fixture
def queries(client: Any, settings: Any) -> Callable[[str], int]:
    """Number of queries for an address on a cold cache, once its picture sizes exist."""
    settings.NEWSROOM_PAGE_CACHE_CHECK = 3600  # the look for clearances is not the page's

    def count(address: str) -> int:
        assert client.get(address).status_code == 200
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    return count


def addresses(pages: dict[str, Any]) -> dict[str, str]:
    """The pages first: the sitemap of pictures knows the sizes that were asked for."""
    return {name: page.url for name, page in pages.items()} | {
        "home": "/",
        "index": "/berita/",
        "search": "/cari/?q=layanan",
        "feed": "/berita/feed/",
        "sitemap": "/sitemap.xml",
        "sitemap of pages": "/sitemap-halaman.xml",
        "sitemap of news": "/sitemap-berita.xml",
        "sitemap of pictures": "/sitemap-gambar.xml",
        "proof": f"/paraf/{pages['news'].pk}/",
    }


def everything_on_the_front_page(pages: dict[str, Any]) -> None:
    """Every section, a pinned story, a service of this site, a logo, and the urgent banner."""
    sections = [*SECTIONS, ("category", {"category": "kesehatan", "count": "6"})]
    services = [*PROFILE["services"], ("service", {"title": "PPID", "page": pages["information"]})]
    arrange(
        **PROFILE | {"services": services},
        logo=picture("Logo", (600, 200)),
        sections=sections,
        lead_page=pages["gallery"],
    )
    urgent(NewsPage, "Air naik di hulu")


def fill(count: int) -> None:
    """That many articles, each with a picture of its own."""
    image_rows = [picture(f"Layanan {number}", size=(64, 48)) for number in range(count)]
    for number, image in enumerate(image_rows):
        make(NewsPage, f"Layanan {number}", hero_image=image)
        make(InformationPage, f"Info {number}", hero_image=image, show_in_menus=True)


def test_public_addresses__stay_under_their_ceilings_however_long_the_lists(queries):
    pages = one_of_each()
    where = addresses(pages)
    everything_on_the_front_page(pages)
    fill(3)
    few = {name: queries(address) for name, address in where.items()}
    fill(27)
    many = {name: queries(address) for name, address in where.items()}

    assert {name: n for name, n in few.items() if n > CEILINGS[name]} == {}
    assert {name: (few[name], n) for name, n in many.items() if n > few[name]} == {}


@pytest.mark.parametrize("count", [3, 30])
def test_gallery_and_article__cost_the_same_with_any_number_of_pictures(queries, count):
    shots = [
        {"image": picture(f"Foto {number}", size=(64, 48)), "alt_text": "Warga"}
        for number in range(count)
    ]
    files = [document(f"Surat {number}", file_size=15) for number in range(count)]
    gallery = make(GalleryPage, "Album", images=[("image", shot) for shot in shots])
    blocks = [("image", shot) for shot in shots]
    article = make(NewsPage, "Berita", body=[*blocks, ("gallery", shots), ("documents", files)])

    assert queries(gallery.url) <= CEILINGS["gallery"]
    assert queries(article.url) <= CEILINGS["news"]
    assert queries(f"/paraf/{article.pk}/") <= CEILINGS["proof"]
    assert PressImage.objects.count() == count
