"""Where the lines and bars of a chart stand, in whole units of its drawing; without Django.

Drawn on the server as SVG: no script, prints like text, and the words are given by the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

WIDTH = 480
_LEFT, _RIGHT, _TOP, _PLOT, _BELOW = 40, 10, 14, 160, 36
_MOST_LABELS = 13


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    label: str
    value: str
    url: str = ""
    is_labelled: bool = True

    @property
    def value_y(self) -> int:
        """Its value stands above the point, or below where there is no room above."""
        return self.y - 10 if self.y > _TOP + 16 else self.y + 19


@dataclass(frozen=True)
class Trend:
    """Percentages over time; where there are none the line is broken."""

    points: list[Point]
    lines: list[str]  # "x,y x,y …" of what is joined
    labels: list[tuple[int, str]]
    grid: list[tuple[int, int]] = field(default_factory=list)  # (y, percent)
    width: int = WIDTH
    height: int = _TOP + _PLOT + _BELOW
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    label_y: int = _TOP + _PLOT + 22


def _height_of(percent: Decimal | int) -> int:
    return _TOP + _PLOT - round(_PLOT * percent / 100)


def trend(values: Sequence[tuple[str, Decimal | None, str, str]]) -> Trend:
    """Of (label, percentage or none, percentage in words, address) in order of time."""
    room = WIDTH - _LEFT - _RIGHT
    every = -(-len(values) // _MOST_LABELS) or 1
    points: list[Point] = []
    labels: list[tuple[int, str]] = []
    joined: list[list[str]] = [[]]
    for place, (label, percent, words, url) in enumerate(values):
        x = _LEFT + round(room * (2 * place + 1) / (2 * len(values)))
        if place % every == 0:
            labels.append((x, label))
        if percent is None:
            joined.append([])
            continue
        y = _height_of(percent)
        points.append(Point(x, y, label, words, url, len(values) <= _MOST_LABELS))
        joined[-1].append(f"{x},{y}")
    lines = [" ".join(part) for part in joined if len(part) > 1]
    return Trend(points, lines, labels, [(_height_of(p), p) for p in (0, 25, 50, 75, 100)])


@dataclass(frozen=True)
class Measure:
    """One bar: how long, and whether it goes on beyond the edge."""

    y: int
    width: int
    is_cut: bool
    words: str


@dataclass(frozen=True)
class Group:
    """The bars of one step."""

    label: str
    label_y: int
    median: Measure
    ninetieth: Measure


@dataclass(frozen=True)
class Bars:
    """Times as shares of their standard, so that steps of an hour and of a day stand together."""

    groups: list[Group]
    height: int
    standard_x: int
    bottom: int
    left: int = 76
    width: int = WIDTH
    thickness: int = 14


_BAR_LEFT, _BAR_ROOM, _GROUP = 76, 290, 46
_SHOWN = 200  # percent of the standard that fit


def bars(rows: Sequence[tuple[str, int, tuple[int, str], tuple[int, str]]]) -> Bars:
    """Of (label, standard, (median, words), (90th percentile, words)), all in seconds."""
    groups = []
    for place, (label, standard, median, ninetieth) in enumerate(rows):
        top = 26 + place * _GROUP
        groups.append(
            Group(
                label,
                top + 19,
                _measure(top, standard, *median),
                _measure(top + 17, standard, *ninetieth),
            )
        )
    bottom = 26 + len(rows) * _GROUP
    return Bars(groups, bottom + 4, _BAR_LEFT + _BAR_ROOM * 100 // _SHOWN, bottom)


def _measure(y: int, standard: int, seconds: int, words: str) -> Measure:
    longest = standard * _SHOWN // 100
    width = max(1, _BAR_ROOM * min(seconds, longest) // longest) if longest else 1
    return Measure(y, width, seconds > longest, words)
