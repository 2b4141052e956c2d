"""What the SOP in force today says of its steps; a new version changes the help with it."""

from dataclasses import dataclass, field

from django.utils import timezone

from ..models import Procedure, ProcedureStep


@dataclass(frozen=True)
class Facts:
    procedure: Procedure | None = None
    steps: dict[int, ProcedureStep] = field(default_factory=dict)


def facts() -> Facts:
    """Two queries, whatever is asked of it."""
    procedure = Procedure.in_force(timezone.now())
    if procedure is None:
        return Facts()
    steps = ProcedureStep.objects.filter(procedure=procedure.pk).order_by("number")
    return Facts(procedure, {step.number: step for step in steps})
