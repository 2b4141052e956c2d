"""Captions of a video: what is said, without the times."""

from collections.abc import Iterator

from ..groups import Piece
from .reading import Reading


def read(data: bytes, reading: Reading) -> Iterator[Piece]:
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        if "-->" in line:
            continue
        if not reading.goes_on(line):
            return
        yield Piece(("captions",), line, number)
