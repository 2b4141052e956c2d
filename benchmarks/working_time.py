"""Working time by bisection, against a walk over every working interval."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow_steps.working_time import Interval, WorkSchedule

from .timing import best_of

ZONE = ZoneInfo("Asia/Makassar")
YEARS, QUESTIONS = 5, 400
FIRST = datetime(2024, 1, 1, tzinfo=ZONE)


def report() -> Iterator[str]:
    intervals = _office_weeks()
    schedule = WorkSchedule(intervals)
    questions = _questions()
    naive = [_walk(intervals, start, end) for start, end in questions]
    if naive != [schedule.elapsed(start, end) for start, end in questions]:
        raise AssertionError("the two ways do not agree")
    quick = best_of(5, lambda: [schedule.elapsed(*question) for question in questions])
    slow = best_of(3, lambda: [_walk(intervals, *question) for question in questions])
    built = best_of(5, lambda: WorkSchedule(intervals))
    yield f"{len(intervals)} intervals ({YEARS} years), {QUESTIONS} questions, same answers"
    yield f"walk      {slow / QUESTIONS * 1e6:9.1f} µs each"
    yield f"bisection {quick / QUESTIONS * 1e6:9.1f} µs each, {slow / quick:.0f} times as fast"
    yield f"building the schedule once costs {built * 1e3:.1f} ms"


def _office_weeks() -> list[Interval]:
    found = []
    for day in (FIRST + timedelta(days=number) for number in range(YEARS * 365)):
        if day.weekday() < 5:
            for opens, closes in ((time(7, 30), time(12)), (time(13), time(16))):
                found.append(
                    (
                        datetime.combine(day, opens, ZONE),
                        datetime.combine(day, closes, ZONE),
                    )
                )
    return found


def _questions() -> list[Interval]:
    chance = random.Random(7)  # noqa: S311 the same questions each time
    span = YEARS * 365 * 86_400
    pairs = [sorted((chance.randrange(span), chance.randrange(span))) for _ in range(QUESTIONS)]
    return [(FIRST + timedelta(seconds=a), FIRST + timedelta(seconds=b)) for a, b in pairs]


def _walk(intervals: list[Interval], start: datetime, end: datetime) -> int:
    seconds = timedelta()
    for opens, closes in intervals:
        if opens < end and closes > start:
            seconds += min(closes, end) - max(opens, start)
    return int(seconds.total_seconds())
