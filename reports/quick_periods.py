"""The airing periods that an office reports about, as one click each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class QuickPeriod:
    label: str
    first: date
    last: date

    def link(self, url: str, filters: QueryDict, name: str) -> dict[str, Any]:
        """Keeps the other filters; ``name``: the filter of the period."""
        wanted = {f"{name}_from": self.first.isoformat(), f"{name}_to": self.last.isoformat()}
        query = filters.copy()
        for unwanted in ("p", "export", *wanted):
            query.pop(unwanted, None)
        query.update(wanted)
        return {
            "label": self.label,
            "url": f"{url}?{query.urlencode()}",
            "current": all(filters.get(key) == value for key, value in wanted.items()),
        }


def quick_periods(today: date) -> Iterator[QuickPeriod]:
    """This and the last month, quarter, half-year and year."""
    for months, this, last in (
        (1, _("This month"), _("Last month")),
        (3, _("This quarter"), _("Last quarter")),
        (6, _("This half-year"), _("Last half-year")),
        (12, _("This year"), _("Last year")),
    ):
        first = today.replace(month=today.month - (today.month - 1) % months, day=1)
        after = _later(first, months)
        before = _later(first, -months)
        yield QuickPeriod(this, first, after - timedelta(days=1))
        yield QuickPeriod(last, before, first - timedelta(days=1))


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)
