"""The ledger, step timings, the publication register, and the verification of what is live."""

from .ledger import LedgerHead, WorkEvent
from .register import PublicationRecord
from .timings import StepTiming
from .verification import KnownHost, VerificationRun, WatchedTerm

__all__ = [
    "KnownHost",
    "LedgerHead",
    "PublicationRecord",
    "StepTiming",
    "VerificationRun",
    "WatchedTerm",
    "WorkEvent",
]
