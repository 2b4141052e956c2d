"""Pictures as readers get them: two formats, the right sizes, made when a page is published."""

import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from news import rendition_work
from news.models import GalleryPage, NewsPage, PressImage
from news.renditions import RENDITIONS, SHAPES, images_in, specs_of
from news.templatetags.news_tags import press_image

from .pages_kit import make, picture, publish

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("newsroom")]
FORMATS = ("webp", "avif")


@pytest.fixture
def both_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in SHAPES:
        monkeypatch.setitem(RENDITIONS, place, specs_of(place, FORMATS))


@pytest.fixture
def on_publish(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the work done at once: another thread would not see the test's transaction."""
    settings.NEWSROOM_RENDITIONS_ON_PUBLISH = True
    monkeypatch.setattr(rendition_work, "_enqueue", rendition_work.work)
    monkeypatch.setattr(rendition_work.connections, "close_all", lambda: None)


def lose(image: PressImage) -> None:
    image.file.storage.delete(image.file.name)


def test_picture__has_avif_before_webp_and_keeps_its_focal_point(both_formats: None) -> None:
    image = picture(size=(900, 600), focal_point_x=800, focal_point_y=300,
                    focal_point_width=50, focal_point_height=50)  # fmt: skip
    html = str(press_image(image, "card", "Warga", eager=True))

    source, img = html.index('type="image/avif"'), html.index("<img")
    assert source < img
    assert re.findall(r"\.(avif|webp)[ ,\"]", html) == ["avif", "avif", "webp", "webp", "webp"]
    assert {"400w", "800w"} <= set(re.findall(r"\d+w", html))
    assert ('width="400"' in html, 'height="225"' in html) == (True, True)
    assert 'alt="Warga"' in html
    assert ('fetchpriority="high"' in html, 'loading="lazy"' in html) == (True, False)
    assert all(rendition.focal_point_key for rendition in image.renditions.all())


def test_small_picture__is_offered_once() -> None:
    html = str(press_image(picture(size=(300, 200)), "figure"))
    assert ("srcset" in html, "sizes" in html) == (False, False)
    assert ('width="300"' in html, 'height="200"' in html) == (True, True)
    assert 'loading="lazy"' in html


def test_publication__makes_the_sizes_and_stands_even_if_a_picture_is_broken(
    both_formats: None,
    on_publish: None,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    small = {"size": (60, 40)}
    hero, broken, good = picture("satu", **small), picture("dua", **small), picture("tiga", **small)
    shots = [("image", {"image": image, "alt_text": "Warga"}) for image in (broken, good)]
    page = make(GalleryPage, "Album", live=False, hero_image=hero, images=shots)
    with django_capture_on_commit_callbacks() as callbacks:
        publish(page)
    lose(broken)
    for callback in callbacks:
        callback()

    page.refresh_from_db()
    assert page.live
    made = set(hero.renditions.values_list("filter_spec", flat=True))
    assert made == {*specs_of("card", FORMATS), *specs_of("hero", FORMATS), *RENDITIONS["share"]}
    assert set(good.renditions.values_list("filter_spec", flat=True)) == set(RENDITIONS["figure"])
    assert f"picture {broken.pk}" in caplog.text
    assert [image.pk for image in images_in(page)] == [hero.pk, broken.pk, good.pk]


def test_make_renditions__makes_what_is_missing_and_says_what_it_could_not() -> None:
    fine, broken = picture("satu", size=(60, 40)), picture("dua", size=(60, 40))
    make(NewsPage, "Baik", hero_image=fine)
    page = make(NewsPage, "Rusak", hero_image=broken)
    lose(broken)
    with pytest.raises(CommandError, match="3"):
        call_command("make_renditions")
    assert fine.renditions.count() == len(
        {*RENDITIONS["card"], *RENDITIONS["hero"], *RENDITIONS["share"]}
    )
    assert page.live
