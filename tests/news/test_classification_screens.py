"""The Web Administrator keeps categories; the classes of the law keep themselves.

What readers already see is reworded by whoever initials.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import InformationClass, NewsCategory
from tests.driver import Newsroom
from tests.workflow_steps.test_acting import appoint

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid"])
@pytest.mark.parametrize("viewset", ["news_category", "information_class"])
def test_screens__are_for_those_who_keep_or_initial_words(
    office: Newsroom, client: Client, name: str, viewset: str
) -> None:
    client.force_login(office.people[name])
    status = client.get(reverse(f"{viewset}:index")).status_code
    assert (status == 200) is (name in {"webadmin", "kabid"})


def test_category__is_added_and_edited(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    data = {"name": "Olahraga", "slug": "olahraga", "description": ""}
    client.post(reverse("news_category:add"), data)
    category = NewsCategory.objects.get(slug="olahraga")
    client.post(reverse("news_category:edit", args=[category.pk]), data | {"name": "Olah raga"})
    category.refresh_from_db()
    assert category.name == "Olah raga"


def reword(client: Client, category: NewsCategory) -> Any:
    url = reverse("news_category:edit", args=[category.pk])
    data = {"name": "Kata baru", "slug": category.slug, "description": category.description}
    return client.post(url, data)


def in_its_state(office: Newsroom, state: str) -> NewsCategory:
    page = office.draft(office.classified())
    if state == "waiting":
        office.waiting_for_approval(page)
    elif state == "planned":
        draft = office.fresh(page).get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(days=1)
        draft.save_revision(user=office.pengelola)
        office.approve(office.waiting_for_approval(page))
    elif state == "live":
        office.approve(office.waiting_for_approval(page))
    return NewsCategory.objects.get(pk=office.fresh(page).category_id)


@pytest.mark.parametrize("state", ["draft", "waiting", "planned", "live"])
@pytest.mark.parametrize("name", ["webadmin", "bos", "kabid", "plh"])
def test_category__before_readers_is_reworded_by_whoever_initials(
    office: Newsroom, client: Client, name: str, state: str
) -> None:
    office.people["bos"] = office.person("bos", is_superuser=True)
    office.people["plh"] = office.person("plh", "Web Administrator")
    today = timezone.localdate()
    appoint(office, office.people["plh"], valid_from=today, valid_until=today)
    category = in_its_state(office, state)
    client.force_login(office.people[name])
    response = reword(client, category)
    allowed = state == "draft" or name in {"kabid", "plh"}
    assert (response.status_code == 302) is allowed
    assert NewsCategory.objects.filter(pk=category.pk, name="Kata baru").exists() is allowed
    if not allowed:
        assert "Kata baru" in response.content.decode()  # nothing typed is lost
        assert "pemberi paraf" in response.content.decode()


def test_category__in_use_cannot_be_deleted(office: Newsroom, client: Client) -> None:
    page = office.published()
    client.force_login(office.webadmin)
    url = reverse("news_category:delete", args=[page.category_id])
    assert client.get(url).status_code == 200
    client.post(url)
    assert NewsCategory.objects.filter(pk=page.category_id).exists()


def test_information_class__wording_changes_code_stays(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    berkala = InformationClass.objects.get(code="berkala")
    url = reverse("information_class:edit", args=[berkala.pk])
    client.post(url, {"name": "Berkala", "description": "x", "code": "dikecualikan"})
    berkala.refresh_from_db()
    assert (berkala.name, berkala.code) == ("Berkala", "berkala")
    for forbidden in (
        reverse("information_class:add"),
        reverse("information_class:delete", args=[berkala.pk]),
    ):
        client.post(forbidden)
    assert InformationClass.objects.count() == 4
