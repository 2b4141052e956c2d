"""The ledger, step timings, register, monitoring sheets, verification, and the letterhead."""

from .ledger import LedgerHead, WorkEvent
from .letterhead import Letterhead
from .monitoring import MonitoringRow, MonitoringSheet
from .register import PublicationRecord
from .timings import StepTiming
from .verification import KnownHost, VerificationRun, WatchedTerm

__all__ = [
    "KnownHost",
    "LedgerHead",
    "Letterhead",
    "MonitoringRow",
    "MonitoringSheet",
    "PublicationRecord",
    "StepTiming",
    "VerificationRun",
    "WatchedTerm",
    "WorkEvent",
]
