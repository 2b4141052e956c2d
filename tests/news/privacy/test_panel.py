"""Personal data is named beside the editor before anybody submits."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from news.completeness import personal_data_in
from news.models import HomePage
from tests.driver import Newsroom

from .desk import PHONE, confirm, draft_of, said, with_document
from .files import NIK, spreadsheet

pytestmark = pytest.mark.once


@pytest.fixture
def page(office: Newsroom) -> Any:
    return office.draft(office.classified())


def panel(client: Client, page: Any) -> str:
    text: str = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    start = text.index('<div class="completeness" data-completeness>')
    return text[start : text.index("data-side-panel-toggle-counter", start)]


def test_panel__names_the_place_and_leads_to_it(
    office: Newsroom, client: Client, page: Any
) -> None:
    client.force_login(office.pengelola)
    assert "Data pribadi" not in panel(client, page)
    page = said(page, f"Hubungi {PHONE}.", office.pengelola)
    block = draft_of(page).body[0].id
    shown = panel(client, page)
    assert "Data pribadi" in shown
    assert f'data-completeness-path="body.{block}"' in shown
    assert "Nomor telepon" in shown
    assert PHONE not in shown  # the panel does not spread what it warns of
    assert escape("ditanya tentang data pribadi") in shown


def test_panel__says_no_more_of_what_somebody_has_answered_for(
    office: Newsroom, client: Client, page: Any
) -> None:
    client.force_login(office.pengelola)
    page = said(page, f"Hubungi {PHONE}.", office.pengelola)
    confirm(page, office.pengelola)
    assert "Data pribadi" not in panel(client, page)
    page = said(page, f"Hubungi {PHONE}. NIK {NIK}.", office.pengelola)
    shown = panel(client, page)
    assert "NIK" in shown
    assert "Nomor telepon" not in shown


def test_panel__a_file_leads_to_the_file(office: Newsroom, page: Any) -> None:
    rows = [[f"Warga {number}", NIK] for number in range(3)]
    page = with_document(page, spreadsheet(rows), "daftar.xlsx", office.pengelola)
    (check,) = personal_data_in(draft_of(page))
    document = draft_of(page).body[-1].value[0]
    assert check.url == reverse("wagtaildocs:edit", args=[document.pk])
    assert "belum diperiksa" in check.detail


def test_panel__names_some_of_many(office: Newsroom, page: Any) -> None:
    paragraphs = "".join(f"<p>Telepon 0812-5555-{n}</p>" for n in range(1000, 1008))
    draft = draft_of(page)
    draft.body = [("paragraph", paragraphs)]
    draft.save_revision(user=office.pengelola)
    checks = personal_data_in(draft_of(page))
    assert len(checks) == 6
    assert checks[-1].label == "3 tempat lagi"


def test_panel__only_of_pages_that_are_asked_about(newsroom: None) -> None:
    assert personal_data_in(HomePage(title="Beranda", phone=PHONE)) == []
