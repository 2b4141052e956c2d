"""The procedure as data, working time, the two review tasks."""

from .adopted import ProcedureLocked
from .procedure import Procedure
from .procedure_step import ProcedureStep
from .tasks import (
    DivisionHeadApprovalTask,
    EditorReviewTask,
    NewsroomTaskState,
    ReviewTask,
)
from .users import User

__all__ = [
    "DivisionHeadApprovalTask",
    "EditorReviewTask",
    "NewsroomTaskState",
    "Procedure",
    "ProcedureLocked",
    "ProcedureStep",
    "ReviewTask",
    "User",
]
