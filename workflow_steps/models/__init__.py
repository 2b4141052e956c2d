"""The procedure as data, working time, the two review tasks."""

from .adopted import ProcedureLockedError
from .calendar import WorkCalendar
from .calendar_parts import (
    Holiday,
    SpecialPeriod,
    SpecialPeriodInterval,
    WeeklyInterval,
    WeeklySchedule,
    WorkClosure,
)
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
    "Holiday",
    "NewsroomTaskState",
    "Procedure",
    "ProcedureLockedError",
    "ProcedureStep",
    "ReviewTask",
    "SpecialPeriod",
    "SpecialPeriodInterval",
    "User",
    "WeeklyInterval",
    "WeeklySchedule",
    "WorkCalendar",
    "WorkClosure",
]
