"""Where somebody goes who has just decided: the next item that waits for them, or their inbox."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ..inbox import next_item
from ..models import NewsroomTaskState


@dataclass(frozen=True)
class Next:
    title: str
    url: str


def next_for(user: Any, after: NewsroomTaskState) -> Next | None:
    found = next_item(user, after)
    if found is None:
        return None
    return Next(found.revision.object_str, reverse("newsroom_decision", args=[found.pk]))


def desk_url() -> str:
    return reverse("newsroom_inbox")
