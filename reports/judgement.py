"""A step's time against the standard in force when the step was opened."""

from datetime import datetime
from typing import Any

from workflow_steps.models import ProcedureStep
from workflow_steps.standards import StandardTimes
from workflow_steps.working_time import CalendarExhausted

from .steps import JUDGED


def judge(
    step: int,
    opened_at: datetime,
    closed_at: datetime,
    outcome: str,
    times: StandardTimes | None = None,
) -> dict[str, Any]:
    """Facts of a closed step, ready for the ledger: whole seconds, standard, verdict.

    A calendar that does not know the days in question never stops the newsroom: the time stays
    open for a recomputation and ``calendar_missing`` names the year. ``times``: calendar and
    standards where the caller judges many.
    """
    times = times or StandardTimes.read()
    facts: dict[str, Any] = {
        "calendar_version": times.calendar_version,
        "elapsed": None,
        "standard_min": None,
        "standard_max": None,
        "procedure_id": None,
        "within": None,
    }
    standard = times.standard(step, opened_at)
    by_the_clock = False
    if standard is not None:
        low, high = standard.standard_seconds(times.nominal_day)
        facts |= {
            "standard_min": low,
            "standard_max": high,
            "procedure_id": standard.procedure_id,
        }
        by_the_clock = standard.unit == ProcedureStep.Unit.CALENDAR_DAY
    try:
        if by_the_clock:
            facts["elapsed"] = max(0, int((closed_at - opened_at).total_seconds()))
        elif times.schedule is not None:
            facts["elapsed"] = times.schedule.elapsed(opened_at, closed_at)
    except CalendarExhausted as error:
        facts["calendar_missing"] = error.year
    if outcome in JUDGED and facts["elapsed"] is not None and facts["standard_max"] is not None:
        facts["within"] = facts["elapsed"] <= facts["standard_max"]
    return facts
