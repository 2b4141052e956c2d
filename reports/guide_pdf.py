"""A role's quick guide on paper: what to do, step by step, by the SOP in force on that day."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow_steps.help.facts import Facts, facts
from workflow_steps.help.guides import GUIDES, Guide, Task
from workflow_steps.help.roles import Role
from workflow_steps.models import ProcedureStep
from workflow_steps.models.procedure import office_today

from .exports import letterhead_data, official

TEMPLATE = "guide.typ"


def document(role: Role) -> dict[str, Any]:
    """Data of ``guide.typ``."""
    guide, known = GUIDES[role], facts()
    with official():
        return {
            "title": _("Quick guide: %(role)s") % {"role": role.label},
            "subtitle": source(known),
            "printed": _("Printed on %(day)s.") % {"day": date_format(office_today())},
            "letterhead": letterhead_data(),
            "summary": str(guide.summary),
            "tasks": tasks(guide, known),
            "buttons": _pairs(guide.buttons),
            "never": [str(line) for line in guide.never],
            "ask": _pairs(guide.ask),
            "steps": [_row(step) for step in known.steps.values()],
            "labels": {
                "work": _("What I do"),
                "buttons": _("The words on the buttons"),
                "never": _("Never"),
                "ask": _("Whom to ask"),
                "who": _("Who"),
                "about": _("About"),
                "contact": _("Name and phone"),
                "steps": _("The seven steps, and who does what"),
                "number": _("No."),
                "activity": _("Activity"),
                "performer": _("Performer"),
                "time": _("Standard time"),
            },
        }


def source(known: Facts) -> str:
    """Which SOP the times are from."""
    procedure = known.procedure
    if procedure is None:
        return _("No SOP is in force today.")
    day = procedure.effective_from
    return _("By the SOP “%(title)s”, version %(version)s, in force since %(day)s.") % {
        "title": procedure.title,
        "version": procedure.version,
        "day": date_format(day) if day else "–",
    }


def tasks(guide: Guide, known: Facts) -> list[dict[str, Any]]:
    """What the SOP says of a step stands at its first task."""
    told: set[int] = set()
    rows = []
    for task in guide.tasks:
        step = known.steps.get(task.step) if task.step and task.step not in told else None
        rows.append(_task(task, step))
        told |= {task.step} if task.step else set()
    return rows


def _task(task: Task, step: ProcedureStep | None) -> dict[str, Any]:
    return {
        "title": str(task.title),
        "step": _("Step %(number)s") % {"number": task.step} if task.step else "",
        "name": step.name if step else "",
        "facts": _facts(step) if step else [],
        "acts": [str(act) for act in task.acts],
    }


def _facts(step: ProcedureStep) -> list[list[str]]:
    return [
        [_("Standard time"), step.standard_display],
        [_("Requirements"), step.equipment],
        [_("Output"), step.output],
    ]


def _row(step: ProcedureStep) -> list[str]:
    performer = (
        f"{step.performer} ({_('Done by the system')})" if step.automatic else step.performer
    )
    return [str(step.number), step.name, performer, step.standard_display]


def _pairs(pairs: Any) -> list[list[str]]:
    return [[str(one), str(other)] for one, other in pairs]
