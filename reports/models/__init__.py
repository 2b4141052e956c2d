"""The ledger, step timings, the publication register, the verification, and the letterhead."""

from .ledger import LedgerHead, WorkEvent
from .letterhead import Letterhead
from .register import PublicationRecord
from .timings import StepTiming
from .verification import KnownHost, VerificationRun, WatchedTerm

__all__ = [
    "KnownHost",
    "LedgerHead",
    "Letterhead",
    "PublicationRecord",
    "StepTiming",
    "VerificationRun",
    "WatchedTerm",
    "WorkEvent",
]
