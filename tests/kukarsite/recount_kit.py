"""What the compliance report must say of a month, by the recount of the ledger alone."""

import csv
import io
from calendar import monthrange
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from tests import recompute
from tests.recompute import Figures
from workflow_steps.templatetags.office_formats import duration

MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
MAULID = {date(2026, 8, 25)}  # the one holiday in the months that are played
REPORT = "/admin/reports/kepatuhan/"
# Headings of the file, as the office reads them.
COLUMNS = {
    "n": "Dinilai",
    "on_time": "Tepat waktu",
    "early": "Lebih cepat dari batas bawah",
    "late": "Terlambat",
    "percent": "Bagian yang sesuai mutu baku",
    "median": "Median",
    "p90": "Persentil ke-90",
    "longest": "Terlama",
    "not_measured": "Tidak diukur",
    "automatic": "Otomatis",
    "cancelled": "Dibatalkan",
}
TIMES = {"median", "p90", "longest"}


def period_of(month: str) -> dict[str, str]:
    year, number = map(int, month.split("-"))
    last = monthrange(year, number)[1]
    return {"closed_at_from": f"{month}-01", "closed_at_to": f"{month}-{last}"}


def recount(
    steps: list[recompute.Step], month: str, free: Collection[date] = MAULID
) -> list[Figures]:
    """Of each of the seven steps, and of all that people do."""
    by_step = recompute.figures(steps, month, free)
    return [*(by_step.get(step, Figures()) for step in range(1, 8)), recompute.total(by_step)]


def in_file(found: Figures) -> dict[str, str]:
    """The cells of a line of the export."""
    return {heading: _cell(name, getattr(found, name)) for name, heading in COLUMNS.items()}


def _cell(name: str, value: Any) -> str:
    """As CSV has it: ``0.959`` for a share, ``12:05:00`` for a time."""
    if value is None:
        return ""
    if name == "percent":
        return str(Decimal(f"{float(value):.1f}") / 100)
    if name in TIMES:
        minutes, seconds = divmod(value, 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(value)


def lines_of_steps(file: Any) -> list[dict[str, str]]:
    """The same cells of the file, for the seven steps and their total."""
    rows = csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig")))
    return [
        {heading: row[heading] for heading in COLUMNS.values()}
        for row in rows
        if row["Tabel"] == "Langkah"
    ]


def on_screen(step: int, found: Figures, before: Figures) -> list[str]:
    """The cells of a row of the table, but for the standard; 8 is the total."""
    times = [duration(time) or "–" for time in (found.median, found.p90, found.longest)]
    if step in recompute.BY_THE_SYSTEM:
        counts = [str(found.automatic), *("–" for _ in range(5))]
        return [*counts, "–", *times]
    counts = [str(number) for number in (found.on_time, found.early, found.late)]
    return [
        str(found.n),
        _percent(found),
        *counts,
        str(found.not_measured),
        _percent(before),
        *times,
    ]


def _percent(found: Figures) -> str:
    return "–" if found.percent is None else f"{float(found.percent):.1f}%".replace(".", ",")
