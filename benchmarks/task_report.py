"""A list of finished steps as a file: our report of step timings beside Wagtail's of its tasks.

``BENCH_STATES`` rows in each (2,400 without it: on SQLite that is an error for Wagtail). Both
through the test client, to the last byte.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from .decade import Decade
from .newsroom import throw_away_newsroom
from .reports import TIMINGS_PER_ITEM
from .timing import best_of
from .waiting import fill

WAGTAILS = "/admin/reports/workflow_tasks/"
OURS = "/admin/reports/waktu-langkah/?closed_at_from=2000-01-01&closed_at_to=2100-12-31"


def report() -> Iterator[str]:
    from workflow_steps.models import User

    wanted = int(os.environ.get("BENCH_STATES", "2400"))
    with throw_away_newsroom():
        writer, reviewer, head = (
            User.objects.create_user(name, is_superuser=True)
            for name in ("penulis", "penyunting", "kepala")
        )
        fill(wanted // 2, writer, reviewer=reviewer)  # two states each
        now = timezone.now()
        Decade(int(wanted / TIMINGS_PER_ITEM), now - timedelta(days=300), now).write()
        with connection.cursor() as cursor:  # what both databases do by themselves in time
            cursor.execute("ANALYZE")
        client = Client()
        client.force_login(head)
        for file_format in ("xlsx", "csv"):
            ours = _seconds(client, OURS, file_format)
            theirs = _seconds(client, WAGTAILS, file_format)
            ratio = theirs[0] / theirs[1] * ours[1] / ours[0] if theirs[0] else 0
            yield (
                f"{connection.vendor} {file_format:<5}ours {_words(ours)}, Wagtail's "
                f"{_words(theirs)}" + (f": {ratio:.1f} times as long for each row" if ratio else "")
            )


def _seconds(client: Client, address: str, file_format: str) -> tuple[float, int]:
    """(seconds, rows); no seconds where the database refuses."""
    sizes: list[int] = []
    try:
        seconds = best_of(1, lambda: sizes.append(_lines(client, address, file_format)))
    except OperationalError:
        return 0, 0
    rows = sizes[-1] if file_format == "csv" else _lines(client, address, "csv")
    return seconds, rows - 1  # the headings


def _lines(client: Client, address: str, file_format: str) -> int:
    glue = "&" if "?" in address else "?"
    answer: Any = client.get(f"{address}{glue}export={file_format}")
    if answer.status_code != 200:
        raise AssertionError(f"{address} answers {answer.status_code}")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.count(b"\n")


def _words(found: tuple[float, int]) -> str:
    seconds, rows = found
    return f"{rows:,} rows in {seconds:.1f} s" if seconds else "an error of the database"
