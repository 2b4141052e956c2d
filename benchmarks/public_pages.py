"""What the front page and the news list cost with 30 pages and with 3,000.

The number of queries must not grow at all, the time hardly. Pages are written as a fixture is,
without the newsroom's receivers, into a database that is thrown away.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from workflow_steps.gate import in_force

from .newsroom import throw_away_newsroom
from .timing import best_of

SIZES = (30, 3_000)
ADDRESSES = ("/", "/berita/", "/berita/?page=2", "/cari/?q=jembatan")


def report() -> Iterator[str]:
    with throw_away_newsroom():
        costs = [_costs(size) for size in SIZES]
    yield f"{'address':<20}" + "".join(f"{size:>8} pages      " for size in SIZES) + " ratio"
    for address in ADDRESSES:
        found = [cost[address] for cost in costs]
        row = "".join(f"{count:>4} q {seconds * 1e3:>7.1f} ms   " for count, seconds in found)
        yield f"{address:<20}{row}{found[1][1] / found[0][1]:>6.2f}"


def _costs(size: int) -> dict[str, tuple[int, float]]:
    grow_to(size)
    client = Client()
    costs = {}
    for address in ADDRESSES:
        client.get(address)  # fills what is kept between requests
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address} answers {response.status_code}")
        costs[address] = (len(queries), best_of(5, partial(client.get, address)))
    return costs


def grow_to(size: int) -> None:
    # What the database itself lets nobody do: pages that nothing was approved for.
    with transaction.atomic(), in_force(None):
        write_pages(size)
    call_command("update_index", verbosity=0)


def write_pages(size: int) -> None:
    from news.models import InformationClass, NewsCategory, NewsIndexPage, NewsPage, PressImage

    index = NewsIndexPage.objects.get()
    categories = list(NewsCategory.objects.all())
    information_class = next(item for item in InformationClass.objects.all() if item.publishable)
    images = list(PressImage.objects.all()) or [_image(number) for number in range(12)]
    kind = ContentType.objects.get_for_model(NewsPage)
    pages = Page.objects.bulk_create(
        _page(index, kind, number) for number in range(NewsPage.objects.count(), size)
    )
    for number, page in enumerate(pages):
        story = NewsPage(
            page_ptr=page,
            summary="Pekerjaan dimulai pekan ini dan lalu lintas dialihkan selama dua minggu.",
            category=categories[number % len(categories)],
            information_class=information_class,
            hero_image=images[number % len(images)],
            hero_alt="Pekerja memperbaiki lantai jembatan",
            body=[("paragraph", f"<p>{'Pekerjaan dimulai pekan ini. ' * 20}</p>")],
        )
        # The child's own row only, and without what the gate asks of a page.
        Model.save_base(story, raw=True, force_insert=True)
    NewsIndexPage.objects.filter(pk=index.pk).update(numchild=size)


def _page(index: Page, kind: ContentType, number: int) -> Page:
    title = f"Perbaikan jembatan dan jalan di kecamatan, laporan ke-{number}"
    return Page(
        title=title,
        draft_title=title,
        slug=f"berita-{number}",
        path=Page._get_path(index.path, index.depth + 1, number + 1),
        depth=index.depth + 1,
        url_path=f"{index.url_path}berita-{number}/",
        locale=index.locale,
        content_type=kind,
        live=True,
        first_published_at=timezone.now() - timedelta(hours=number),
    )


def _image(number: int) -> Any:
    from news.models import PressImage

    file = io.BytesIO()
    Image.new("RGB", (1600, 1000), (20 * number, 90, 120)).save(file, "JPEG")
    file.seek(0)
    return PressImage.objects.create(
        title=f"Gambar {number}", file=ImageFile(file, name=f"gambar-{number}.jpg")
    )
