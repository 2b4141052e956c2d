"""What a closed step's time is called, without Django.

The codes are those of ``StepTiming.Verdict``; a test holds the two against each other.
"""

ON_TIME = "on_time"
EARLY = "early"
LATE = "late"
NOT_MEASURED = "not_measured"
AUTOMATIC = "automatic"
CANCELLED = "cancelled"
UNJUDGED = "unjudged"

# What counts as kept, and what is counted at all (SOP: mutu baku waktu).
KEPT = frozenset({ON_TIME, EARLY})
COUNTED = KEPT | {LATE}
_NOT_TO_AN_END = frozenset({"withdrawn", "abandoned"})


def verdict_of(
    outcome: str,
    *,
    elapsed: int | None,
    standard_min: int | None,
    standard_max: int | None,
    measured: bool = True,
    automatic: bool = False,
) -> str:
    """The verdict on whole seconds; empty while the step runs.

    Late is more than the longest standard, early less than the shortest where the standard is a
    span ("1 to 3 hours"). ``UNJUDGED``: no standard was in force, or the calendar does not know
    the days in question.
    """
    if outcome == "running":
        return ""
    if not measured:
        return NOT_MEASURED
    if outcome in _NOT_TO_AN_END:
        return CANCELLED
    return AUTOMATIC if automatic else _judge(elapsed, standard_min, standard_max)


def _judge(elapsed: int | None, low: int | None, high: int | None) -> str:
    if elapsed is None or high is None:
        return UNJUDGED
    if elapsed > high:
        return LATE
    is_span = low is not None and low < high
    return EARLY if is_span and elapsed < (low or 0) else ON_TIME
