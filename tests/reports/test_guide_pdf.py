"""The quick guide of each role: complete, on one or two pages, by the SOP in force."""

from typing import Any

import pytest
from django.test import Client

from reports.exports import render_pdf
from reports.guide_pdf import TEMPLATE, document
from tests.driver import Newsroom
from workflow_steps import procedure_flow
from workflow_steps.help.guides import GUIDES
from workflow_steps.help.roles import Role
from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today

from .exports import kit

pytestmark = pytest.mark.once


def squeezed(text: str) -> str:
    return "".join(text.split())


def read(role: Role) -> str:
    return squeezed(kit.pdf_text(render_pdf(TEMPLATE, document(role))))


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_guide__says_all_of_it_on_two_pages_at_most(office: Newsroom, role: Role) -> None:
    made = render_pdf(TEMPLATE, document(role))
    assert 1 <= len(kit.pdf(made).pages) <= 2
    text, guide = squeezed(kit.pdf_text(made)), GUIDES[role]
    procedure = Procedure.objects.adopted().get()
    parts = [role.label, guide.summary, *guide.never, procedure.title, "versi 1"]
    parts += [act for task in guide.tasks for act in task.acts]
    parts += [task.title for task in guide.tasks]
    parts += [word for pair in (*guide.buttons, *guide.ask) for word in pair]
    for step in procedure.steps.all():
        parts += [step.name, step.performer, step.standard_display]
    for task in guide.tasks:
        for step in procedure.steps.filter(number=task.step):
            parts += [f"Langkah {step.number} – {task.title}", step.output, step.equipment]
    for part in parts:
        assert squeezed(str(part)) in text, part


def test_guide__follows_the_sop(office: Newsroom) -> None:
    assert "1–3jam" in read(Role.WEBSITE_MANAGER)
    second = procedure_flow.new_version(office.webadmin)
    for step in second.steps.filter(number__in=(2, 3)):
        step.standard_min = step.standard_max = 40
        step.unit = "minutes"
        step.save()
    procedure_flow.adopt(second, office_today(), office.webadmin)
    text = read(Role.WEBSITE_MANAGER)
    assert "40menit" in text
    assert "1–3jam" not in text
    assert "versi2" in text


def test_guide__is_accessible_and_has_its_fonts(office: Newsroom) -> None:
    made = render_pdf(TEMPLATE, document(Role.DIVISION_HEAD))
    root: Any = kit.pdf(made).trailer["/Root"]
    assert root["/Lang"] == "id-ID"
    assert "pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
    assert all(kit.pdf_fonts(made).values())


def test_guide__without_any_sop_says_so(office: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Procedure, "in_force", classmethod(lambda cls, at: None))
    assert squeezed("Tidak ada SOP yang berlaku hari ini.") in read(Role.CONTRIBUTOR)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_guide__of_any_role_may_be_opened_by_everybody(
    office: Newsroom, client: Client, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in office.people.values():
        client.force_login(person)
        monkeypatch.setattr("reports.exports.responses.render_pdf", lambda *args: b"%PDF-")
        response = client.get(f"/admin/bantuan/panduan/{role.value}.pdf")
        assert response.status_code == 200
        assert response["Content-Disposition"] == f'attachment; filename="panduan-{role.value}.pdf"'


def test_guide__of_no_role_is_not_found(office: Newsroom, client: Client) -> None:
    client.force_login(office.kabid)
    for name in ("tamu", "Kontributor"):
        assert client.get(f"/admin/bantuan/panduan/{name}.pdf").status_code == 404
