"""Words that readers see beside a page's own content: nobody changes them without a paraf."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.driver import Newsroom
from tests.news.pages_kit import document, picture

from .routes_office import UNAPPROVED, Intruders, Scene

pytestmark = pytest.mark.once

DARK = f"Kabar {UNAPPROVED}"


@pytest.fixture
def scene(office: Newsroom) -> Scene:
    """A live page with a picture and a document of the library."""
    scene = Intruders(office).page_in("draft")
    image, file = picture(credit="Humas"), document()
    shot = {"image": image, "alt_text": "Warga antre", "caption": "Antrean"}
    scene.intruders.write(scene.page, "terang", hero_image=image)
    draft = scene.page.get_latest_revision_as_object()
    draft.body = [("image", shot), ("documents", [file])]
    draft.save_revision(user=office.pengelola)
    office.approve(office.waiting_for_approval(scene.page))
    return scene


def shown(scene: Scene) -> str:
    return Client().get(scene.page.url).content.decode().lower()


def post(scene: Scene, role: str, url: str, **changes: Any) -> None:
    """The form at ``url`` with some fields changed."""
    client = scene.intruders.visitors[role].client
    form = client.get(url).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    data.pop("file", None)
    client.post(url, data | changes)


def test_words_of_the_page__are_the_initialled_ones(scene: Scene) -> None:
    assert "terang" in shown(scene)
    assert UNAPPROVED not in shown(scene)


def test_redirect__does_not_cover_a_page(scene: Scene) -> None:
    """Wagtail looks at redirects only where there is no page."""
    Redirect.objects.create(old_path=scene.page.url.rstrip("/"), redirect_link="https://x.example/")
    assert Client().get(scene.page.url).status_code == 200


def test_redirect__leads_nowhere_unknown(scene: Scene) -> None:
    url = reverse("wagtailredirects:add")
    post(scene, "superuser", url, old_path="/hadiah", redirect_link="https://slot.example/")
    assert Client().get("/hadiah/").status_code == 404
    post(scene, "superuser", url, old_path="/lapor", redirect_link="https://www.lapor.go.id/")
    assert Client().get("/lapor/")["Location"] == "https://www.lapor.go.id/"


@pytest.mark.parametrize("role", ["webadmin", "superuser"])
@pytest.mark.parametrize("word", ["category", "information_class"])
def test_vocabulary__renamed_shows_nothing_new_on_live_pages(
    scene: Scene, role: str, word: str
) -> None:
    viewset = "news_category" if word == "category" else word
    url = reverse(f"{viewset}:edit", args=[getattr(scene.page, f"{word}_id")])
    post(scene, role, url, name=DARK)
    assert UNAPPROVED not in shown(scene)
    assert UNAPPROVED not in Client().get("/berita/").content.decode().lower()


def test_document__renamed_shows_nothing_new_on_live_pages(scene: Scene) -> None:
    file = scene.page.body[1].value[0]
    post(scene, "pengelola", reverse("wagtaildocs:edit", args=[file.pk]), title=DARK)
    assert UNAPPROVED not in shown(scene)


def test_picture__with_another_credit_shows_nothing_new_on_live_pages(scene: Scene) -> None:
    url = reverse("wagtailimages:edit", args=[scene.page.hero_image_id])
    post(scene, "pengelola", url, credit=DARK)
    assert UNAPPROVED not in shown(scene)
