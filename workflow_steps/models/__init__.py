"""The procedure as data, working time, the two review tasks."""

from .acts import (
    ActFile,
    PublicationAct,
    RecordedAuthority,
    TransactionAuthority,
    Withdrawal,
)
from .adopted import ProcedureLockedError
from .approval import ActingAppointment, Approval, Capacity, EmergencyPublication
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
from .review_tasks import DivisionHeadApprovalTask, EditorReviewTask
from .tasks import NewsroomTaskState, ReviewTask
from .users import User

__all__ = [
    "ActFile",
    "ActingAppointment",
    "Approval",
    "Capacity",
    "DivisionHeadApprovalTask",
    "EditorReviewTask",
    "EmergencyPublication",
    "Holiday",
    "NewsroomTaskState",
    "Procedure",
    "ProcedureLockedError",
    "ProcedureStep",
    "PublicationAct",
    "RecordedAuthority",
    "ReviewTask",
    "SpecialPeriod",
    "SpecialPeriodInterval",
    "TransactionAuthority",
    "User",
    "WeeklyInterval",
    "WeeklySchedule",
    "Withdrawal",
    "WorkCalendar",
    "WorkClosure",
]
