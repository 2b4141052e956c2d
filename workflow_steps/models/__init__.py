"""The procedure as data, working time, the two review tasks."""

from .absence import Absence
from .acts import (
    ActFile,
    PublicationAct,
    RecordedAuthority,
    TransactionAuthority,
    Withdrawal,
)
from .adopted import ProcedureLockedError
from .approval import ActingAppointment, Approval, Capacity, EmergencyPublication
from .calendar import WorkCalendar, as_one_version
from .calendar_parts import (
    Holiday,
    HolidayDecree,
    SpecialPeriod,
    SpecialPeriodInterval,
    WeeklyInterval,
    WeeklySchedule,
    WorkClosure,
)
from .calendar_version import CalendarVersion
from .notice import DigestDay, Escalation, Notice, NoticePreferences
from .procedure import Procedure
from .procedure_step import ProcedureStep
from .review_tasks import DivisionHeadApprovalTask, EditorReviewTask
from .tasks import NewsroomTaskState, ReviewTask
from .users import User
from .webhooks import SUBSCRIBABLE, WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "SUBSCRIBABLE",
    "Absence",
    "ActFile",
    "ActingAppointment",
    "Approval",
    "CalendarVersion",
    "Capacity",
    "DigestDay",
    "DivisionHeadApprovalTask",
    "EditorReviewTask",
    "EmergencyPublication",
    "Escalation",
    "Holiday",
    "HolidayDecree",
    "NewsroomTaskState",
    "Notice",
    "NoticePreferences",
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
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WeeklyInterval",
    "WeeklySchedule",
    "Withdrawal",
    "WorkCalendar",
    "WorkClosure",
    "as_one_version",
]
