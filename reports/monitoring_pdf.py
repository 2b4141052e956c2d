"""The monitoring sheet on paper, in the form of PermenPANRB 35/2012, with the figures behind it."""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workflow_steps.templatetags.office_formats import duration, number, wita_datetime

from .exports import letterhead_data, official
from .models import MonitoringRow, MonitoringSheet
from .procedure_pdf import standing

TEMPLATE = "monitoring.typ"
NOTHING = "–"


def document(sheet: MonitoringSheet) -> dict[str, Any]:
    """Data of ``monitoring.typ``."""
    with official():
        rows = list(sheet.rows.all())
        return {
            "title": _("SOP monitoring sheet"),
            "subtitle": capfirst(sheet.period_in_words),
            "draft": "" if sheet.is_adopted else _("DRAFT – not adopted yet"),
            "procedure": f"{sheet.procedure.title}. {standing(sheet.procedure)}",
            "letterhead": _signed_by_assessor(sheet),
            "rows": [_row(row) for row in rows],
            "figures": [_figures(row) for row in rows],
            "labels": _labels(),
            "notes": list(_notes(sheet)),
        }


def _row(row: MonitoringRow) -> dict[str, Any]:
    return {
        "number": str(row.number),
        "step": row.step,
        "well": row.verdict == row.Verdict.WELL,
        "not_well": row.verdict == row.Verdict.NOT_WELL,
        "notes": row.notes,
        "action": row.action,
    }


def _figures(row: MonitoringRow) -> list[str]:
    found = row.figures
    counts = ("counted", "kept", "early", "late", "not_measured", "returned", "automatic")
    percent = found.get("percent")
    return [
        str(row.number),
        *(number(found.get(name, 0)) for name in counts),
        f"{number(float(percent), 1)}%" if percent else NOTHING,
        *(
            duration(found.get(name)) or NOTHING
            for name in ("median", "ninetieth", "longest", "standard")
        ),
    ]


def _labels() -> dict[str, Any]:
    return {
        "number": _("No."),
        "procedure": _("Procedure"),
        "assessment": _("Assessment of how it is carried out"),
        "well": _("Carried out well"),
        "not_well": _("Not carried out well"),
        "notes": _("Notes of the assessment"),
        "action": _("Action to be taken"),
        "initials": _("Assessor's initials"),
        "yes": _("Yes"),
        "figures": _("Figures behind the assessment"),
        "columns": [
            _("No."), _("Judged"), _("Within the standard"), _("Faster than the lower limit"),
            _("Late"), _("Not measured"), _("Returned"), _("Automatic"),
            _("Within the standard (percent)"), _("Median"), _("90th percentile"), _("Longest"),
            _("Standard"),
        ],
    }  # fmt: skip


def _notes(sheet: MonitoringSheet) -> Any:
    yield _("Figures as of"), wita_datetime(sheet.figures_at)
    yield (
        _("Times"),
        _("working time by the office's calendar, as judged when each step was closed"),
    )
    yield _("Proposed as carried out well from"), f"{sheet.threshold}%"
    if sheet.is_adopted:
        yield (
            _("Adopted"),
            _("%(when)s by %(who)s, ledger line %(line)s")
            % {
                "when": wita_datetime(sheet.adopted_at),
                "who": sheet.adopted_by_name,
                "line": number(sheet.adopted_line),
            },
        )


def _signed_by_assessor(sheet: MonitoringSheet) -> dict[str, Any]:
    on = timezone.localdate(sheet.adopted_at) if sheet.adopted_at else None
    return letterhead_data(on) | {
        "signatory_title": sheet.assessor_office or _("Assessor"),
        "signatory_name": sheet.assessor_name,
        "signatory_rank": "",
        "signatory_nip": sheet.assessor_nip,
    }
