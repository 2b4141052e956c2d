"""Input that is unusual, but not wrong enough to deserve a server error."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.intake import Kind, Reason, Refused
from news.models import MaterialAttachment, NewsCategory, NewsPage, SourceMaterial
from tests.driver import Newsroom
from tests.security.routes_office import form_data


@pytest.mark.parametrize("title", ["!!!", "新闻"])
def test_make_page__from_a_title_without_latin_letters(
    office: Newsroom, client: Client, title: str
) -> None:
    client.force_login(office.pengelola)
    for _ in range(2):
        data = {
            "page_type": "news",
            "token": uuid.uuid4(),
            "materials": [office.classified(title).pk],
        }
        assert client.post(reverse("material:make_page"), data).status_code == 302
    assert NewsPage.objects.filter(title=title).count() == 2


BROKEN_TABLES: list[Any] = [
    {"data": 5},
    [],
    "x",
    {"data": [["a", "b"], 5]},
    {"data": [[{"type": "a", "value": "b", "id": "slot-gacor"}]]},
    {"data": [["a"]], "cell": 7},
    {"data": [["a", "b"]], "mergeCells": [{"row": 0, "col": 0, "rowspan": "x"}]},
]


def shown_with_headers(value: Any) -> Any:
    headers = {"table_caption": "Jam", "table_header_choice": "row"}
    return value | headers | {"first_row_is_table_header": True} if type(value) is dict else value


@pytest.mark.parametrize("value", BROKEN_TABLES, ids=json.dumps)
def test_table__that_is_none_is_refused_in_the_editor(
    office: Newsroom, client: Client, value: Any
) -> None:
    page = office.fresh(office.draft(office.classified()))
    client.force_login(office.pengelola)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    posted = json.dumps(shown_with_headers(value))
    table = {"type": "table", "value": posted, "order": "0", "deleted": "", "id": ""}
    data = form_data(client.get(url).context["form"]) | {"body-count": "1"}
    data |= {f"body-0-{name}": part for name, part in table.items()}
    for action in ({}, {"action-submit": "1"}):
        response = client.post(url, data | action)
        assert "Tabel ini tidak dapat dibaca" in response.content.decode()
    assert office.fresh(page).latest_revision_id == page.latest_revision_id
    assert not office.fresh(page).workflow_in_progress


@pytest.mark.parametrize("value", BROKEN_TABLES, ids=json.dumps)
def test_table__stored_long_ago_breaks_neither_sheet_nor_page(
    office: Newsroom, client: Client, value: Any
) -> None:
    page = office.draft(office.classified())
    draft = office.fresh(page).get_latest_revision_as_object()
    revision = draft.save_revision(user=office.pengelola)
    stored = [{"type": "table", "value": shown_with_headers(value), "id": str(uuid.uuid4())}]
    revision.content["body"] = json.dumps(stored)
    revision.save()
    office.waiting_for_approval(page)
    task_state = office.fresh(page).current_workflow_task_state
    client.force_login(office.kabid)
    for name in ("newsroom_decision", "newsroom_preview"):
        assert client.get(reverse(name, args=[task_state.pk])).status_code == 200
    office.approve(page)
    response = client.get(office.fresh(page).url)
    assert response.status_code == 200
    assert "slot" not in response.content.decode()
    client.force_login(office.pengelola)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def hand_in(client: Client, links: list[str]) -> Any:
    data = {
        "title": "x",
        "source_unit": "y",
        "token": uuid.uuid4(),
        "video_links": "\n".join(links),
    }
    return client.post(reverse("material:add"), data)


def test_video_links__too_long_or_too_many_are_refused(
    office: Newsroom, client: Client, settings: Any
) -> None:
    client.force_login(office.kontributor)
    link = "https://www.youtube.com/watch?v="
    assert "video_links" in hand_in(client, [link + "a" * 600]).context["form"].errors
    settings.NEWSROOM_MAX_ATTACHMENTS = 2
    assert "video_links" in hand_in(client, [f"{link}{n}" for n in range(3)]).context["form"].errors
    assert not SourceMaterial.objects.exists()
    assert hand_in(client, [f"{link}{n}" for n in range(2)]).status_code == 302
    assert MaterialAttachment.objects.count() == 2


def test_draft__outlives_a_category_that_only_it_used(office: Newsroom, client: Client) -> None:
    page = office.draft(office.classified())
    category = NewsCategory.objects.create(name="Sementara", slug="sementara")
    draft = office.fresh(page).get_latest_revision_as_object()
    draft.category = category
    draft.save_revision(user=office.pengelola)
    category.delete()
    client.force_login(office.pengelola)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert office.fresh(page).get_latest_revision_as_object().category is None


def test_image_description__of_full_length_fits_a_page(office: Newsroom) -> None:
    from news.page_forms import NewsroomPageForm
    from tests.driver import small_image

    image = small_image()
    image.description = "a" * 255
    cleaned = {"hero_image": image, "hero_alt": ""}
    NewsroomPageForm._describe_hero_from_library(cleaned)
    assert len(cleaned["hero_alt"]) == NewsPage._meta.get_field("hero_alt").max_length


@pytest.mark.parametrize("name", ["add", "edit"])
def test_handed_in_files__are_looked_at_before_the_write_lock_is_taken(
    office: Newsroom, client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Forty photos decoded inside SQLite's write transaction would stop everybody else."""
    depths: list[int] = []

    def examine(*args: Any) -> Any:
        depths.append(len(connection.atomic_blocks))
        raise Refused(Reason.DAMAGED, Kind.IMAGE)

    monkeypatch.setattr("news.forms.examine_file", examine)
    client.force_login(office.kontributor)
    url = reverse(f"material:{name}", args=[] if name == "add" else [office.receive().pk])
    client.post(url, {"title": "x", "files": SimpleUploadedFile("a.jpg", b"x")})
    assert depths == [len(connection.atomic_blocks)]
