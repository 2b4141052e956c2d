"""Where somebody goes who has just decided: the next item that waits for them, or their inbox."""

from dataclasses import dataclass

from django.urls import reverse

from ..inbox import Inbox
from ..models import NewsroomTaskState


@dataclass(frozen=True)
class Next:
    title: str
    url: str
    is_emergency: bool = False


def next_for(inbox: Inbox, after: NewsroomTaskState) -> Next | None:
    """What is public without this person's paraf comes before everything that is not public."""
    for row in inbox.to_initial:
        return Next(row.title, row.url, is_emergency=True)
    found = inbox.next_after(after)
    if found is None:
        return None
    return Next(found.revision.object_str, reverse("newsroom_decision", args=[found.pk]))


def desk_url() -> str:
    return reverse("newsroom_inbox")
