"""What tests of the calendar's screens share."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from workflow_steps.models import WorkCalendar


def url(name: str, *args: Any) -> str:
    return reverse(f"work_calendar:{name}", args=args)


def words(response: Any) -> str:
    """What can be read on the screen, in one line."""
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode())))


def send(client: Client, address: str, version: int | None = None, **data: Any) -> Any:
    """POST as the form does, with the version that it was opened with."""
    seen = WorkCalendar.default().version if version is None else version
    return client.post(address, {"version": seen, **data})
