"""The SOP document: the version of any day, complete, as an official PDF."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.exports import render_pdf
from reports.procedure_pdf import TEMPLATE, document
from tests.driver import Newsroom
from workflow_steps import procedure_flow
from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today

from .exports import kit

pytestmark = pytest.mark.once

OF_DAY = "/admin/reports/sop/"


def pdf_url(procedure: Procedure) -> str:
    return f"{OF_DAY}{procedure.pk}/pdf/"


@pytest.fixture
def adopted(office: Newsroom) -> Procedure:
    return Procedure.objects.adopted().get()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("kontributor", False), ("pengelola", True), ("webadmin", True), ("kabid", True)],
)
def test_document__is_for_those_who_may_see_the_sop(
    office: Newsroom, client: Client, adopted: Procedure, name: str, allowed: bool
) -> None:
    client.force_login(office.people[name])
    for url in (OF_DAY, pdf_url(adopted)):
        assert (client.get(url).status_code == 200) is allowed
    assert (OF_DAY in client.get("/admin/").content.decode()) is allowed


def test_pdf__has_every_part_of_the_document(adopted: Procedure) -> None:
    text = kit.pdf_text(render_pdf(TEMPLATE, document(adopted)))
    parts = [
        "PEMERINTAH KABUPATEN KUTAI KARTANEGARA",
        adopted.sop_number,
        adopted.legalised_by_title,
        adopted.legalised_by_name,
        "2 Januari 2025",
        adopted.warning,
        adopted.recording,
        *adopted.legal_basis_list,
        *adopted.qualifications_list,
        *adopted.related_sops_list,
        *adopted.equipment_list,
        "Dasar hukum",
        "Mutu baku",
        "Versi 1: berlaku sejak 2 Januari 2025.",
        "1–3 jam",
    ]
    for step in adopted.steps.all():
        parts += [step.name, step.performer, step.equipment, step.output, step.standard_display]
        parts += [step.opens_with, step.closes_with]
    for part in parts:
        assert "".join(part.split()) in "".join(text.split()), part


def test_pdf__is_accessible(adopted: Procedure) -> None:
    made = render_pdf(TEMPLATE, document(adopted))
    reader = kit.pdf(made)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata
    assert reader.metadata.title
    assert reader.metadata.title.endswith("Pengelolaan Website")
    assert root["/Lang"] == "id-ID"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert all(kit.pdf_fonts(made).values())
    assert len(kit.pictures(made)) == 2


def test_day__leads_to_the_version_that_was_in_force_then(
    office: Newsroom, client: Client, adopted: Procedure
) -> None:
    tomorrow = office_today() + timedelta(days=1)
    second = procedure_flow.new_version(office.webadmin)
    procedure_flow.adopt(second, tomorrow, office.webadmin)
    client.force_login(office.webadmin)
    for day, found, other in (
        (office_today(), adopted, second),
        (tomorrow, second, adopted),
    ):
        html = client.get(OF_DAY, {"day": day.strftime("%d/%m/%Y")}).content.decode()
        assert pdf_url(found) in html
        assert pdf_url(other) not in html
    early = client.get(OF_DAY, {"day": "1/1/1990"}).content.decode()
    assert "Tidak ada versi SOP yang berlaku pada 1 Januari 1990." in early


@pytest.mark.parametrize("day", ["kapan", "", "0001-01-01", "9999-12-31"])
def test_day__that_is_none_is_asked_for_again(office: Newsroom, client: Client, day: str) -> None:
    client.force_login(office.webadmin)
    response = client.get(OF_DAY, {"day": day})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_screen_of_the_document__links_the_pdf(
    office: Newsroom, client: Client, adopted: Procedure
) -> None:
    client.force_login(office.kabid)
    assert (
        pdf_url(adopted)
        in client.get(reverse("procedure:inspect", args=[adopted.pk])).content.decode()
    )
