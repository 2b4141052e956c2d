"""The ledger's hash chain, without Django.

A line's hash is SHA-256 over the canonical JSON of its fields and of the hash of the line
before; the first line follows ``GENESIS``. Canonical JSON: sorted keys, no spaces, UTF-8,
times in UTC with microseconds.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from workflow_steps.digest import canonical_json, encode

GENESIS = "0" * 64
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def line_hash(previous_hash: str, fields: Mapping[str, Any]) -> str:
    """64 hex digits that bind ``fields`` to the line before."""
    text = f"{previous_hash}\n{canonical_json(fields)}"
    return hashlib.sha256(text.encode()).hexdigest()


def _quick_hash(previous_hash: str, fields: Mapping[str, Any]) -> str:
    """``line_hash`` by a faster writer of JSON, for walking millions of lines.

    Where it gives the recorded hash, the text was the same; where it does not, the writers may
    differ, and ``line_hash`` decides.
    """
    try:
        text = orjson.dumps(fields, default=encode, option=_CANONICAL)
    except TypeError:  # what orjson cannot write, such as integers beyond 64 bits
        return ""
    return hashlib.sha256(previous_hash.encode() + b"\n" + text).hexdigest()


def _is_hash_of(line: "Line", previous_hash: str) -> bool:
    return line.hash == _quick_hash(previous_hash, line.fields) or line.hash == line_hash(
        previous_hash, line.fields
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One stored line as the verifier sees it."""

    sequence: int
    previous_hash: str
    hash: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """The first line that does not fit; ``reason`` is one of the constants below."""

    sequence: int
    reason: str


MISSING = "missing"  # a sequence number is skipped or repeated
BROKEN_LINK = "broken link"  # does not follow the line before it
CHANGED = "changed"  # its content is not what was hashed
TRUNCATED = "truncated"  # the chain ends before its recorded head


class Walk:
    """Follows the chain in order, in several goes, to the first line that does not fit."""

    def __init__(self) -> None:
        self.last, self.hash = 0, GENESIS

    def follow(self, lines: Iterable[Line]) -> Fault | None:
        for line in lines:
            if line.sequence != self.last + 1:
                return Fault(self.last + 1, MISSING)
            if line.previous_hash != self.hash:
                return Fault(line.sequence, BROKEN_LINK)
            if not _is_hash_of(line, self.hash):
                return Fault(line.sequence, CHANGED)
            self.last, self.hash = line.sequence, line.hash
        return None

    def end(self, head_sequence: int, head_hash: str) -> Fault | None:
        """Whether it ended where the recorded head says."""
        if (self.last, self.hash) == (head_sequence, head_hash):
            return None
        return Fault(self.last + 1, TRUNCATED)


def first_fault(lines: Iterable[Line], *, head_sequence: int, head_hash: str) -> Fault | None:
    """Walk the chain in order; ``None`` when every line fits and the end is the recorded head."""
    walk = Walk()
    return walk.follow(lines) or walk.end(head_sequence, head_hash)
