"""Which kinds of notices reach a person by which way: everybody's own choice."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..models import Notice, NoticePreferences

Kind = Notice.Kind


class Channel(TextChoices):
    MAIL = "mail", _("E-mail")
    BELL = "bell", _("Bell")
    DIGEST = "digest", _("Daily digest")


URGENT = frozenset({Kind.EMERGENCY})
"""By mail at any hour, whatever somebody chose: this is none of the daily round."""

ASKING = frozenset(
    {
        Kind.WAITING,
        Kind.HANDED_OVER,
        Kind.ASSIGNED,
        Kind.RETURNED,
        Kind.DUE_SOON,
        Kind.OVERDUE,
        Kind.ESCALATED,
        Kind.EMERGENCY,
    }
)
"""Settled as soon as their item moves on, whoever did it."""

REMINDING = frozenset({Kind.DUE_SOON, Kind.OVERDUE, Kind.ESCALATED})
TELLING = frozenset({Kind.APPROVED, Kind.LIVE})

# The digest shows the time left of all that waits, so these two have no place of their own in it.
CHANNELS: dict[Kind, tuple[Channel, ...]] = {
    **dict.fromkeys(Kind, (Channel.MAIL, Channel.BELL, Channel.DIGEST)),
    Kind.DUE_SOON: (Channel.MAIL, Channel.BELL),
    Kind.OVERDUE: (Channel.MAIL, Channel.BELL),
    Kind.DIGEST: (Channel.MAIL,),
}
# A mail a day is for what waits; news of what is done comes by mail of its own.
OFF_BY_DEFAULT = frozenset({(Kind.APPROVED, Channel.DIGEST), (Kind.LIVE, Channel.DIGEST)})
ALWAYS = frozenset((kind, Channel.MAIL) for kind in URGENT)

Choice = tuple[Kind, Channel]


def choices() -> list[Choice]:
    """Everything that can be switched, or is always on."""
    return [(kind, channel) for kind, channels in CHANNELS.items() for channel in channels]


def name_of(choice: Choice) -> str:
    kind, channel = choice
    return f"{kind.value}:{channel.value}"


class Preferences:
    """Those of many people, in one query."""

    def __init__(self, people: Iterable[Any]) -> None:
        rows = NoticePreferences.objects.filter(user__in={person.pk for person in people})
        self.switches: Mapping[int, dict[str, bool]] = dict(rows.values_list("user", "switches"))

    def wants(self, user_id: int, kind: Kind, channel: Channel) -> bool:
        choice = (kind, channel)
        if channel not in CHANNELS[kind]:
            return False
        if choice in ALWAYS:
            return True
        switched = self.switches.get(user_id, {}).get(name_of(choice))
        return choice not in OFF_BY_DEFAULT if switched is None else bool(switched)
