"""What all readers share: how much is read, and what could not be."""

import time
from enum import StrEnum

MOST_TEXT = 20_000_000  # signs
GIVES_UP_AFTER = 25.0  # seconds; what was found until then counts


class Problem(StrEnum):
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NO_TEXT = "no_text"  # a scan; of which pages, stands in ``Reading.pages``
    INCOMPLETE = "incomplete"
    ATTACHMENTS = "attachments"  # files inside the file
    NOT_YET = "not_yet"


class Unreadable(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Reading:
    """One file being read."""

    def __init__(self, seconds: float = GIVES_UP_AFTER, signs: int = MOST_TEXT) -> None:
        self.problems: list[Problem] = []
        self.pages: list[int] = []
        self._ends = time.monotonic() + seconds
        self._left = signs

    def note(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def goes_on(self, text: str = "") -> bool:
        """Whether there is time and room for more; says so once when there is not."""
        self._left -= len(text)
        if self._left > 0 and time.monotonic() < self._ends:
            return True
        self.note(Problem.INCOMPLETE)
        return False
