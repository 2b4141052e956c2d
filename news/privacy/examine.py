"""Reads one file in a process of its own: ``python -m news.privacy.examine EXTENSION MEMORY
SECONDS``.

Bytes in, JSON out. A file can be made to fill the memory or never to end; the process has little
of both, no file to write, and nothing in its environment that would be worth stealing.
"""

import importlib
import io
import json
import resource
import sys
import zipfile
from typing import Any

from .groups import Groups
from .readers.reading import Problem, Reading, Unreadable

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 40  # of the processor; a reader gives up before
READERS = {name: f"news.privacy.readers.{name}" for name in ("pdf", "docx", "xlsx", "vtt")}


def examine(extension: str, data: bytes, reading: Reading | None = None) -> dict[str, Any]:
    """The finds with their values (for the one process that asked), and what could not be read."""
    reading = reading or Reading()
    groups = Groups()
    try:
        if extension in {"docx", "xlsx"} and not zipfile.is_zipfile(io.BytesIO(data)):
            # A file with a password is no ZIP any more (an OLE container).
            encrypted = data.startswith(b"\xd0\xcf\x11\xe0")
            raise Unreadable(Problem.ENCRYPTED if encrypted else Problem.DAMAGED)
        reader = importlib.import_module(READERS[extension])
        groups.fill(reader.read(data, reading))
    except Unreadable as unreadable:
        reading.note(unreadable.problem)
    except MemoryError:
        reading.note(Problem.TOO_LARGE)
    except Exception:  # the libraries raise whatever a damaged file makes them stumble over
        reading.note(Problem.DAMAGED)
    if groups.is_full:
        reading.note(Problem.INCOMPLETE)
    return {
        "groups": [group.plain() for group in groups],
        "problems": [str(problem) for problem in reading.problems],
        "pages": reading.pages[:50],
    }


def _hold_back(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _hold_back(int(sys.argv[2]), int(sys.argv[3]))
    answer = examine(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
