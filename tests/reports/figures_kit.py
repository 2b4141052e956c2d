"""A small month whose figures can be counted by hand."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reports.models import StepTiming

WITA = ZoneInfo("Asia/Makassar")
HOUR = 3600
OCTOBER = {"closed_at_from": "2026-10-01", "closed_at_to": "2026-10-31"}


def closed(
    item: int, step: int, verdict: str, seconds: int | None = HOUR, **more: Any
) -> StepTiming:
    """A timing that closed in October 2026 unless ``on`` says otherwise."""
    on = more.pop("on", f"2026-10-{item % 28 + 1:02d}T10:00:00")
    moment = datetime.fromisoformat(on).replace(tzinfo=WITA)
    values = {
        "item_type": "page",
        "item_title": f"Berita {item}",
        "category": "Kesehatan",
        "unit": "Dinas Kesehatan",
        "round": 1,
        "outcome": "completed",
        "opened_at": moment,
        "closed_at": moment,
        "opening_event": item * 10 + step,
        "closing_event": item * 10 + step + 1,
        "measured": verdict != "not_measured",
        "automatic": step > 5,
        "elapsed": seconds,
        "standard_max": HOUR,
        "verdict": verdict,
        "performer_id": 1001,
        "performer_name": "Siti",
    } | more
    values.setdefault("corrected_verdict", values["verdict"])
    values.setdefault("corrected_elapsed", values["elapsed"])
    return StepTiming.objects.create(item_id=item, step=step, **values)


def small_month() -> None:
    """October: step 5 has 4 on time, 1 early, 2 late, 1 not measured; step 6 is automatic.

    Times of step 5 in seconds: 600, 1200, 1800, 2400, 3000, 4000, 9000.
    """
    times = [600, 1200, 1800, 2400, 3000, 4000, 9000]
    words = ["early", "on_time", "on_time", "on_time", "on_time", "late", "late"]
    for number, (seconds, verdict) in enumerate(zip(times, words, strict=True), start=1):
        closed(number, 5, verdict, seconds)
    closed(8, 5, "not_measured", None, opened_at=None)
    closed(9, 4, "late", 5000, category="Budaya", unit="", performer_id=1002, performer_name="Andi")
    closed(10, 4, "cancelled", 50, outcome="withdrawn")
    closed(11, 4, "unjudged", None)
    for number in range(1, 21):  # would be 100 % in time
        closed(number, 6, "automatic", 2, performer_id=None, performer_name="")
    closed(1, 5, "on_time", 1000, round=2, corrected_verdict="late", corrected_elapsed=7000)
    # September: 1 of 2 in time.
    closed(31, 5, "on_time", 500, on="2026-09-10T10:00:00")
    closed(32, 5, "late", 8000, on="2026-09-30T23:59:59")
