"""No document is public that no initialled page offers, whichever collection it lies in."""

from typing import Any

import pytest
from django.test import Client

from tests.driver import Newsroom
from workflow_steps import publication

from .pages_kit import document


@pytest.fixture
def offered(office: Newsroom) -> tuple[Any, Any]:
    """A page that waits for its paraf, and the document it will offer."""
    paper = document("Jadwal layanan", "jadwal.pdf")
    page = office.draft(office.classified())
    page.body = [("documents", [paper])]
    page.save_revision(user=office.pengelola)
    return office.waiting_for_approval(page), paper


def test_document__is_public_from_the_paraf_to_the_withdrawal(
    office: Newsroom, client: Client, offered: tuple[Any, Any]
) -> None:
    page, paper = offered
    assert client.get(paper.url).status_code == 404, "uploaded, but nobody has initialled it"
    office.approve(page)
    answer = client.get(paper.url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    publication.withdraw(office.fresh(page), office.webadmin, "Jadwal sudah tidak berlaku.")
    assert client.get(paper.url).status_code in (302, 404)


@pytest.mark.parametrize("name", ["kontributor", "pengelola", "webadmin", "kabid"])
def test_document__is_read_in_the_office_before(
    office: Newsroom, client: Client, offered: tuple[Any, Any], name: str
) -> None:
    client.force_login(office.people[name])
    assert client.get(offered[1].url).status_code == 200


def test_document__reader_without_a_place_in_the_office_is_the_public(
    office: Newsroom, client: Client, offered: tuple[Any, Any]
) -> None:
    client.force_login(office.person("tamu"))
    assert client.get(offered[1].url).status_code == 404
