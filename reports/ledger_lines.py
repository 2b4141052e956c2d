"""Reads the ledger as the verifier needs it: every line in chain order, in constant memory."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db import connection, models
from django.db.models.functions import Cast

from .chain import Line
from .models import WorkEvent

PLAIN = tuple(name for name in WorkEvent.HASHED if name not in {"at", "data"})
CHUNK = 2000


def read(after: int = 0) -> Iterator[Line]:
    """The lines behind number ``after``; nothing else may use the connection meanwhile."""
    return _copied(after) if connection.vendor == "postgresql" else _fetched(after)


def _fetched(after: int) -> Iterator[Line]:
    """As plain values: making an instance of the model of each takes most of the time."""
    rows = WorkEvent.objects.filter(sequence__gt=after).order_by("sequence")
    columns = ("previous_hash", "hash", "text", "at", *PLAIN)
    values = rows.annotate(text=Cast("data", models.TextField())).values_list(*columns)
    for previous, own, text, at, *rest in values.iterator(chunk_size=CHUNK):
        fields: dict[str, Any] = dict(zip(PLAIN, rest, strict=True))
        fields |= {"at": at, "data": orjson.loads(text)}
        yield Line(fields["sequence"], previous, own, fields)


def _copied(after: int) -> Iterator[Line]:
    """PostgreSQL writes the fields as JSON and sends them while the lines before are hashed.

    Times come as canonical JSON has them (``workflow_steps.digest``).
    """
    quote = connection.ops.quote_name
    parts = [f"'{name}', {quote(name)}" for name in PLAIN]
    parts.append("'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')")
    parts.append("'data', data")
    sql = (
        f"COPY (SELECT previous_hash, hash, json_build_object({', '.join(parts)})::text "
        f"FROM {quote(WorkEvent._meta.db_table)} WHERE sequence > {after:d} ORDER BY sequence) "
        "TO STDOUT"
    )
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for previous, own, text in copy.rows():
            fields = orjson.loads(text)
            yield Line(fields["sequence"], previous, own, fields)
