"""What is found in a page, and who has to answer for it before it goes on."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import privacy_check
from news.models import DocumentExamination, HomePage, PressDocument
from news.privacy.kinds import Kind
from news.privacy_check import PrivacyUnsettled, findings_for, open_findings
from reports.models import WorkEvent
from tests.driver import Newsroom
from tests.news.pages_kit import document, picture, publish, table
from workflow_steps.refusals import SubmissionRefused

from .desk import PHONE, REASON, confirm, draft_of, said, with_document
from .files import NIK, OTHER_NIK, spreadsheet

pytestmark = pytest.mark.once


@pytest.fixture
def page(office: Newsroom) -> Any:
    return office.draft(office.classified())


def places(page: Any) -> dict[str, str]:
    return {finding.place: str(finding.kind) for finding in findings_for(draft_of(page))}


# --- where ---------------------------------------------------------------------------------


def test_findings__name_the_place_as_an_editor_knows_it(page: Any, office: Newsroom) -> None:
    draft = page.get_latest_revision_as_object()
    shot = {"image": picture(), "alt_text": f"Kartu {NIK}", "caption": "", "credit": ""}
    rows = [["Nama", "No. Rekening"], ["Siti", "0021010001233"]]
    draft.search_description = f"Hubungi {PHONE}"
    draft.hero_caption = "Surel siti@contoh.com"
    draft.body = [
        ("paragraph", "<p>Tidak ada apa-apa.</p>"),
        ("paragraph", f"<p>Satu.</p><p>NIK {NIK}</p><ul><li>HP {PHONE}</li></ul>"),
        ("image", shot),
        ("gallery", [{**shot, "alt_text": "Warga"}, shot]),
        ("quote", {"text": f"Telepon saya {PHONE}", "attribution": "Warga"}),
        ("table", table()),
        ("table", table(data=rows)),
        (
            "callout",
            {"kind": "info", "title": "", "text": '<p><a href="tel:081255550142">Ini</a></p>'},
        ),
        ("video", {"title": "x", "link": "https://youtu.be/a", "transcript": f"NIK {NIK}"}),
    ]
    draft.save_revision(user=office.pengelola)
    assert places(page) == {
        "Deskripsi untuk mesin pencari": "phone",
        "Keterangan gambar utama": "email",
        "Isi, paragraf 2, alinea 2": "nik",
        "Isi, paragraf 2, alinea 3": "phone",
        "Isi, gambar 1, teks pengganti": "nik",
        "Isi, galeri gambar 1, nomor 2, teks pengganti": "nik",
        "Isi, kutipan 1, kutipan": "phone",
        "Isi, tabel 2, baris 2": "account",
        "Isi, kotak perhatian 1, teks": "phone",
        "Isi, video 1, transkrip": "nik",
    }


def test_findings__in_files_and_in_their_names(page: Any, office: Newsroom) -> None:
    rows = [["Nama", "NIK"], ["Siti", NIK], ["Budi", OTHER_NIK]]
    page = with_document(page, spreadsheet(rows), f"KTP {NIK}.xlsx", office.pengelola)
    privacy_check.examine_missing(draft_of(page))
    found = findings_for(draft_of(page))
    assert [(one.place, one.count) for one in found] == [
        ("Berkas “Daftar”", 1),
        (f"Dokumen “KTP_{NIK}.xlsx”, lembar “Desember”, baris 2, 3", 2),
    ]
    assert NIK not in " ".join(found[1].shown)


def test_findings__of_the_office_itself_are_none(page: Any, office: Newsroom) -> None:
    home = HomePage.objects.get()
    home.phone, home.whatsapp, home.email = "(0541) 667788", PHONE, "kantor@contoh.com"
    home.socials = [("account", {"platform": "whatsapp", "address": "https://wa.me/6281347112233"})]
    publish(home)
    text = "Telepon 0541-667788, WA +62 812 5555 0142, kantor@contoh.com, HP 0813-4711-2233."
    data = spreadsheet([["Hubungi", "0812 5555 0142"], ["Surel", "KANTOR@contoh.com"]])
    page = with_document(said(page, text, office.pengelola), data, "a.xlsx", office.pengelola)
    privacy_check.examine_missing(draft_of(page))
    assert findings_for(draft_of(page)) == []
    assert len(findings_for(draft_of(said(page, "HP 0852-4711-2233", office.pengelola)))) == 1


def test_findings__of_a_file_nobody_could_read(page: Any, office: Newsroom) -> None:
    page = with_document(page, b"%PDF-1.4 contoh", "edaran.pdf", office.pengelola)
    [pending] = findings_for(draft_of(page))
    assert (pending.kind, pending.is_pending) == (Kind.UNREADABLE, True)
    privacy_check.examine_missing(draft_of(page))
    [finding] = findings_for(draft_of(page))
    assert (finding.kind, finding.is_pending) == (Kind.UNREADABLE, False)
    assert finding.shown == ("rusak, atau isinya bukan seperti namanya",)


def test_findings__cost_the_same_queries_for_one_and_for_many(page: Any, office: Newsroom) -> None:
    def queries() -> int:
        draft = draft_of(page)
        findings_for(draft)
        with CaptureQueriesContext(
            connection,
        ) as context:
            open_findings(draft)
        return len(context)

    def fill(count: int) -> None:
        draft = page.get_latest_revision_as_object()
        files = [document(f"Surat {number}", f"surat{number}.vtt") for number in range(count)]
        draft.body = [("paragraph", f"<p>NIK {NIK}</p>")] * count + [("documents", files)]
        draft.save_revision(user=office.pengelola)
        for file in files:
            PressDocument.objects.filter(pk=file.pk).update(title=f"{count}")

    fill(1)
    few = queries()
    fill(20)
    assert queries() == few


# --- what is asked -------------------------------------------------------------------------


def test_submit__is_refused_by_code_until_somebody_answers(page: Any, office: Newsroom) -> None:
    page = said(page, f"Penerima: Siti, NIK {NIK}", office.pengelola)
    with pytest.raises(PrivacyUnsettled) as refusal:
        office.submit(page)
    assert isinstance(refusal.value, SubmissionRefused)
    assert office.fresh(page).current_workflow_state is None
    confirm(page, office.pengelola)
    office.submit(page)
    assert office.fresh(page).workflow_in_progress


def test_submit__examines_files_on_the_spot(page: Any, office: Newsroom) -> None:
    page = with_document(page, spreadsheet([["Siti", NIK]]), "a.xlsx", office.pengelola)
    assert not DocumentExamination.objects.exists()
    with pytest.raises(PrivacyUnsettled):
        office.submit(page)
    clean = with_document(
        office.draft(office.classified("Lain")), spreadsheet([["Kopi"]]), "b.xlsx", office.pengelola
    )
    office.submit(clean)
    assert office.fresh(clean).workflow_in_progress


def test_confirmation__holds_for_what_was_found_and_nothing_else(
    page: Any, office: Newsroom
) -> None:
    page = said(page, f"NIK {NIK}", office.pengelola)
    confirm(page, office.pengelola)
    # The same number, written and placed differently, beside other words.
    page = said(
        page, f"Kata pengantar.</p><p>Nomornya {NIK[:6]}.{NIK[6:12]}.{NIK[12:]}", office.pengelola
    )
    assert open_findings(draft_of(page)) == []
    page = said(page, f"NIK {NIK} dan {OTHER_NIK}", office.pengelola)
    assert len(open_findings(draft_of(page))) == 1


def test_confirmation__of_one_page_is_none_of_another(page: Any, office: Newsroom) -> None:
    confirm(said(page, f"NIK {NIK}", office.pengelola), office.pengelola)
    other = said(office.draft(), f"NIK {NIK}", office.pengelola)
    assert len(open_findings(draft_of(other))) == 1


def test_confirmation__stands_in_the_ledger_without_what_was_found(
    page: Any, office: Newsroom
) -> None:
    page = said(page, f"NIK {NIK}, {OTHER_NIK}, HP {PHONE}", office.pengelola)
    confirm(page, office.pengelola)
    line = WorkEvent.objects.get(kind=WorkEvent.Kind.PRIVACY_CONFIRMED)
    assert (line.item_id, line.actor_id) == (page.pk, office.pengelola.pk)
    assert line.data["kinds"] == {"nik": 2, "phone": 1}
    assert line.data["reason"] == REASON
    assert NIK not in json.dumps(line.data)
    assert line.fits()


def test_resubmission__of_a_returned_page_asks_about_what_is_new(
    page: Any, office: Newsroom
) -> None:
    office.submit(page)
    office.send_back(page, office.webadmin)
    page = said(page, f"NIK {NIK}", office.pengelola)
    with pytest.raises(PrivacyUnsettled):
        office.submit(page)


def test_review__does_not_pass_what_the_reviewer_has_added(page: Any, office: Newsroom) -> None:
    office.submit(page)
    page = said(page, f"NIK {NIK}", office.webadmin)
    with pytest.raises(PrivacyUnsettled):
        office.pass_review(page)
    confirm(page, office.webadmin)
    office.pass_review(page)
    office.approve(page)
    assert office.fresh(page).live
