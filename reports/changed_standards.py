"""A standard that changed while a step ran: the one at its opening counts, both are shown."""

from dataclasses import dataclass

from django.utils import timezone

from workflow_steps.models import ProcedureStep
from workflow_steps.standards import StandardTimes

from .models import StepTiming

Length = tuple[int | None, int | None]  # shortest and longest, in seconds


def at_the_end(timing: StepTiming, times: StandardTimes) -> ProcedureStep | None:
    """The step in the SOP in force when it closed, or now, where that is another version."""
    if timing.opened_at is None:
        return None
    first = times.standard(timing.step, timing.opened_at)
    last = times.standard(timing.step, timing.closed_at or timezone.now())
    if first is None or last is None or first.procedure_id == last.procedure_id:
        return None
    return last


@dataclass(frozen=True)
class Standards:
    """What judges a timing and, where it is not the same, what was in force at its end."""

    counts: Length
    later: Length | None = None

    @classmethod
    def of(cls, timing: StepTiming, times: StandardTimes) -> "Standards":
        """A closed step keeps what judged it; a running one will be judged by its opening's."""
        counts: Length = (timing.standard_min, timing.standard_max)
        if timing.opened_at is None:
            return cls(counts)
        first = times.standard(timing.step, timing.opened_at)
        if first is None:
            return cls(counts)
        length = first.standard_seconds(times.nominal_day)
        if timing.closed_at is None:
            counts = length
        last = at_the_end(timing, times)
        if last is None or last.standard_seconds(times.nominal_day) == length:
            return cls(counts)
        return cls(counts, last.standard_seconds(times.nominal_day))
