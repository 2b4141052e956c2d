"""The page on which anybody checks that what is public is what was initialled."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from news import paraf
from news.models import InformationClass
from tests.driver import REASON, Newsroom
from workflow_steps import gate, live_guard, publication
from workflow_steps.content import digest_of
from workflow_steps.models import Approval, User

pytestmark = pytest.mark.once

OFFICE = "Kepala Bidang Aplikasi Informatika"


@pytest.fixture(autouse=True)
def _title(office: Newsroom) -> None:
    office.kabid.office_title = OFFICE
    office.kabid.save()


def look(page: Any, status: int = 200) -> tuple[str, dict[str, Any]]:
    """Both forms of the verification page."""
    answers = [Client().get(reverse(name, args=[page.pk])) for name in ("news:paraf", DATA)]
    assert [answer.status_code for answer in answers] == [status, status]
    for answer in answers:
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-cache" in answer["Cache-Control"]
    return answers[0].content.decode(), answers[1].json()


DATA = "news:paraf-data"


def behind_the_back(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_initialled_page__can_be_proved_by_anybody(office: Newsroom) -> None:
    page = office.published()
    act = gate.last_act(page.pk)
    assert act
    html, data = look(page)

    article = Client().get(page.url).content.decode()
    assert f"Diparaf oleh {OFFICE} pada" in article
    assert reverse("news:paraf", args=[page.pk]) in article
    for part in ("Cocok", OFFICE, str(office.kabid), act.digest, page.title):
        assert part in html
    for somebody in (office.pengelola, office.webadmin, office.kontributor):
        assert str(somebody) not in html + json.dumps(data) + article
    assert data["check"] | {"at": ""} == {
        "at": "",
        "matches": True,
        "verdict": "matches",
        "digest": act.digest,
        "differs_in": [],
    }
    # As the page tells people to compute it.
    canonical = json.dumps(
        data["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert hashlib.sha256(canonical.encode()).hexdigest() == data["act"]["digest"] == act.digest


def test_changed_behind_the_back__says_so_and_what_differs(office: Newsroom) -> None:
    page = office.published()
    live_guard.remove(connection)
    image = Path(page.hero_image.file.path)
    before = image.read_bytes()
    image.write_bytes(before + b" ")
    assert look(page)[1]["check"]["differs_in"] == ["files"]
    image.write_bytes(before)
    assert look(page)[1]["check"]["matches"] is True

    behind_the_back("UPDATE news_newspage SET summary = 'Gacor' WHERE page_ptr_id = %s", page.pk)
    html, data = look(page)
    assert "TIDAK cocok" in html
    assert "<strong>Ringkasan</strong>" in html
    assert (data["check"]["matches"], data["check"]["differs_in"]) == (False, ["summary"])

    behind_the_back("UPDATE workflow_steps_publicationact SET actor_name = 'Orang lain'")
    html, data = look(page)
    assert "Catatan paraf telah diubah" in html
    assert "content" not in data


def test_live_by_hand__is_not_in_force_whatever_was_initialled_once(office: Newsroom) -> None:
    page, draft = office.published(), office.draft(office.classified("Naskah"))
    publication.withdraw(page, office.webadmin, REASON)
    live_guard.remove(connection)
    behind_the_back("UPDATE wagtailcore_page SET live = %s", True)
    behind_the_back(
        "UPDATE wagtailcore_page SET live_revision_id = latest_revision_id WHERE id = %s", page.pk
    )
    assert look(page)[1]["check"]["verdict"] == "not in force"
    assert "Tidak berlaku lagi" in look(page)[0]
    assert "Tanpa paraf" in look(draft)[0]


def test_correction__keeps_the_earlier_initial_in_the_history(office: Newsroom) -> None:
    page = office.published()
    draft = page.get_latest_revision_as_object()
    draft.summary, draft.correction = "Ringkasan baru.", "Ringkasan diperbaiki."
    draft.save_revision(user=office.pengelola)
    office.waiting_for_approval(page)
    office.approve(page)
    first, second = Approval.objects.order_by("pk").values_list("pk", "digest")

    html, data = look(page)
    assert [line["number"] for line in data["history"]] == [second[0], first[0]]
    assert data["act"]["digest"] == second[1]
    assert "Keputusan sebelumnya atas halaman ini" in html
    assert first[1] in html


def test_withdrawn_page__is_gone_and_its_content_with_it(office: Newsroom) -> None:
    page = office.published()
    publication.withdraw(page, office.webadmin, REASON)
    html, data = look(page, 410)
    assert "Diturunkan" in html
    assert REASON in html
    assert "content" not in data
    assert page.summary not in html + json.dumps(data)


def test_what_the_public_cannot_read__has_no_proof(office: Newsroom) -> None:
    draft, private = office.draft(), office.published()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    root = office.index.get_parent().get_parent()
    for number in (draft.pk, private.pk, root.pk, 0, 10**12, 10**40, "9" * 5000):
        for address in (f"/paraf/{number}/", f"/paraf/{number}.json"):
            assert Client().get(address).status_code == 404, address[:30]


def test_emergency__says_that_nobody_has_initialled_it(office: Newsroom) -> None:
    page = office.draft(office.classified("Banjir di Muara Kaman"))
    draft = page.get_latest_revision_as_object()
    draft.information_class = InformationClass.objects.get(code="serta_merta")
    draft.save_revision(user=office.pengelola)
    webadmin = User.objects.get(pk=office.webadmin.pk)
    publication.publish_in_emergency(page, webadmin, REASON, digest_of(draft))

    html, data = look(page)
    assert "Belum diparaf" in html
    assert REASON not in html + json.dumps(data)  # for the office, not for its readers
    assert data["act"]["signed_by"] is None
    assert "Belum diparaf: tayang darurat." in Client().get(office.fresh(page).url).content.decode()


def test_signature__of_somebody_acting_names_both_and_the_letter() -> None:
    line = SimpleNamespace(
        kind="approval",
        capacity="plh",
        actor_name="Siti",
        actor_office=OFFICE,
        acting_for_name="Budi",
        letter_number="800/12/2026",
    )
    assert paraf.signature(line) == paraf.Signature(
        f"Plh. {OFFICE}", "Siti a.n. Budi", "800/12/2026"
    )
    line.actor_office, line.acting_for_name = "", ""
    assert paraf.signature(line) == paraf.Signature("", "Plh. Siti", "800/12/2026")
