"""Files that come and go behind the application's back: each is named."""

from typing import Any

import pytest
from django.test import Client

from tests.driver import Newsroom
from tests.news.pages_kit import document
from tests.reports.verification_kit import codes, failures, only, sql, written
from workflow_steps import gate
from workflow_steps.content import digest_of


def linking_to(office: Newsroom, pk: int) -> Any:
    link = f'<p><a linktype="document" id="{pk}">unduh</a></p>'
    return written(office, body=[("paragraph", link)])


def test_document_gone_from_the_library__is_named(office: Newsroom) -> None:
    edict = document("Surat edaran banjir")
    page = linking_to(office, edict.pk)
    assert codes() == set()
    sql("DELETE FROM news_pressdocument WHERE id = %s", edict.pk)
    finding = only("file_gone")
    assert (finding.page_id, finding.fields) == (page.pk, ["files"])
    assert "Surat edaran banjir" in finding.detail


@pytest.fixture
def before_links_were_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to what does not exist is refused at submission; pages may be older than that."""
    monkeypatch.setattr("workflow_steps.gate.dangling_references", lambda page: [])


@pytest.mark.usefixtures("before_links_were_checked")
def test_document_that_came_later__is_named(office: Newsroom) -> None:
    """The text links to a number that was no document's when it was initialled."""
    page = linking_to(office, document().pk + 1)
    assert codes() == set()
    later = document("Nanti")
    assert Client().get(later.url).status_code == 404  # no act knows it
    finding = only("file_came")
    assert finding.page_id == page.pk
    assert "Nanti" in finding.detail


@pytest.mark.usefixtures("before_links_were_checked")
def test_other_files__are_never_passed_over(office: Newsroom) -> None:
    page = linking_to(office, document().pk + 1)
    document("Nanti")
    act = gate.last_act(page.pk)
    assert act
    assert digest_of(office.fresh(page)) != act.digest
    assert failures()
