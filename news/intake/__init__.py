"""What a contributor's file really is, judged by its bytes and never by its name (step 1).

Plain Python without Django: ``examine`` takes any stream and any name and either returns an
``Examined`` file, cleaned and with an extension that fits its content, or raises ``Refused``.
"""

from .examine import Examined, Limits, check_named, examine
from .kinds import FILE_TYPES, FileType, Kind, Reason, Refused
from .names import clean_name

__all__ = [
    "FILE_TYPES",
    "Examined",
    "FileType",
    "Kind",
    "Limits",
    "Reason",
    "Refused",
    "check_named",
    "clean_name",
    "examine",
]
