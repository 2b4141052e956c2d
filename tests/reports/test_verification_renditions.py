"""Sizes of pictures: each is bound to its picture, and nothing else lies beside them."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings

from news.models import PressRendition
from news.renditions import RENDITIONS
from tests.driver import Newsroom
from tests.news.pages_kit import picture
from tests.reports.verification_kit import codes, failures, only, overwrite, sql, written

pytestmark = pytest.mark.once

SPEC = RENDITIONS["card"][0]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Sizes of another test's picture with the same number."""
    cache.clear()


@pytest.fixture
def shown(office: Newsroom) -> Any:
    """A page whose picture readers have seen."""
    page = written(office, hero_image=picture("satu"))
    assert Client().get(page.url).status_code == 200
    assert codes() == set()
    return page


def test_row_pointed_at_another_picture__is_named(shown: Any) -> None:
    rendition = shown.hero_image.renditions.first()
    other = picture("dua dua").get_rendition(rendition.filter_spec)
    sql(
        "UPDATE news_pressrendition SET file = %s, seal = %s WHERE id = %s",
        other.file.name,
        other.seal,
        rendition.pk,
    )
    cache.clear()
    assert other.file.name in Client().get(shown.url).content.decode()
    finding = only("changed_rendition")
    assert (finding.page_id, other.file.name in finding.detail) == (shown.pk, True)


def test_row_pointed_at_another_size__is_named(shown: Any) -> None:
    one, other = shown.hero_image.renditions.order_by("pk")[:2]
    sql(
        "UPDATE news_pressrendition SET file = %s, seal = %s WHERE id = %s",
        other.file.name,
        other.seal,
        one.pk,
    )
    assert failures() == {"changed_rendition"}


def test_file_exchanged_with_its_hash__is_named(shown: Any) -> None:
    for rendition in shown.hero_image.renditions.all():
        overwrite(rendition.file, b"lain")
        digest = hashlib.sha256(b"lain").hexdigest()
        sql("UPDATE news_pressrendition SET seal = %s WHERE id = %s", digest, rendition.pk)
    assert failures() == {"changed_rendition"}


def test_size_without_a_seal__is_named(shown: Any) -> None:
    sql("UPDATE news_pressrendition SET seal = ''")
    assert failures() == {"changed_rendition"}


def test_size_made_from_the_file_before__is_named(office: Newsroom) -> None:
    """Made while somebody exchanged the picture, and entered after that."""
    image, old = picture("satu"), picture("dua dua")
    page = written(office, hero_image=image)
    stale = old.get_rendition(SPEC)
    stale.pk, stale._state.adding, stale.image = None, True, image
    stale.image.file = old.file
    stale.save()
    assert only("changed_rendition").page_id == page.pk


def test_sizes__are_bound_to_the_file_that_was_initialled(shown: Any) -> None:
    """The picture itself exchanged on the disk: that is said once, and not of each size too."""
    overwrite(shown.hero_image.file)
    assert failures() == {"changed_file"}


def test_new_secret_key__sizes_are_made_again(shown: Any) -> None:
    with override_settings(SECRET_KEY="baru" * 20):
        assert failures() == {"changed_rendition"}
        call_command("wagtail_update_image_renditions", verbosity=0)
        assert failures() == set()
        assert PressRendition.objects.filter(image=shown.hero_image).exists()


# --- beside them ------------------------------------------------------------------------------


@pytest.fixture
def folder(office: Newsroom) -> Iterator[Path]:
    office.published()
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.rglob("*"))
    yield folder
    for path in sorted(set(folder.rglob("*")) - before, reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.mark.parametrize("name", ["index.html", "a/b/index.html", "gambar.svg", "tanpa", ".x.webp"])
def test_stray_file__is_named(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("lain")
    assert failures() == {"stray_file"}
    assert only("stray_file").detail == f"images/{name}"


def test_stray_link__is_named(folder: Path) -> None:
    (folder / "lain").symlink_to(folder.parent)
    (folder / "gambar.webp").symlink_to(folder.parent / "rahasia.txt")
    assert only("stray_file").detail == "images/gambar.webp; images/lain"


def test_picture_that_no_row_knows__is_a_notice_after_a_day(folder: Path) -> None:
    """Readers' requests that were cut short leave such files; a new one may just be being made."""
    path = folder / "gambar.fill-1x1.webp"
    path.write_text("lain")
    assert codes() == set()
    os.utime(path, (0, 0))
    assert codes() == {"unknown_picture"}
    assert failures() == set()


def test_many_stray_files__are_named_in_one_finding(folder: Path) -> None:
    for number in range(30):
        (folder / f"{number:02}.php").write_text("lain")
    assert only("stray_file").detail.endswith("images/09.php; … (30)")
