"""Lembar monitoring SOP: filled in from the figures, completed by a person, adopted once."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from reports import monitoring, monitoring_pdf
from reports.models import MonitoringRow, MonitoringSheet, WorkEvent
from reports.models.monitoring import AdoptedSheetError
from tests.driver import Newsroom
from tests.reports.figures_kit import closed, small_month

JANUARY_2027 = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
AUGUST_2026 = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
EVERYBODY = ("kontributor", "pengelola", "webadmin", "kabid", "admin")
WRITERS = {"webadmin", "kabid", "admin"}
MAY = {"list": WRITERS, "add": WRITERS, "sheet": WRITERS, "pdf": WRITERS, "delete": WRITERS,
       "adopt": {"kabid", "admin"}}  # fmt: skip


@pytest.fixture
def sheet(office: Newsroom) -> Any:
    """The second half of 2026, after it is over (``small_month`` is its only month)."""
    small_month()
    with time_machine.travel(JANUARY_2027, tick=False):
        made, _new = monitoring.draft(2026, 2, 90, office.kabid)
        yield made


def posted(sheet: MonitoringSheet, action: str = "save", **changes: str) -> dict[str, str]:
    """The sheet's form as a browser sends it; ``r5_notes`` is the notes of step 5."""
    rows = list(sheet.rows.all())
    data = {
        "version": str(sheet.version),
        "action": action,
        "threshold": str(sheet.threshold),
        "assessor_name": sheet.assessor_name,
        "assessor_office": sheet.assessor_office,
        "assessor_nip": sheet.assessor_nip,
        "rows-TOTAL_FORMS": str(len(rows)),
        "rows-INITIAL_FORMS": str(len(rows)),
    }
    for place, row in enumerate(rows):
        data[f"rows-{place}-id"] = str(row.pk)
        for name in ("verdict", "notes", "action"):
            value = changes.pop(f"r{row.number}_{name}", getattr(row, name))
            data[f"rows-{place}-{name}"] = value
    return data | changes


def complete(sheet: MonitoringSheet) -> None:
    """What a person has to add before it can be adopted."""
    sheet.assessor_name = "Dra. Rahmawati"
    sheet.save()
    for row in sheet.rows.all():
        row.verdict = row.verdict or MonitoringRow.Verdict.WELL
        if row.verdict == MonitoringRow.Verdict.NOT_WELL:
            row.action = "Pengingat sebelum batas waktu"
        row.save()


def test_draft__says_what_the_compliance_report_says(sheet: MonitoringSheet) -> None:
    rows = {row.number: row for row in sheet.rows.all()}
    assert list(rows) == [1, 2, 3, 4, 5, 6, 7]
    fifth = rows[5].figures  # October: 600 … 9000 and the second round; September: 500, 8000
    assert (fifth["counted"], fifth["kept"], fifth["late"]) == (10, 7, 3)
    assert (fifth["percent"], fifth["median"], fifth["longest"]) == ("70.0", 1800, 9000)
    assert rows[5].verdict == MonitoringRow.Verdict.NOT_WELL
    assert "7 dari 10" in rows[5].notes
    assert "70,0%" in rows[5].notes
    assert "1 tidak diukur" in rows[5].notes.lower()
    assert rows[6].verdict == MonitoringRow.Verdict.WELL
    assert "20 kali" in rows[6].notes
    assert rows[1].verdict == ""  # nothing was judged: a person has to say


@pytest.mark.parametrize(("threshold", "expected"), [(70, "baik"), (71, "tidak")])
def test_draft__proposes_by_the_sheets_own_threshold(
    office: Newsroom, threshold: int, expected: str
) -> None:
    small_month()
    with time_machine.travel(JANUARY_2027, tick=False):
        made, _new = monitoring.draft(2026, 2, threshold, office.kabid)
    assert made.rows.get(number=5).verdict == expected


def test_draft__is_of_its_half_year_only(office: Newsroom) -> None:
    closed(1, 5, "on_time", 100, on="2026-06-30T23:59:59")
    closed(2, 5, "late", 9000, on="2026-07-01T00:00:00")
    with time_machine.travel(JANUARY_2027, tick=False):
        second, _new = monitoring.draft(2026, 2, 90, office.kabid)
    assert second.rows.get(number=5).figures["counted"] == 1
    assert second.rows.get(number=5).figures["late"] == 1


def test_add__double_click_makes_one_sheet(office: Newsroom, client: Client) -> None:
    data = {"year": "2026", "half": "2", "threshold": "90"}
    with time_machine.travel(JANUARY_2027, tick=False):
        client.force_login(office.kabid)
        first = client.post(reverse("monitoring_add"), data)
        second = client.post(reverse("monitoring_add"), data)
    assert MonitoringSheet.objects.count() == 1
    assert first.url == second.url


def test_draft__of_two_at_once_is_one(office: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one looked before the first had saved."""
    make = monitoring._new_draft

    def somebody_was_quicker(*args: Any) -> Any:
        make(*args)
        return make(*args)

    monkeypatch.setattr(monitoring, "_new_draft", somebody_was_quicker)
    with time_machine.travel(JANUARY_2027, tick=False):
        sheet, new = monitoring.draft(2026, 2, 90, office.kabid)
    assert not new
    assert list(MonitoringSheet.objects.all()) == [sheet]
    assert sheet.rows.count() == 7


def test_save__rows_that_are_not_the_sheets_are_none_of_its_business(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    with time_machine.travel(JANUARY_2027, tick=False):
        other, _new = monitoring.draft(2026, 1, 90, office.kabid)
    client.force_login(office.webadmin)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    data = posted(sheet, r5_notes="Ikut")
    foreign = data | {"rows-0-id": str(other.rows.first().pk), "rows-0-notes": "Menyusup"}
    client.post(url, foreign)
    added = data | {"rows-TOTAL_FORMS": "8", "rows-7-notes": "Baris baru", "rows-7-id": ""}
    client.post(url, added)
    client.post(url, {"version": str(sheet.version)})  # no rows at all
    assert not MonitoringRow.objects.filter(notes__in=("Menyusup", "Baris baru")).exists()
    assert sheet.rows.count() == 7


def test_database__holds_one_draft_of_a_half_year(sheet: MonitoringSheet) -> None:
    twin = MonitoringSheet(
        year=2026, half=2, edition=2, procedure=sheet.procedure, figures_at=sheet.figures_at
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"year": "2027", "half": "1"}, "belum dimulai"),
        ({"year": "1890", "half": "1"}, "2000"),
        ({"year": "2005", "half": "1"}, "Tidak ada versi SOP"),
        ({"year": "", "half": "2"}, "wajib"),
    ],
)
def test_add__what_cannot_be_is_said(
    office: Newsroom, client: Client, data: dict[str, str], said: str
) -> None:
    client.force_login(office.kabid)
    with time_machine.travel(AUGUST_2026, tick=False):
        answer = client.post(reverse("monitoring_add"), data | {"threshold": "90"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MonitoringSheet.objects.exists()


def test_save__keeps_what_the_assessor_wrote(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.webadmin)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    data = posted(
        sheet, r5_verdict="baik", r5_notes="Banjir tiga hari.", assessor_name="Dra. Rahmawati"
    )
    assert client.post(url, data).status_code == 302
    sheet.refresh_from_db()
    row = sheet.rows.get(number=5)
    assert (row.verdict, row.notes) == ("baik", "Banjir tiga hari.")
    assert sheet.assessor_name == "Dra. Rahmawati"
    assert row.figures["counted"] == 10  # nobody types those


def test_refresh__takes_new_figures_and_leaves_what_was_written(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.webadmin)
    closed(77, 5, "on_time", 60)
    closed(78, 4, "on_time", 60)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    client.post(url, posted(sheet, "refresh", r5_notes="Ditulis sendiri."))
    fourth, fifth = sheet.rows.get(number=4), sheet.rows.get(number=5)
    assert fifth.figures["counted"] == 11
    assert fifth.notes == "Ditulis sendiri."
    assert "1 dari 2" in fourth.notes  # untouched, so it follows the figures


def test_threshold__changed_proposes_anew(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.webadmin)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    client.post(url, posted(sheet, threshold="60"))
    assert sheet.rows.get(number=5).verdict == MonitoringRow.Verdict.WELL
    assert sheet.rows.get(number=4).verdict == MonitoringRow.Verdict.NOT_WELL


def test_stale_form__is_refused_with_both_texts_shown(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.webadmin)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    stale = posted(sheet, r5_notes="Ditulis Andi <b>")
    client.post(url, posted(sheet, r5_notes="Disimpan Budi"))
    answer = client.post(url, stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ditulis Andi &lt;b&gt;" in page
    assert "Disimpan Budi" in page
    assert sheet.rows.get(number=5).notes == "Disimpan Budi"
    sheet.refresh_from_db()
    assert f'name="version" value="{sheet.version}"' in page  # saving again means it


def test_adopt__needs_a_complete_sheet_of_a_half_year_that_is_over(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.kabid)
    url = reverse("monitoring_adopt", args=[sheet.pk])
    assert "Tetapkan lembar" not in client.get(url).content.decode()
    client.post(url, {"version": sheet.version})
    complete(sheet)
    with time_machine.travel(datetime(2026, 12, 31, 15, 59, tzinfo=UTC), tick=False):
        client.post(url, {"version": sheet.version})  # 23.59 WITA on the last day
    sheet.refresh_from_db()
    assert not sheet.is_adopted
    assert "Tetapkan lembar" in client.get(url).content.decode()


def test_save_and_adopt__marks_what_is_missing_and_keeps_the_rest(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.kabid)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    answer = client.post(url, posted(sheet, "adopt", r5_notes="Sudah panjang ditulis."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sudah panjang ditulis." in page
    assert page.count("Isi tindakan") == 2  # steps 4 and 5 are not carried out well
    assert page.count("Nyatakan apakah") == 4  # 1, 2, 3, 7 have nothing to go by


def test_adopted__stands_in_the_ledger_and_is_changed_by_nobody(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    complete(sheet)
    client.force_login(office.kabid)
    url = reverse("monitoring_adopt", args=[sheet.pk])
    client.post(url, {"version": sheet.version})
    client.post(url, {"version": sheet.version})  # the double click
    line = WorkEvent.objects.get(kind=WorkEvent.Kind.MONITORING_ADOPTED)
    sheet.refresh_from_db()
    assert (sheet.adopted_line, sheet.adopted_at) == (line.sequence, line.at)
    assert line.data["sheet"] == monitoring.content(sheet)
    assert line.actor_id == office.kabid.pk
    sheet_page = reverse("monitoring_sheet", args=[sheet.pk])
    answer = client.post(sheet_page, posted(sheet, r5_notes="Diganti diam-diam"))
    assert answer.status_code == 409
    client.post(reverse("monitoring_delete", args=[sheet.pk]))
    for change in (sheet.save, sheet.delete, sheet.rows.first().save):
        with pytest.raises(AdoptedSheetError):
            change()
    assert monitoring.content(MonitoringSheet.objects.get()) == line.data["sheet"]
    assert "<textarea" not in client.get(sheet_page).content.decode()


def test_adopted__a_correction_is_a_new_edition(office: Newsroom, sheet: MonitoringSheet) -> None:
    complete(sheet)
    monitoring.adopt(sheet, office.kabid)
    second, new = monitoring.draft(2026, 2, 90, office.kabid)
    assert new
    assert second.edition == 2
    assert "perbaikan" in str(second).lower() or "edisi 2" in str(second).lower()


def test_adopt__of_what_changed_meanwhile_is_refused(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    complete(sheet)
    client.force_login(office.kabid)
    client.post(reverse("monitoring_adopt", args=[sheet.pk]), {"version": sheet.version - 1})
    sheet.refresh_from_db()
    assert not sheet.is_adopted


def test_pdf__is_the_form_of_the_regulation(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    client.force_login(office.kabid)
    url = reverse("monitoring_pdf", args=[sheet.pk])
    draft = PdfReader(io.BytesIO(client.get(url).content))
    text = " ".join("\n".join(page.extract_text() for page in draft.pages).split())
    assert "DRAF" in text
    for words in ("Berjalan dengan baik", "Tidak berjalan dengan baik", "Paraf penilai", "70,0%"):
        assert words in text, words
    complete(sheet)
    monitoring.adopt(sheet, office.kabid)
    adopted = PdfReader(io.BytesIO(client.get(url).content))
    text = "\n".join(page.extract_text() for page in adopted.pages)
    assert "DRAF" not in text
    assert "Dra. Rahmawati" in text
    assert "Pengingat sebelum batas waktu" in text


@pytest.mark.once
@pytest.mark.parametrize("name", MAY)
@pytest.mark.parametrize("who", EVERYBODY)
def test_screens__by_role(
    office: Newsroom, client: Client, sheet: MonitoringSheet, name: str, who: str
) -> None:
    if who == "admin":
        office.people["admin"] = office.person("admin", is_superuser=True)
    client.force_login(office.people[who])
    url = reverse(f"monitoring_{name}", args=[] if name in ("list", "add") else [sheet.pk])
    assert (client.get(url).status_code == 200) is (who in MAY[name])
    client.post(url, posted(sheet, r5_notes="Diubah"))
    changed = sheet.rows.filter(number=5, notes="Diubah").exists()
    assert changed is (name == "sheet" and who in MAY["sheet"])


def test_reader__sees_the_sheet_without_a_form(
    office: Newsroom, client: Client, sheet: MonitoringSheet
) -> None:
    from django.contrib.auth.models import Permission

    view = Permission.objects.get(codename="view_monitoringsheet")
    office.pengelola.user_permissions.add(view)
    client.force_login(office.pengelola)
    url = reverse("monitoring_sheet", args=[sheet.pk])
    assert "<textarea" not in client.get(url).content.decode()
    client.post(url, posted(sheet, r5_notes="Diubah"))
    assert not sheet.rows.filter(notes="Diubah").exists()


def test_draft__costs_the_same_for_more_items(
    office: Newsroom, django_assert_max_num_queries: Any
) -> None:
    small_month()
    for number in range(100, 160):
        closed(number, number % 5 + 1, "late", number)
    with time_machine.travel(JANUARY_2027, tick=False), django_assert_max_num_queries(40):
        monitoring.draft(2026, 2, 90, office.kabid)


def test_pdf__is_dated_by_the_offices_day(office: Newsroom, sheet: MonitoringSheet) -> None:
    complete(sheet)
    early = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)  # 07.30 WITA on the twelfth
    with time_machine.travel(early, tick=False):
        monitoring.adopt(sheet, office.kabid)
    assert "12 Januari 2027" in monitoring_pdf.document(sheet)["letterhead"]["place_and_date"]
