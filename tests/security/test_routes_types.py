"""The gate holds for every kind of page, and knows everything that such a page shows."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, get_page_models

from news.models import (
    AnnouncementPage,
    GalleryPage,
    HomePage,
    InformationPage,
    NewsIndexPage,
    VideoPage,
)
from tests.driver import Newsroom
from tests.news.pages_kit import make, picture
from workflow_steps.content import content_fields

from .routes_office import UNAPPROVED, Visitor, form_data, undone, unmatched_pages
from .routes_plain import plain_wagtail

pytestmark = pytest.mark.once

WRITTEN = (GalleryPage, VideoPage, AnnouncementPage, InformationPage)
STANDING = (HomePage, NewsIndexPage)
Attempt = Callable[[Page, Client], Any]


def change(page: Any) -> Any:
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    draft.title = f"Kabar {UNAPPROVED}"
    if hasattr(draft, "correction") and draft.live:
        draft.correction = "Judul diperbaiki."
    return draft


def own_field(page: Any) -> str:
    return "intro" if isinstance(page, STANDING) else "summary"


def publish_revision(page: Any, client: Client) -> None:
    change(page).save_revision().publish()


def save(page: Any, client: Client) -> None:
    draft = change(page)
    draft.live = True
    draft.save()


def save_base(page: Any, client: Client) -> None:
    plain = Page.objects.get(pk=page.pk)
    plain.title, plain.live = f"Kabar {UNAPPROVED}", True
    plain.save()


def update_own_field(page: Any, client: Client) -> None:
    name = own_field(page)
    type(page).objects.filter(pk=page.pk).update(**{name: f"Kabar {UNAPPROVED}"})
    Page.objects.filter(pk=page.pk).update(live=True)


def bulk_publish(page: Any, client: Client) -> None:
    change(page).save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{url}?id={page.pk}", {"include_descendants": "on"})


def publish_button(page: Any, client: Client) -> None:
    change(page).save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(url).context["form"])
    for name in ("body", "images", "video", "documents"):
        data[f"{name}-count"] = "0"
    client.post(url, data | {"action-publish": "1"})


def copy_and_publish(page: Any, client: Client) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": f"Kabar {UNAPPROVED}", "new_slug": "salinan", "publish_copies": "on"}
    client.post(url, data | {"new_parent_page": str(page.get_parent().pk)})


ATTEMPTS: tuple[Attempt, ...] = (
    publish_revision,
    save,
    save_base,
    update_own_field,
    bulk_publish,
    publish_button,
    copy_and_publish,
)


def results(attempts: tuple[Attempt, ...], page: Any, client: Client) -> list[str]:
    """Names of the attempts that put something before the public that nobody initialled."""
    reached = []
    for attempt in attempts:
        with undone():
            try:
                with transaction.atomic():
                    attempt(page, client)
            except Exception as error:
                assert str(error)  # noqa: PT017 refused, with words
            if unmatched_pages():
                reached.append(attempt.__name__)  # type: ignore[attr-defined]
    return reached


@pytest.fixture
def superuser(office: Newsroom) -> Visitor:
    user = office.person("superuser", is_superuser=True)
    client = Client()
    client.force_login(user)
    return Visitor("superuser", user, client)


@pytest.mark.parametrize("live", [False, True], ids=["draft", "live"])
@pytest.mark.parametrize("page_class", WRITTEN)
def test_written_page__of_any_type_needs_its_paraf(
    office: Newsroom, superuser: Visitor, page_class: Any, live: bool
) -> None:
    page = make(page_class, "Kabar terang", live=live, hero_image=picture())
    assert unmatched_pages() == []
    assert results(ATTEMPTS, page, superuser.client) == []


@pytest.mark.parametrize("page_class", STANDING)
def test_standing_page__needs_a_paraf_to_change(
    office: Newsroom, superuser: Visitor, page_class: Any
) -> None:
    assert results(ATTEMPTS, page_class.objects.get(), superuser.client) == []


def test_the_same_attempts__reach_the_public_on_plain_wagtail(
    office: Newsroom, superuser: Visitor
) -> None:
    page = make(InformationPage, "Kabar terang", hero_image=picture())

    def plainly(attempt: Attempt, page: Any, client: Client) -> None:
        with plain_wagtail():
            attempt(page, client)

    for attempt in ATTEMPTS:
        played = partial(plainly, attempt)
        played.__name__ = attempt.__name__  # type: ignore[attr-defined]
        assert results((played,), page, superuser.client) == [played.__name__]  # type: ignore[attr-defined]


def test_moved_page__keeps_what_was_initialled(office: Newsroom, superuser: Visitor) -> None:
    """Where a page stands is no content; under another page it is still what was approved."""
    page = make(InformationPage, "Kabar terang")
    target = make(InformationPage, "Profil")
    change(page).save_revision()
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    superuser.client.post(url)
    moved = Page.objects.get(pk=page.pk)
    assert moved.get_parent().pk == target.pk
    shown = Client().get(moved.url).content.decode()
    assert "Kabar terang" in shown
    assert UNAPPROVED not in shown
    assert unmatched_pages() == []


def test_expired_page__goes_with_its_reason(office: Newsroom) -> None:
    page = make(InformationPage, "Kabar terang", expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert Client().get(page.url).status_code == 410


def test_content_of_every_type__is_in_columns_that_the_digest_reads() -> None:
    """Inline children and many-to-many links would be shown, but not initialled."""
    internal = {"wagtail_admin_comments"}
    unread = []
    for model in get_page_models():
        relations = {rel.get_accessor_name() for rel in get_all_child_relations(model)} - internal
        own = set(model._meta.local_concrete_fields) - {model._meta.pk}
        unread += [f"{model.__name__}.{name}" for name in relations]
        unread += [f"{model.__name__}.{field.name}" for field in model._meta.local_many_to_many]
        if model is not Page:
            unread += [
                f"{model.__name__}.{field.name}" for field in own - set(content_fields(model))
            ]
    assert unread == []
