"""The SOP as an official document, in the form of PermenPANRB 35/2012."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow_steps.models import Procedure, ProcedureStep
from workflow_steps.models.procedure import lines, office_date

from .exports import official

TEMPLATE = "procedure.typ"


def document(procedure: Procedure) -> dict[str, Any]:
    """Data of ``procedure.typ``."""
    with official():
        title = _("Standard operating procedure: %(title)s") % {"title": procedure.title}
        return {
            "title": title,
            "subtitle": standing(procedure),
            "letterhead": {"office": procedure.office},
            "government": procedure.government,
            "office": procedure.office,
            "identity": identity(procedure),
            "blocks": blocks(procedure),
            "steps": [step_row(step) for step in procedure.steps.all()],
            "labels": {
                "identity": _("Identity of the document"),
                "legalised": _("Legalised by"),
                "sop_title": _("SOP title"),
                "steps": _("Steps of the procedure"),
                "number": _("No."),
                "activity": _("Activity"),
                "performer": _("Performer"),
                "standard": _("Quality standard"),
                "requirements": _("Requirements"),
                "time": _("Time"),
                "output": _("Output"),
                "remarks": _("Remarks"),
            },
            "legalised": [
                part
                for part in (
                    procedure.legalised_by_title,
                    procedure.legalised_by_name,
                    procedure.legalised_by_nip and f"{_('NIP')} {procedure.legalised_by_nip}",
                )
                if part
            ],
            "sop_title": procedure.title,
        }


def standing(procedure: Procedure) -> str:
    """Whether this version counts, in the words of the screen."""
    values: dict[str, Any] = {"version": procedure.version}
    if procedure.phase is Procedure.Phase.DRAFT:
        return _("Version %(version)s: draft, without effect.") % values
    if procedure.phase is Procedure.Phase.SUPERSEDED and procedure.successor_from:
        values["date"] = date_format(office_date(procedure.successor_from))
        return _("Version %(version)s: superseded since %(date)s.") % values
    values["date"] = _day(procedure.effective_from)
    if procedure.phase is Procedure.Phase.UPCOMING:
        return _("Version %(version)s: adopted, takes effect on %(date)s.") % values
    return _("Version %(version)s: in force since %(date)s.") % values


def identity(procedure: Procedure) -> list[tuple[str, str]]:
    return [
        (_("SOP number"), procedure.sop_number),
        (_("Date made"), _day(procedure.date_made)),
        (_("Date revised"), _day(procedure.date_revised)),
        (_("Effective date"), _day(procedure.effective_from)),
    ]


def blocks(procedure: Procedure) -> list[dict[str, Any]]:
    numbered = (
        (_("Legal basis"), procedure.legal_basis_list),
        (_("Performer qualifications"), procedure.qualifications_list),
        (_("Related SOPs"), procedure.related_sops_list),
        (_("Equipment"), procedure.equipment_list),
    )
    plain = (
        (_("Warning"), lines(procedure.warning)),
        (_("Recording and data"), lines(procedure.recording)),
    )
    return [{"heading": name, "items": items, "numbered": True} for name, items in numbered] + [
        {"heading": name, "items": items, "numbered": False} for name, items in plain
    ]


def step_row(step: ProcedureStep) -> dict[str, Any]:
    remarks = [
        step.note,
        _("Done by the system") if step.automatic else "",
        _("Time starts: %(event)s") % {"event": step.opens_with},
        _("Time stops: %(event)s") % {"event": step.closes_with},
    ]
    return {
        "number": str(step.number),
        "activity": step.name,
        "performer": step.performer,
        "requirements": step.equipment,
        "time": step.standard_display,
        "output": step.output,
        "remarks": [remark for remark in remarks if remark],
    }


def _day(day: Any) -> str:
    return date_format(day) if day else "–"
