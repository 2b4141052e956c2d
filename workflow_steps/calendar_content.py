"""What a calendar said, as the plain data that a version keeps, read as working days.

Plain Python, no Django.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from .working_days import Closure, Hours, Week, WorkingDays


def working_days(content: dict[str, Any]) -> WorkingDays:
    closures: dict[date, list[Closure]] = defaultdict(list)
    for row in content["closures"]:
        closures[date.fromisoformat(row["date"])].append(
            Closure(_time(row["from_time"]), _time(row["until_time"]), row["reason"])
        )
    periods = {
        (date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])): row
        for row in content["periods"]
    }
    return WorkingDays(
        zone=ZoneInfo(content["zone"]),
        last_day=date.fromisoformat(content["known_until"]),
        weeks={
            date.fromisoformat(row["effective_from"]): _week(row["hours"])
            for row in content["weeks"]
        },
        periods={dates: _week(row["hours"]) for dates, row in periods.items()},
        period_names={dates: row["name"] for dates, row in periods.items()},
        holidays={date.fromisoformat(row["date"]): row["name"] for row in content["holidays"]},
        closures=dict(closures),
    )


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _week(rows: Iterable[tuple[int, str, str]]) -> Week:
    week: dict[int, list[Hours]] = defaultdict(list)
    for weekday, start, end in rows:
        week[weekday].append((time.fromisoformat(start), time.fromisoformat(end)))
    return dict(week)
