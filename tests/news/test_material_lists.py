"""The list, its filters and search, and the *daftar klasifikasi* on screen, paper and disk."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from news import material_flow
from news.material_files import examine_file
from news.models import InformationClass, NewsCategory, SourceMaterial
from tests.news import material_samples as sample
from workflow_steps.exports import neutralise

pytestmark = pytest.mark.django_db
INDEX, REPORT = "material:index", "material:classification_list"


@pytest.fixture
def browser(client, office):
    client.force_login(office.pengelola)
    return client


def titles(response):
    return {material.title for material in response.context["object_list"]}


@pytest.fixture
def three(office, time_machine):
    """One of each, on three days."""
    time_machine.move_to("2026-10-05T01:00:00Z")
    bridge = office.classified("Jembatan")
    SourceMaterial.objects.filter(pk=bridge.pk).update(
        source_unit="Dinas PU",
        place="Kota Bangun",
        category=NewsCategory.objects.get(name="Infrastruktur"),
        information_class=InformationClass.objects.get(code="serta_merta"),
        priority="urgent",
    )
    time_machine.move_to("2026-11-04T01:00:00Z")
    office.hand_over(office.receive("Vaksinasi"))
    office.draft(complete=False)
    time_machine.move_to("2026-11-05T01:00:00Z")
    return office


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Jembatan", "Vaksinasi", "Tanpa bahan"}),
        ({"state": "handed_over"}, {"Vaksinasi"}),
        ({"priority": "urgent"}, {"Jembatan"}),
        ({"source_unit": "dinas pu"}, {"Jembatan"}),
        ({"self_recorded": "true"}, {"Tanpa bahan"}),
        ({"created_at_from": "2026-11-01", "created_at_to": "2026-11-03"}, set()),
        ({"created_at_from": "2026-11-04"}, {"Vaksinasi", "Tanpa bahan"}),
        ({"q": "vaksin"}, {"Vaksinasi"}),
        ({"q": "Kota Bangun"}, {"Jembatan"}),
        ({"q": "dukcapil"}, {"Vaksinasi"}),
        ({"q": "kantor desa"}, {"Jembatan", "Vaksinasi"}),
        ({"q": "tidak ada"}, set()),
        ({"state": "bukan-keadaan"}, {"Jembatan", "Vaksinasi", "Tanpa bahan"}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_filters_and_search__narrow_the_list(browser, three, query, found):
    assert titles(browser.get(reverse(INDEX), query)) == found


@pytest.mark.parametrize("field", ["category", "information_class", "writer"])
def test_filters_by_relation__narrow_the_list(browser, three, field):
    wanted = getattr(SourceMaterial.objects.get(title="Jembatan"), field)

    assert "Vaksinasi" not in titles(browser.get(reverse(INDEX), {field: wanted.pk}))
    assert "Jembatan" in titles(browser.get(reverse(INDEX), {field: wanted.pk}))


def query_count(browser, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def material_with_files(office, number):
    material = SourceMaterial(title=f"Bahan {number}", source_unit="OPD")
    files = [
        examine_file(ContentFile(sample.jpeg(size=(30 + number, 20)), name="a.jpg")),
        examine_file(ContentFile(sample.pdf(str(number)), name="b.pdf")),
    ]
    material_flow.receive(material, office.kontributor, files, and_hand_over=True)
    office.classify(material)
    return material


@pytest.mark.parametrize("name", [INDEX, REPORT, "material:make_page"])
def test_lists__ask_the_database_the_same_number_of_questions_however_long(browser, office, name):
    material_with_files(office, 1)
    browser.get(reverse(name))
    one = query_count(browser, reverse(name))
    for number in range(2, 8):
        material_with_files(office, number)

    assert query_count(browser, reverse(name)) <= one


def test_one_material__asks_the_same_number_of_questions_however_many_photos(browser, office):
    few, many = material_with_files(office, 1), SourceMaterial(title="Banyak", source_unit="OPD")
    photos = [
        examine_file(ContentFile(sample.jpeg(size=(40 + n, 30)), name=f"{n}.jpg")) for n in range(6)
    ]
    material_flow.receive(many, office.kontributor, photos, and_hand_over=True)
    office.classify(many)
    urls = [reverse("material:inspect", args=[material.pk]) for material in (few, many)]
    for url in urls:
        browser.get(url)

    assert query_count(browser, urls[1]) <= query_count(browser, urls[0])


# --- the classification list -----------------------------------------------------------------


def test_the_classification_list__holds_what_people_classified_in_the_period(browser, three):
    assert titles(browser.get(reverse(REPORT))) == {"Jembatan"}
    october = {"decided_at_from": "2026-10-01", "decided_at_to": "2026-10-31"}
    assert titles(browser.get(reverse(REPORT), october)) == {"Jembatan"}
    november = {"decided_at_from": "2026-11-01", "decided_at_to": "2026-11-30"}
    assert titles(browser.get(reverse(REPORT), november)) == set()


def test_the_last_day_of_a_period__ends_at_local_midnight(browser, office, time_machine):
    time_machine.move_to("2026-10-31T15:59:00Z")
    office.classified("Malam terakhir")
    time_machine.move_to("2026-10-31T16:01:00Z")
    office.classified("Bulan berikutnya")
    october = {"decided_at_from": "2026-10-01", "decided_at_to": "2026-10-31"}

    assert titles(browser.get(reverse(REPORT), october)) == {"Malam terakhir"}


def test_the_printed_list__has_letterhead_period_and_all_rows(browser, office, time_machine):
    time_machine.move_to("2026-10-05T01:00:00Z")
    for number in range(60):
        office.classified(f"Bahan nomor {number}")
    query = {"print": "1", "decided_at_from": "2026-10-01", "decided_at_to": "2026-10-31"}

    page = browser.get(reverse(REPORT), query).content.decode()

    assert page.count("Bahan nomor") == 60
    assert "Dinas Komunikasi dan Informatika" in page
    assert "1 Oktober 2026" in page
    assert "31 Oktober 2026" in page
    assert "wagtail-sidebar" not in page


@pytest.fixture
def dangerous(office, time_machine):
    time_machine.move_to("2026-10-05T06:30:00Z")
    material = office.classified('=HYPERLINK("http://jahat.example")')
    SourceMaterial.objects.filter(pk=material.pk).update(source_unit="@SUM(A1)", note="\t+62812")


def test_the_csv_export__is_text_and_in_office_time(browser, dangerous):
    response = browser.get(reverse(REPORT), {"export": "csv", "decided_at_from": "2026-10-01"})

    text = b"".join(response.streaming_content).decode()
    row = list(csv.reader(StringIO(text)))[1]
    assert row[0] == "2026-10-05 14:30:00"
    assert row[1].startswith("'=HYPERLINK")
    assert row[2] == "'@SUM(A1)"
    assert row[9] == "'\t+62812"
    assert "daftar-klasifikasi-2026-10-01.csv" in response["Content-Disposition"]


def test_the_xlsx_export__has_no_formula_and_office_time(browser, dangerous):
    response = browser.get(reverse(REPORT), {"export": "xlsx"})

    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value.isoformat() == "2026-10-05T14:30:00"
    assert sheet["B2"].value.startswith("'=HYPERLINK")
    assert all(cell.data_type != "f" for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "'-5"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_neutralise__marks_only_what_a_spreadsheet_would_run(text, safe):
    assert neutralise(text) == safe
