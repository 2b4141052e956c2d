"""The ledger, step timings and the publication register."""

from .ledger import AppendOnlyError, LedgerHead, WorkEvent
from .register import PublicationRecord
from .timings import StepTiming

__all__ = ["AppendOnlyError", "LedgerHead", "PublicationRecord", "StepTiming", "WorkEvent"]
