"""Fills in the monitoring sheet of a half-year from the figures, and adopts it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow_steps.models import Procedure
from workflow_steps.models.procedure import office_today
from workflow_steps.periods import Period
from workflow_steps.templatetags.office_formats import duration, number

from .compliance import Compliance, Line
from .exports import official
from .figures import AS_JUDGED, closed_in
from .ledger import Item, append
from .models import MonitoringRow, MonitoringSheet, StepTiming, WorkEvent

Verdict = MonitoringRow.Verdict


@dataclass(frozen=True)
class Figures:
    """Of one step in the half-year, as judged then; times in working seconds."""

    counted: int = 0
    kept: int = 0
    early: int = 0
    late: int = 0
    not_measured: int = 0
    automatic: int = 0
    returned: int = 0
    percent: str = ""
    median: int | None = None
    ninetieth: int | None = None
    longest: int | None = None
    standard: int | None = None

    @classmethod
    def of(cls, line: Line, returned: int) -> "Figures":
        tally, spread = line.tally, line.spread
        return cls(
            counted=tally.counted,
            kept=tally.kept,
            early=tally.early,
            late=tally.late,
            not_measured=tally.not_measured,
            automatic=tally.automatic,
            returned=returned,
            percent="" if tally.percent is None else str(tally.percent),
            median=spread.median,
            ninetieth=spread.ninetieth,
            longest=spread.longest,
            standard=line.standard.longest if line.standard else None,
        )

    def proposed_verdict(self, threshold: int) -> str:
        """Empty where nothing was judged: that is for the assessor to say."""
        if self.counted:
            return Verdict.WELL if self.kept * 100 >= threshold * self.counted else Verdict.NOT_WELL
        return Verdict.WELL if self.automatic else ""

    def proposed_notes(self) -> str:
        """In the office's words, one sentence for each thing there is to say."""
        with official():
            return " ".join(sentence for sentence in self._sentences() if sentence)

    def _sentences(self) -> list[str]:
        if self.automatic and not self.counted:
            return [_("Done by the system %s times.") % number(self.automatic)]
        if not self.counted:
            return [_("No item was judged in this half-year."), self._unmeasured()]
        share = _("%(kept)s of %(counted)s within the standard (%(percent)s%%).") % {
            "kept": number(self.kept),
            "counted": number(self.counted),
            "percent": number(float(self.percent), 1),
        }
        times = _("Median %(median)s, longest %(longest)s, standard %(standard)s.") % {
            "median": duration(self.median),
            "longest": duration(self.longest),
            "standard": duration(self.standard) or "–",
        }
        return [share, self._late(), times, self._returned(), self._unmeasured()]

    def _late(self) -> str:
        return _("%s late.") % number(self.late) if self.late else ""

    def _returned(self) -> str:
        return _("%s returned.") % number(self.returned) if self.returned else ""

    def _unmeasured(self) -> str:
        return _("%s not measured.") % number(self.not_measured) if self.not_measured else ""


def steps_of(period: Period) -> list[tuple[int, str, Figures]]:
    """(number, name, figures) of each step, in a constant number of queries."""
    report = Compliance(_closed_in, period, AS_JUDGED)
    returned = dict(
        _closed_in(period)
        .filter(outcome=StepTiming.Outcome.RETURNED)
        .order_by()
        .values_list("step")
        .annotate(times=Count("*"))
    )
    return [
        (
            line.values["step"],
            line.standard.name if line.standard else "",
            Figures.of(line, returned.get(line.values["step"], 0)),
        )
        for line in report.steps
    ]


def _closed_in(period: Period) -> Any:
    return closed_in(StepTiming.objects.all(), period)


def procedure_for(period: Period) -> Procedure | None:
    """The version in force at the end of the half-year, or today while it lasts."""
    return Procedure.in_force(min(period.last, office_today()))


def draft(year: int, half: int, threshold: int, user: Any) -> tuple[MonitoringSheet, bool]:
    """The draft of a half-year, filled in; the one that there is already, if there is one.

    ``LookupError`` while no version of the SOP was in force.
    """
    drafts = MonitoringSheet.objects.filter(year=year, half=half, adopted_at=None)
    try:
        if existing := drafts.first():
            return existing, False
        return _new_draft(year, half, threshold, user), True
    except IntegrityError:  # somebody else was quicker
        return drafts.get(), False


@transaction.atomic
def _new_draft(year: int, half: int, threshold: int, user: Any) -> MonitoringSheet:
    last = MonitoringSheet.objects.filter(year=year, half=half).aggregate(Max("edition"))
    sheet = MonitoringSheet(
        year=year,
        half=half,
        threshold=threshold,
        edition=(last["edition__max"] or 0) + 1,
        figures_at=timezone.now(),
        created_by_name=user.get_full_name() or user.get_username(),
    )
    procedure = procedure_for(sheet.period)
    if procedure is None:
        raise LookupError
    sheet.procedure = procedure
    sheet.save()
    fill(sheet)
    return sheet


def fill(sheet: MonitoringSheet) -> int:
    """Take the figures again; what the assessor wrote stays. Returns how many rows changed."""
    rows = {row.number: row for row in sheet.rows.all()}
    changed = 0
    for number_of_step, name, figures in steps_of(sheet.period):
        row = rows.get(number_of_step) or MonitoringRow(sheet=sheet, number=number_of_step)
        changed += _fill_row(row, name, figures, sheet.threshold)
    sheet.figures_at = timezone.now()
    sheet.save()
    return changed


def _fill_row(row: MonitoringRow, name: str, figures: Figures, threshold: int) -> bool:
    verdict, notes = figures.proposed_verdict(threshold), figures.proposed_notes()
    values = {"step": name, "figures": asdict(figures), "proposed_verdict": verdict,
              "proposed_notes": notes}  # fmt: skip
    if row.verdict == row.proposed_verdict:
        values["verdict"] = verdict
    if row.notes.strip() == row.proposed_notes.strip():
        values["notes"] = notes
    changed = any(getattr(row, field) != value for field, value in values.items())
    if changed or row.pk is None:
        for field, value in values.items():
            setattr(row, field, value)
        row.save()
    return changed


def stands_against(sheet: MonitoringSheet) -> list[str]:
    """Why the sheet cannot be adopted yet; empty if it can."""
    reasons = []
    if not sheet.is_over:
        reasons.append(_("The half-year is not over yet."))
    if not sheet.assessor_name.strip():
        reasons.append(_("The assessor's name is missing."))
    unsaid = [row.number for row in sheet.rows.all() if row.missing()]
    if unsaid:
        reasons.append(
            ngettext(
                "Step %(steps)s is not complete yet.",
                "Steps %(steps)s are not complete yet.",
                len(unsaid),
            )
            % {"steps": ", ".join(map(str, unsaid))}
        )
    return reasons


@transaction.atomic
def adopt(sheet: MonitoringSheet, user: Any) -> WorkEvent:
    """From now on it is not changed; the ledger holds what it says."""
    said = content(sheet)
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    with official():
        line = append(
            WorkEvent.Kind.MONITORING_ADOPTED,
            Item.monitoring(sheet),
            user=user,
            digest=hashlib.sha256(canonical.encode()).hexdigest(),
            data={"sheet": said},
        )
    sheet.adopted_at = line.at
    sheet.adopted_by_name = line.actor_name
    sheet.adopted_line = line.sequence
    sheet.version += 1
    sheet.save()
    return line


def content(sheet: MonitoringSheet) -> dict[str, Any]:
    """All that an adopted sheet says."""
    return {
        "year": sheet.year,
        "half": sheet.half,
        "edition": sheet.edition,
        "procedure": sheet.procedure.version,
        "threshold": sheet.threshold,
        "assessor": [sheet.assessor_name, sheet.assessor_office, sheet.assessor_nip],
        "figures_at": sheet.figures_at.isoformat(),
        "rows": [
            {
                "number": row.number,
                "step": row.step,
                "verdict": row.verdict,
                "notes": row.notes,
                "action": row.action,
                "figures": row.figures,
            }
            for row in sheet.rows.all()
        ],
    }


def usual_half() -> tuple[int, int]:
    """The half-year that ended last: what an office is asked for."""
    today = office_today()
    return (today.year, 1) if today.month > 6 else (today.year - 1, 2)
