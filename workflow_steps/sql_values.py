"""What SQLite gives as text to statements that are written as text."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone


def as_moment(value: Any) -> datetime | None:
    found: datetime | None = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and timezone.is_naive(found) else found


def as_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
