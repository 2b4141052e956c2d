"""The Web Administrator keeps categories; the classes of the law keep themselves."""

import pytest
from django.test import Client
from django.urls import reverse

from news.models import InformationClass, NewsCategory
from tests.driver import Newsroom


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid"])
@pytest.mark.parametrize("viewset", ["news_category", "information_class"])
def test_screens__are_the_web_administrators(
    office: Newsroom, client: Client, name: str, viewset: str
) -> None:
    client.force_login(office.people[name])
    status = client.get(reverse(f"{viewset}:index")).status_code
    assert (status == 200) is (name == "webadmin")


def test_category__is_added_and_edited(office: Newsroom, client: Client) -> None:
    client.force_login(office.webadmin)
    data = {"name": "Olahraga", "slug": "olahraga", "description": ""}
    client.post(reverse("news_category:add"), data)
    category = NewsCategory.objects.get(slug="olahraga")
    client.post(reverse("news_category:edit", args=[category.pk]), data | {"name": "Olah raga"})
    category.refresh_from_db()
    assert category.name == "Olah raga"


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
