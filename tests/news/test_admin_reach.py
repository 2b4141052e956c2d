"""What Wagtail's admin would tell every account about other people's material."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client

from news.models import PressDocument
from tests.driver import Newsroom, small_image

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("name", "seen"), [("kontributor", 0), ("pengelola", 1), ("kabid", 0)])
@pytest.mark.parametrize("kind", ["images", "documents"])
def test_library_api__lists_files_only_to_those_who_use_the_library(
    office: Newsroom, client: Client, name: str, seen: int, kind: str
) -> None:
    image = small_image()
    document = PressDocument.objects.create(title="x", file=ContentFile(b"x", name="x.pdf"))
    client.force_login(office.people[name])
    answer = client.get(f"/admin/api/main/{kind}/").json()
    assert answer["meta"]["total_count"] == seen
    pk = (image if kind == "images" else document).pk
    assert client.get(f"/admin/api/main/{kind}/{pk}/").status_code == (200 if seen else 404)


@pytest.mark.parametrize("address", ["site-history/", "site-history/results/"])
def test_site_history__does_not_tell_contributors_of_others_material(
    office: Newsroom, client: Client, address: str
) -> None:
    office.receive("Bahan orang lain")
    other = office.person("lain")
    other.groups.add(Group.objects.get(name="Kontributor"))
    client.force_login(other)
    assert (
        "Bahan orang lain"
        not in client.get(f"/admin/reports/{address}", follow=True).content.decode()
    )
    assert "site-history" not in client.get("/admin/").content.decode()
    client.force_login(office.pengelola)
    assert "Bahan orang lain" in client.get(f"/admin/reports/{address}").content.decode()
