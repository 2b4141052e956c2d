"""The compliance report: each step's times and verdicts against its standard, in a period."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from workflow_steps.models import Procedure, ProcedureStep, WorkCalendar
from workflow_steps.periods import MONTH, QUARTER, YEAR, Period

from .figures import Basis, part_of, spreads, tallies
from .models import StepTiming
from .people import names_of_people
from .statistics import Spread, Tally
from .steps import AUTOMATIC_STEPS
from .timing_filters import EMPTY, STEPS, of_period

FEW_VALUES = {"category", "round"}
MOST_PARTS = 36  # points of the trend; a longer period is told by quarters, then by years


@dataclass(frozen=True)
class Line:
    """One row of a table: of what, how many, how long; ``values`` find the items behind it."""

    section: str
    label: str
    tally: Tally
    spread: Spread = field(default_factory=Spread)
    before: Tally | None = None
    spread_before: Spread | None = None
    standard: "Standard | None" = None
    values: dict[str, Any] = field(default_factory=dict)
    short_label: str = ""
    by_step: dict[int, Tally] = field(default_factory=dict)
    is_total: bool = False

    @property
    def is_automatic(self) -> bool:
        return self.values.get("step") in AUTOMATIC_STEPS


@dataclass(frozen=True)
class Standard:
    """What the SOP allowed for a step at the end of the period."""

    name: str
    shortest: int
    longest: int
    changed: bool = False  # within the period


def standards(period: Period) -> dict[int, Standard]:
    """By step; empty while no version of the SOP was in force."""
    calendar = WorkCalendar.objects.filter(is_default=True).first()
    day = calendar.nominal_day if calendar else timedelta(0)
    steps = (
        ProcedureStep.objects.filter(
            procedure__status=Procedure.Status.ADOPTED,
            procedure__in_force_from__lt=period.ends_before,
        )
        .annotate(since=F("procedure__in_force_from"))
        .order_by("since", "number")
    )
    rows: dict[datetime, dict[int, Any]] = {}
    for step in steps:
        rows.setdefault(step.since, {})[step.number] = step
    versions = list(rows)
    if not versions:
        return {}
    within = [since for since in versions if since > period.starts_at]
    earlier = [since for since in versions if since <= period.starts_at]
    in_period = [rows[since] for since in (*earlier[-1:], *within)]
    found = {}
    for number, step in rows[versions[-1]].items():
        shortest, longest = step.standard_seconds(day)
        all_of_them = {
            version[number].standard_seconds(day) for version in in_period if number in version
        }
        found[number] = Standard(step.name, shortest, longest, len(all_of_them) > 1)
    return found


@dataclass(frozen=True)
class Breakdown:
    """What a report can be broken down by: the column, its filter, and what no value is called."""

    column: str
    filter: str
    label: Callable[[], str]


BREAKDOWNS = {
    "kategori": Breakdown("category", "category", lambda: _("Category")),
    "unit": Breakdown("unit", "unit", lambda: _("Source (unit)")),
    "orang": Breakdown("performer_id", "person", lambda: _("Closed by")),
    "putaran": Breakdown("round", "round", lambda: _("Round")),
}


class Compliance:
    """``narrow`` gives the timings of a period by the reader's filters."""

    def __init__(
        self,
        narrow: Callable[[Period], QuerySet[StepTiming]],
        period: Period,
        basis: Basis,
        *,
        breakdown: str = "kategori",
        one_step: bool = False,
    ) -> None:
        self.narrow, self.period, self.basis = narrow, period, basis
        self.timings = narrow(period)
        self.breakdown = BREAKDOWNS[breakdown]
        self.one_step = one_step

    @cached_property
    def parts(self) -> list[Period]:
        """The points of the trend."""
        for months in (MONTH, QUARTER):
            parts = self.period.split(months)
            if len(parts) <= MOST_PARTS:
                return parts
        return self.period.split(YEAR)

    @cached_property
    def _by_part_and_step(self) -> dict[tuple[Any, ...], Tally]:
        return _summed(self._counted, slice(2)) if self._is_counted_at_once else self._counted

    @property
    def _is_counted_at_once(self) -> bool:
        """Few enough values to count each of them in the same walk over the timings."""
        return self.breakdown.column in FEW_VALUES

    @cached_property
    def _counted(self) -> dict[tuple[Any, ...], Tally]:
        starts: list[datetime] = [part.starts_at for part in self.parts]
        by = ["part", "step", *([self.breakdown.column] if self._is_counted_at_once else [])]
        return tallies(self.timings.annotate(part=part_of(starts)), self.basis, *by)

    def _by_breakdown(self) -> dict[tuple[Any, ...], Tally]:
        if self._is_counted_at_once:
            return _summed(self._counted, slice(2, 3))
        return tallies(self.timings, self.basis, self.breakdown.column)

    @cached_property
    def steps(self) -> list[Line]:
        """A line for each step; the automatic ones are not in the total."""
        before = self.narrow(self.period.before())
        tally_before = tallies(before, self.basis, "step")
        spread_before = spreads(before, self.basis, "step")
        spread = spreads(self.timings, self.basis, "step")
        names = standards(self.period)
        found = []
        for step in STEPS:
            tally = Tally.total(
                tally for (_part, number), tally in self._by_part_and_step.items() if number == step
            )
            standard = names.get(step)
            found.append(
                Line(
                    _("Step"),
                    f"{step}. {standard.name}" if standard else str(step),
                    tally,
                    spread.get((step,), Spread()),
                    tally_before.get((step,), Tally()),
                    spread_before.get((step,), Spread()),
                    standard,
                    {"step": step},
                )
            )
        return found

    @cached_property
    def total(self) -> Line:
        """Of all that people do; times of different standards have no common median."""
        mine = [line for line in self.steps if not line.is_automatic]
        return Line(
            _("Step"),
            _("All steps done by people"),
            Tally.total(line.tally for line in mine),
            before=Tally.total(line.before for line in mine if line.before),
            is_total=True,
        )

    @cached_property
    def trend(self) -> list[Line]:
        lines = []
        for place, part in enumerate(self.parts):
            by_step = {
                step: tally
                for (number, step), tally in self._by_part_and_step.items()
                if number == place
            }
            counted = [tally for step, tally in by_step.items() if step not in AUTOMATIC_STEPS]
            lines.append(
                Line(
                    _("Month") if len(self.parts) == self._months else _("Part of the period"),
                    self._name(part),
                    Tally.total(counted),
                    values=of_period(part),
                    short_label=self._short_name(part, place),
                    by_step=by_step,
                )
            )
        return lines

    @cached_property
    def _months(self) -> int:
        return len(self.period.split(MONTH))

    def _name(self, part: Period) -> str:
        if len(self.parts) == self._months:
            return f"{MONTHS[part.first.month]} {part.first.year}"
        return str(part)

    def _short_name(self, part: Period, place: int) -> str:
        if len(self.parts) != self._months:
            return f"{part.first:%m/%y}"
        name = str(MONTHS_3[part.first.month]).capitalize()
        return f"{name} {part.first:%y}" if part.first.month == 1 and place else name

    @cached_property
    def broken_down(self) -> list[Line]:
        """Only what is judged: a line that has nothing but automatic steps says nothing."""
        column = self.breakdown.column
        by = self._by_breakdown()
        times = spreads(self.timings, self.basis, column) if self.one_step else {}
        ids = [key for (key,) in by if key is not None]
        names = names_of_people(ids, self.timings) if column == "performer_id" else {}
        lines = [
            Line(
                self.breakdown.label(),
                names.get(key, "") if names else str(key or ""),
                tally,
                times.get((key,), Spread()),
                values={self.breakdown.filter: EMPTY if key == "" else key},
            )
            for (key,), tally in by.items()
            if tally.counted + tally.not_measured and key is not None
        ]
        if column == "round":
            return sorted(lines, key=lambda line: int(line.label))
        if column == "performer_id":
            return sorted(lines, key=lambda line: line.label.casefold())
        return sorted(lines, key=lambda line: (-line.tally.counted, line.label.casefold()))

    @property
    def is_empty(self) -> bool:
        return not self._by_part_and_step

    def lines(self) -> list[Line]:
        """All of it, for the export."""
        if self.is_empty:
            return []
        return [*self.steps, self.total, *self.trend, *self.broken_down]


def _summed(counted: dict[tuple[Any, ...], Tally], part: slice) -> dict[tuple[Any, ...], Tally]:
    """By this part of the keys."""
    found: dict[tuple[Any, ...], list[Tally]] = {}
    for key, tally in counted.items():
        found.setdefault(key[part], []).append(tally)
    return {key: Tally.total(tallies_of_it) for key, tallies_of_it in found.items()}
