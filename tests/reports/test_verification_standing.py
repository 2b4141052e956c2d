"""What readers see beside a page's content, changed with the guards in place."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.driver import Newsroom
from tests.reports.verification_kit import codes, failures, only, sql, with_authority, written

LONG_AGO = timedelta(days=900)


@pytest.mark.parametrize("field", ["first_published_at", "last_published_at"])
def test_dates__are_those_of_the_ledger(office: Newsroom, field: str) -> None:
    page = office.published()
    page = written(office, page, summary="Ringkasan kedua.")
    assert codes() == set()
    statement = f"UPDATE wagtailcore_page SET {field} = %s WHERE id = %s"  # noqa: S608
    with_authority(statement, timezone.now() - LONG_AGO, page.pk)
    finding = only("changed_dates")
    assert (finding.page_id, finding.fields) == (page.pk, [field])


def test_address__is_that_of_its_place(office: Newsroom) -> None:
    page = office.published()
    path = "/beranda/slot/maxwin/"
    with_authority("UPDATE wagtailcore_page SET url_path = %s WHERE id = %s", path, page.pk)
    finding = only("changed_address")
    assert (finding.page_id, finding.detail) == (page.pk, path)


@pytest.mark.parametrize("other", [None, "draft"])
def test_live_version__is_that_of_the_act(office: Newsroom, other: str | None) -> None:
    page = office.published()
    page.summary = "Naskah baru."
    draft = page.save_revision(user=office.pengelola).pk if other else None
    assert codes() == set()
    statement = "UPDATE wagtailcore_page SET live_revision_id = %s WHERE id = %s"
    with_authority(statement, draft, page.pk)
    assert only("other_version").page_id == page.pk


def test_restriction__taken_away_unseen(office: Newsroom) -> None:
    page = office.published()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert codes() == set()
    sql("DELETE FROM wagtailcore_pageviewrestriction")
    assert only("restriction_gone").page_id == page.pk
    restriction.pk = None
    restriction.save()
    restriction.delete()
    assert codes() == set()


def test_codes_of_classes__are_the_four(office: Newsroom) -> None:
    sql("UPDATE news_informationclass SET code = 'x' WHERE code = 'dikecualikan'")
    assert failures() == {"changed_class"}
    assert only("changed_class").detail == "dikecualikan, x"


def test_site__starts_at_its_front_page(office: Newsroom) -> None:
    page = office.published()
    sql("UPDATE wagtailcore_site SET root_page_id = %s", page.pk)
    assert failures() == {"changed_site"}
    assert only("changed_site").detail == page.title


def test_host_of_the_site__is_one_that_the_server_answers_to(
    office: Newsroom, settings: Any
) -> None:
    Site.objects.update(hostname="lain.example")
    assert codes() == {"unknown_site_host"}
    assert failures() == set()
    settings.WAGTAILADMIN_BASE_URL = "https://lain.example"
    assert codes() == set()
