"""A document of the library is what its name says."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Collection

from news.models import PressDocument
from tests.driver import Newsroom

from . import material_samples as sample

pytestmark = pytest.mark.once
PROGRAM = b"MZ\x90\x00" + bytes(200)


def upload(client: Client, name: str, content: bytes) -> dict[str, Any]:
    response = client.post(
        reverse("wagtaildocs:add_multiple"),
        {
            "title": "Surat",
            "collection": Collection.get_first_root_node().pk,
            "files[]": SimpleUploadedFile(name, content),
        },
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer: dict[str, Any] = json.loads(response.content)
    return answer


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", PROGRAM),
        ("surat.PDF", sample.docx()),
        ("surat.docx", PROGRAM),
        ("surat.docx", sample.xlsx()),
        ("surat.docx", sample.zipped({"jahat.exe": PROGRAM})),
        ("surat.xlsx", sample.pdf()),
        ("film.mp4", PROGRAM),
    ],
)
def test_document__something_else_by_that_name_is_refused(
    office: Newsroom, client: Client, name: str, content: bytes
) -> None:
    client.force_login(office.pengelola)
    answer = upload(client, name, content)
    assert not answer["success"]
    told = gettext("The content of “%(name)s” is not %(type)s.")
    extension = name.rpartition(".")[2].upper()
    assert answer["error_message"] == told % {"name": name, "type": extension}
    assert not PressDocument.objects.exists()


def test_document__of_a_type_that_is_not_taken_has_one_message(
    office: Newsroom, client: Client
) -> None:
    client.force_login(office.pengelola)
    for name in ("foto.jpg", "program.exe"):
        answer = upload(client, name, PROGRAM)
        assert not answer["success"]
        assert answer["error_message"].count("\n") == 0
        assert "xlsx" in answer["error_message"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", sample.pdf()),
        ("pindaian.pdf", b"%PDF-1.4\n" + bytes(500)),
        ("surat.docx", sample.docx()),
        ("tabel.XLSX", sample.xlsx()),
        ("film.mov", sample.mp4()),
        ("teks.vtt", b"WEBVTT\n\n"),
    ],
)
def test_document__what_its_name_says_is_kept_whole(
    office: Newsroom, client: Client, name: str, content: bytes
) -> None:
    client.force_login(office.pengelola)
    assert upload(client, name, content)["success"]
    with PressDocument.objects.get().file.open() as kept:
        assert kept.read() == content
